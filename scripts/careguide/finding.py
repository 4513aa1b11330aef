"""What a check has to say: a rule, a severity, a place, and words that an editor understands."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from careguide.source.place import Place


class Severity(enum.StrEnum):
    """How much a finding matters: an error stops a build, a warning stops ``--strict``, information stops nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding needs in order to be understood, and what stands there."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to one place: the value (or key) there becomes ``text``; ``None`` removes it, with its key."""

    place: Place
    text: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Insert:
    """A new field, below the one at ``after`` and in the same group of fields."""

    after: Place
    name: str
    value: object


@dataclass(frozen=True, slots=True)
class Append:
    """A new item at the end of the list at ``to``."""

    to: Place
    value: object


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding without clinical judgement, and a line that says what they do."""

    title: str
    edits: tuple[Edit | Insert, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule reports: the engine makes a finding of it, with the rule's id, severity and reason.

    ``message`` names the field and the value; ``hint``, where the rule's own advice is too general, what to write;
    ``meant`` a name for the place that somebody may have meant.
    """

    message: str
    place: Place
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    meant: str = ""


Faults = Iterator[Fault]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    ``message`` says what is wrong with the field and the value, ``why`` why it matters, ``hint`` what to write instead.
    ``meant`` is a name for the place that somebody may have meant: whether they did takes judgement, unlike a ``fix``.
    ``acknowledged_by`` is the address of the editorial note that accepts this one finding.
    """

    rule: str
    severity: Severity
    message: str
    place: Place
    why: str = ""
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    meant: str = ""
    acknowledged_by: str | None = None
