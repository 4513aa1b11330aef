"""Folk remedies: their kinds, and recipes."""

from careguide.content.common import Equipment, Module, Statement, Step
from careguide.content.part import Unit
from careguide.content.quantity import Quantity


class Method(Unit, frozen=True, kw_only=True):
    """A kind of remedy that the source lists."""

    kind: str = ""


class Ingredient(Unit, frozen=True, kw_only=True):
    amount: Quantity
    concentration: Quantity | None = None
    plant_part: tuple[str, ...] = ()
    state: str = ""


class Recipe(Unit, frozen=True, kw_only=True):
    """A recipe; ``contact_time`` is how long it stays on the body, or over how long it is drunk."""

    kind: str
    ingredients: tuple[Ingredient, ...]
    steps: tuple[Step, ...]
    contact_time: Quantity
    frequency: Quantity
    duration: Quantity
    method: str = ""
    editorial_title: bool = False
    effects: tuple[Statement, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    storage: Quantity | None = None


class Remedies(Module, frozen=True, kw_only=True):
    methods: tuple[Method, ...]
    recipes: tuple[Recipe, ...]
