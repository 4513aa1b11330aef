"""The units that several modalities share: statements, rules, conditions, steps, equipment, courses."""

import enum

import msgspec

from careguide.content.part import Part, Unit
from careguide.content.quantity import Quantity


class Combine(enum.StrEnum):
    """How the items of a list combine; ``UNSPECIFIED`` where the source does not say."""

    ANY = "any"
    ALL = "all"
    UNSPECIFIED = "unspecified"


class Status(enum.StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    RETIRED = "retired"


class Role(enum.StrEnum):
    """The place of a modality in the treatment."""

    MAIN = "main"
    COMPLEMENTARY = "complementary"
    LAST_RESORT = "last-resort"


class Review(Part, frozen=True, kw_only=True):
    """A sign-off: who read it, when, with what result, and the fingerprint of what was read."""

    reviewer: str
    date: str
    outcome: str
    hash: str
    due: str = ""


class Statement(Unit, frozen=True, kw_only=True):
    """An effect, an aim, a principle, a prognosis."""


class Condition(Unit, frozen=True, kw_only=True):
    """A condition under which something is indicated or contraindicated."""

    strength: str = ""


class Conditions(Unit, frozen=True, kw_only=True):
    """A list of conditions and how they combine; ``unstated`` instead of items where the source names none."""

    applies_to: tuple[str, ...] = ()
    combine: Combine | None = None
    exhaustive: bool | None = None
    items: tuple[Condition, ...] = ()
    unstated: str = ""


class Requirements(Part, frozen=True, kw_only=True):
    """What a rule asks for, in the vocabulary of steps and equipment."""

    direction: str = ""
    setting: str = ""
    position: tuple[str, ...] = ()
    tempo: str = ""
    effort: str = ""
    first_session: str = ""


class Rule(Unit, frozen=True, kw_only=True):
    """A rule of treatment. ``scope`` is ``guide``, an address, or ``unresolved``."""

    scope: str = ""
    requires: Requirements | None = None


class Step(Unit, frozen=True, kw_only=True):
    """One thing to do; the order of a list of steps is the order of doing."""

    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    position: str = ""
    optional: bool = False
    technique: tuple[str, ...] = ()
    hand: tuple[str, ...] = ()
    movement: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    from_: str = msgspec.field(name="from", default="")
    to: str = ""
    side: str = ""
    setting: str = ""
    hold: Quantity | None = None
    wait: Quantity | None = None
    form: str = ""
    route: str = ""
    uses: tuple[str, ...] = ()


class Equipment(Unit, frozen=True, kw_only=True):
    """A thing that is needed, or may be used."""

    setting: tuple[str, ...] = ()
    optional: bool = False


class CoursePhase(Unit, frozen=True, kw_only=True):
    """A part of a course."""

    sessions: Quantity | None = None
    duration: Quantity | None = None


class Course(Unit, frozen=True, kw_only=True):
    """Sessions (a count), the length of one, how often (per day, week or month), and how long in all."""

    sessions: Quantity
    session_length: Quantity
    frequency: Quantity
    duration: Quantity
    phases: tuple[CoursePhase, ...] = ()


class Module(Unit, frozen=True, kw_only=True):
    """A modality: one file of the guide, named like its kind."""

    status: Status
    role: Role
    reviews: tuple[Review, ...] = ()
    phase: str = ""
    after: tuple[str, ...] = ()
    combined_with: tuple[str, ...] = ()
    principles: tuple[Statement, ...] = ()
    effects: tuple[Statement, ...] = ()
    rules: tuple[Rule, ...] = ()
    contraindications: Conditions | None = None
