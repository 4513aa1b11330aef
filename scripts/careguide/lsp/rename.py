"""An id becomes another, and with it every name that means it, in all files of the guide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from careguide.content.address import inside
from careguide.content.references import GUIDE, UNRESOLVED
from careguide.finding import Edit, Severity
from careguide.lsp.draft import Draft, Id, Mention
from careguide.lsp.open_guides import Snapshot
from careguide.lsp.symbols import Symbols
from careguide.pipeline import Checked
from careguide.source.file import Bounds, SourceFile
from careguide.source.place import Place
from careguide.source.writer import WriteError, apply
from careguide.trial import come

_OF_A_FILE = "This is the id of a whole file or guide, which goes with the name of the file or folder."
_MISWRITTEN = "What stands here is not written as an id is, in small letters, digits and hyphens. Write it so first."


class NotRenamed(Exception):
    """An id that cannot be changed, or not to that; the message says why."""


class Name(NamedTuple):
    """An id where it is written, alone or in an address: whose it is, and where it stands in its file."""

    address: str
    bounds: Bounds

    @property
    def id(self) -> str:
        return self.address.rpartition(".")[2]


class Renaming(NamedTuple):
    """The files of a guide, and the texts of those that change, by the names that are shown."""

    sources: Mapping[str, SourceFile]
    texts: Mapping[str, str]


# What is to be renamed


def name_at(symbols: Symbols, place: Place | None, offset: int) -> Name:
    """The id at an offset, at which ``place`` stands. Raises ``NotRenamed``."""
    meaning = symbols.meaning(place)
    if place is None or not isinstance(meaning, Id | Mention):
        raise NotRenamed("No id stands here. What has one can be renamed at its `id`, and wherever it is named.")
    start, end = _inner(place)
    if place.source.text[start:end] != place.value:
        raise NotRenamed(_MISWRITTEN)
    if isinstance(meaning, Mention):
        return _segment(symbols, meaning, start, offset)
    if place.path == ("id",):
        raise NotRenamed(_OF_A_FILE)
    if "." in str(place.value):
        raise NotRenamed(_MISWRITTEN)
    return Name(meaning.address, (start, end))


def _segment(symbols: Symbols, mention: Mention, start: int, offset: int) -> Name:
    """The one of several ids, with full stops between them, that an offset lies in; the first begins at ``start``."""
    address = symbols.resolved(mention)
    if address is None:
        raise NotRenamed(f"There is nothing called “{mention.name}” here.")
    ids = mention.name.split(".")
    number = mention.name[: max(offset - start, 0)].count(".")
    start += sum(len(each) + 1 for each in ids[:number])
    whole = ".".join(address.split(".")[: len(address.split(".")) - len(ids) + number + 1])
    unit = symbols.units.get(whole)
    if unit is None:  # an id with a full stop in it
        raise NotRenamed(_MISWRITTEN)
    if not unit.place.path:
        raise NotRenamed(_OF_A_FILE)
    return Name(whole, (start, start + len(ids[number])))


def _inner(place: Place) -> Bounds:
    """Where a text stands, without its quotes."""
    source, (start, end) = place.source, place.source.bounds(place.path) or (0, 0)
    return (start + 1, end - 1) if source.text[start:end][:1] in ("'", '"') else (start, end)


# What it becomes


def renamed(snapshot: Snapshot, before: Checked, address: str, new: str) -> Renaming:
    """The guide with another id for the unit, note or term of an address. ``before`` is the guide as it is.

    What comes out is checked: it has no fault that was not there before, and every name in it means what it meant.
    Raises ``NotRenamed``.
    """
    if before.guide is None:
        raise NotRenamed("Not every name in the guide can be told while it has faults of form. Mend these first.")
    symbols = _symbols(before)
    to = inside(address.rpartition(".")[0], new)
    _refuse_taken(symbols, address, to)
    sources = {source.name: source for source in before.sources.values()}
    edits: dict[str, list[Edit]] = {}
    for edit in _edits(symbols, address, new):
        edits.setdefault(edit.place.source.name, []).append(edit)
    try:
        texts = {name: apply(sources[name], wanted) for name, wanted in edits.items()}
    except WriteError as error:
        raise NotRenamed(f"This cannot be renamed: {error}.") from error
    _refuse_worse(before, snapshot.trial(texts), address, to)
    return Renaming(sources, texts)


def _symbols(checked: Checked) -> Symbols:
    return Symbols({kind: Draft(source) for kind, source in checked.sources.items()})


def _edits(symbols: Symbols, address: str, new: str) -> Iterator[Edit]:
    yield from (Edit(place, new) for place in symbols.ids[address])
    for target, places in symbols.naming.items():
        if f"{target}.".startswith(f"{address}."):
            for place in places:
                ids = str(place.value).split(".")
                number = len(ids) - 1 - target.removeprefix(address).count(".")
                if number >= 0:
                    yield Edit(place, ".".join([*ids[:number], new, *ids[number + 1 :]]))


def _refuse_taken(symbols: Symbols, address: str, to: str) -> None:
    new = to.rpartition(".")[2]
    if len(symbols.ids[address]) > 1:
        raise NotRenamed(f"{address} is the address of two things. Tell them apart first.")
    if to != address and to in symbols.ids:
        place = symbols.ids[to][0]
        raise NotRenamed(f"“{new}” is taken: {to} stands in {place.source.path.name}, line {place.span.line}.")
    if new in (GUIDE, UNRESOLVED):
        raise NotRenamed(f"“{new}” has a meaning of its own where a rule says over what it holds.")


def _refuse_worse(before: Checked, after: Checked, address: str, to: str) -> None:
    worse = next((f for f in come(before, after) if f.severity is Severity.ERROR and not f.acknowledged_by), None)
    if worse is not None:
        raise NotRenamed(" ".join(filter(None, (worse.message, worse.hint))))
    was, now = _meant(before), _meant(after)
    for place, meant in was.items():
        is_inside = f"{meant}.".startswith(f"{address}.")
        if now.get(place) != (to + meant.removeprefix(address) if is_inside else meant):
            where = f"{place.source.path.name}, line {place.span.line}"
            raise NotRenamed(f"“{place.value}” in {where}, would mean something else then.")


def _meant(checked: Checked) -> Mapping[Place, str]:
    """What each name in a guide means, by its place."""
    return {place: address for address, places in _symbols(checked).naming.items() for place in places}
