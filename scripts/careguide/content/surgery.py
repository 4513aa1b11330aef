"""When to operate, and the operations."""

from careguide.content.common import Combine, Conditions, Module, Step
from careguide.content.part import Unit


class Operation(Unit, frozen=True, kw_only=True):
    steps: tuple[Step, ...] = ()


class Category(Unit, frozen=True, kw_only=True):
    """Operations with one purpose."""

    combine: Combine
    operations: tuple[Operation, ...]
    indications: Conditions | None = None


class Surgery(Module, frozen=True, kw_only=True):
    indications: Conditions
    categories: tuple[Category, ...]
