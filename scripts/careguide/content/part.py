"""What everything in a guide is made of: parts that know their place, and units that have an address."""

# Types are not put off here as they are elsewhere: msgspec would look each of them up again for every kind of part.

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, wraps
from typing import Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from careguide.source.place import Place

P = TypeVar("P")
T = TypeVar("T")


def once(find: Callable[[P], T]) -> Callable[[P], T]:
    """Keeps what a function finds in a part, or in a whole guide, with it, for the many rules that ask for it.

    It must not be, or hold, the part itself or one above it: then a guide would not be gone as soon as it is let go.
    """
    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def kept(part: P, /) -> T:
        held: dict[str, T] = part.__dict__
        if name not in held:
            held[name] = find(part)
        return held[name]

    return kept


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """A mapping in a source file: it knows where it stands, and its address if it or its parent has an id.

    It has room for what is found in it ``once``.
    """

    place: Place = msgspec.field(name="@place")
    address: str = msgspec.field(name="@address", default="")

    @once
    def parts(self) -> Sequence["Part"]:
        """Each part directly inside this one, in the order of the fields."""
        found: list[Part] = []
        for field, room in _roomy(type(self)).items():
            value = getattr(self, field)
            if room.many:
                found += value
            elif isinstance(value, Part):
                found.append(value)
        return tuple(found)

    def lists(self) -> Iterator[tuple[str, Sequence["Part"]]]:
        """Each list of parts directly inside this one, with the name of its field in the file."""
        for field, room in _roomy(type(self)).items():
            if room.many and (items := getattr(self, field)):
                yield room.name, items

    def walk(self) -> Sequence["Part"]:
        """This part and everything inside it, parents before children."""
        return (self, *self._below())

    @once
    def _below(self) -> Sequence["Part"]:
        found: list[Part] = []
        for part in self.parts():
            found.append(part)
            found += part._below()
        return tuple(found)


class _Room(NamedTuple):
    """A field in which a type of part holds others: its name in the file, and whether it is a list."""

    name: str
    many: bool


@cache
def _roomy(kind: type[Part]) -> Mapping[str, _Room]:
    """The fields in which a type of part can hold others."""
    types = get_type_hints(kind)
    named = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    return {field: _Room(name, get_origin(types[field]) is tuple) for field, name in named if _holds(types[field])}


def _holds(type_: Any) -> bool:
    """Whether a value of a type can be, or hold, a part."""
    return any(map(_holds, get_args(type_))) or (isinstance(type_, type) and issubclass(type_, Part))


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

    def units(self) -> Sequence["Unit"]:
        """This unit and all units inside it, parents before children."""
        return tuple(part for part in self.walk() if isinstance(part, Unit))
