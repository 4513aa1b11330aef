"""Drug groups, drugs, and procedures in which a drug is placed by hand."""

import enum

from careguide.content.common import Combine, Conditions, Module, Rule, Statement, Step
from careguide.content.part import Unit
from careguide.content.quantity import Quantity


class Identity(enum.StrEnum):
    """Whether a drug's name leads to one substance or one known composition."""

    RESOLVED = "resolved"
    UNRESOLVED = "unresolved"


class Drug(Unit, frozen=True, kw_only=True):
    """A drug under the guide's name for it; without a text, ``as_written`` is the name that the source gives it."""

    identity: Identity
    form: str
    route: str
    dose: Quantity
    frequency: Quantity
    duration: Quantity
    substances: tuple[str, ...] = ()


class Group(Unit, frozen=True, kw_only=True):
    """Drugs that are given for the same reason."""

    combine: Combine
    members: tuple[Drug, ...]
    indications: Conditions | None = None
    effects: tuple[Statement, ...] = ()
    sequence: tuple[Step, ...] = ()
    rules: tuple[Rule, ...] = ()
    duration: Quantity | None = None


class Procedure(Unit, frozen=True, kw_only=True):
    """A procedure such as a nerve block."""

    combine: Combine
    agents: tuple[Drug, ...]
    indications: Conditions | None = None
    effects: tuple[Statement, ...] = ()
    rules: tuple[Rule, ...] = ()


class Medication(Module, frozen=True, kw_only=True):
    groups: tuple[Group, ...]
    procedures: tuple[Procedure, ...] = ()
