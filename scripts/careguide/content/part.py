"""What everything in a guide is made of: parts that know their place, and units that have an address."""

from __future__ import annotations

import enum
from collections.abc import Iterator

import msgspec

from careguide.source.place import Place


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping in a source file: it knows where it stands, and its address if it or its parent has an id."""

    place: Place = msgspec.field(name="@place")
    address: str = msgspec.field(name="@address", default="")

    def parts(self) -> Iterator[Part]:
        """Each part directly inside this one, in the order of the fields."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, Part):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Part))

    def walk(self) -> Iterator[Part]:
        """This part and everything inside it, parents before children."""
        yield self
        for part in self.parts():
            yield from part.walk()


class Audience(enum.StrEnum):
    PATIENT = "patient"
    CLINICIAN = "clinician"
    BOTH = "both"


class NoteSeverity(enum.StrEnum):
    """What could follow for a patient, from the least to the most."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def beside_statement(self) -> bool:
        """Whether a note of this severity must stand beside its statement in every export."""
        return self in (NoteSeverity.HIGH, NoteSeverity.CRITICAL)


class NoteStatus(enum.StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


class Confidence(enum.StrEnum):
    CONFIDENT = "confident"
    UNCERTAIN = "uncertain"


class Note(Part, frozen=True, kw_only=True):
    """An editorial note. ``acknowledges`` names the one rule whose finding at this place it accepts."""

    id: str
    severity: NoteSeverity
    text: str
    author: str
    date: str
    status: NoteStatus
    for_review: str = ""
    acknowledges: str = ""
    resolution: str = ""


class Code(Part, frozen=True, kw_only=True):
    """A code from a published classification; ``system`` is its short name in ``knowledge/code-systems.csv``."""

    system: str
    code: str
    display: str
    confidence: Confidence

    @property
    def exportable(self) -> bool:
        """Uncertain codes never leave the sources."""
        return self.confidence is Confidence.CONFIDENT


class Unit(Part, frozen=True, kw_only=True):
    """Anything that an export may state and a reader may cite."""

    id: str
    title: str = ""
    text: str = ""
    source: tuple[str, ...] = ()
    as_written: str = ""
    audience: Audience | None = None
    codes: tuple[Code, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def name(self) -> str:
        """What to call this unit: its title, or else its text."""
        return self.title or self.text

    @property
    def exported_codes(self) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.exportable)

    def units(self) -> Iterator[Unit]:
        """This unit and all units inside it, parents before children."""
        return (part for part in self.walk() if isinstance(part, Unit))
