"""What can be written at the place where somebody is typing."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from careguide.content.address import resolve
from careguide.content.common import Step
from careguide.content.document import Exclusion
from careguide.content.part import Note, Unit
from careguide.content.references import Kinds
from careguide.engine.registry import rules
from careguide.finding import Finding
from careguide.lsp.draft import Group, naming
from careguide.lsp.gap import Gap
from careguide.lsp.hover import described, unit
from careguide.lsp.markdown import escaped
from careguide.lsp.spot import field_path
from careguide.lsp.symbols import Symbols
from careguide.source import quote
from careguide.source.place import Place
from careguide.validation.outline import Outline


class Sort(enum.Enum):
    """What an offer is; editors have a picture for each."""

    FIELD = enum.auto()
    CHOICE = enum.auto()
    UNIT = enum.auto()
    LOCATOR = enum.auto()
    RULE = enum.auto()
    WORDS = enum.auto()


@dataclass(frozen=True)
class Offer:
    """Something that can be written. ``snippet``, if there is one, is the same with stops for the cursor ($1, $0)."""

    sort: Sort
    label: str
    text: str
    detail: str = ""
    about: str = ""
    snippet: str = ""


def offers(symbols: Symbols, outline: Outline, gap: Gap, findings: Sequence[Finding]) -> list[Offer]:
    """What can stand in a gap, the likeliest first. ``findings`` are those of the file: a note may acknowledge one."""
    if gap.place.part == "key":
        return list(_fields(outline, gap))
    group = gap.draft.around(gap.place.path)
    found: list[Offer] = []
    if group is not None:
        found += _named(symbols, gap, group)
        found += _cited(symbols, gap, group)
        found += _acknowledged(gap, group, findings)
        found += _authors(symbols, gap, group)
    found += [] if found else _choices(outline, gap)
    if _begins_a_list(outline, gap):
        found = [replace(offer, text=f"[{offer.text}]", snippet=f"[{offer.text}$1]") for offer in found]
    if gap.lacks_space:
        found = [replace(o, text=f" {o.text}", snippet=f" {o.snippet}" if o.snippet else "") for o in found]
    return found


def _begins_a_list(outline: Outline, gap: Gap) -> bool:
    """Whether a list should stand where no item has been begun yet."""
    value = outline.at(gap.place.path)
    return value is not None and value.item is not None and not value.choices


# Names of fields


def _fields(outline: Outline, gap: Gap) -> Iterator[Offer]:
    above = outline.at(gap.place.path[:-1])
    there = gap.draft.groups.get(gap.place.path[:-1])
    if above is None or there is None:
        return
    for name, field in above.fields.items():
        if name not in there.fields:
            required = name in above.required
            about = described(name, field, required=required)
            text, snippet = _field_text(name, field, gap)
            yield Offer(Sort.FIELD, name, text, "required" if required else "", about, snippet)


def _field_text(name: str, field: Outline, gap: Gap) -> tuple[str, str]:
    """A field as it is begun, and the same as a snippet."""
    if gap.has_colon:
        return name, ""
    item = field.item
    if item is None and not field.fields:
        return f"{name}: ", ""
    if item is not None and not item.fields:
        return f"{name}: ", f"{name}: [$1]"
    if gap.in_brackets:
        return f"{name}: ", f"{name}: " + ("{$1}" if item is None else "[{$1}]")
    if item is None:
        return f"{name}:", f"{name}:\n  $0"
    return f"{name}:", f"{name}:\n  - {next(iter(item.fields))}: $0"


# Values


def _choices(outline: Outline, gap: Gap) -> Iterator[Offer]:
    value, field = outline.at(gap.place.path), outline.at(field_path(gap.place.path))
    one = value.item if value and _begins_a_list(outline, gap) else value
    taken = _neighbours(gap)
    for choice in one.choices if one else ():
        if choice not in taken:
            written = quote.plain(choice, in_brackets=gap.in_brackets or one is not value)
            yield Offer(Sort.CHOICE, written, written, about=escaped(field.description) if field else "")


def _named(symbols: Symbols, gap: Gap, group: Group) -> Iterator[Offer]:
    """The units that a field can name, those nearest first."""
    kinds = naming(group.kind).get(_field(gap), ())
    taken = _neighbours(gap)
    found = [(name, each) for name, each in _names(symbols, group, kinds) if name not in taken]
    for name, each in sorted(found, key=lambda pair: "." in pair[0]):
        yield Offer(Sort.UNIT, name, name, each.text("title") or each.text("text"), unit(each))


def _names(symbols: Symbols, group: Group, kinds: Kinds) -> Iterator[tuple[str, Group]]:
    """Each unit of some kinds by the name that it has in a group: its id where that will do, or else its address."""
    at = group.here or "?"
    for address, each in symbols.units.items():
        if each.is_a(*kinds) and address != group.address:
            own = address.rpartition(".")[2]
            names = [own] if group.is_a(Step) else [own, address]  # what a step names stands beside it
            name = next((name for name in names if resolve(name, at, symbols.units) == address), "")
            if name:
                yield name, each


def _cited(symbols: Symbols, gap: Gap, group: Group) -> Iterator[Offer]:
    """The blocks of the source document, in its order."""
    if not (group.is_a(Unit) and _field(gap) == "source") and not (group.is_a(Exclusion) and _field(gap) == "locator"):
        return
    taken = _neighbours(gap)
    for locator in symbols.blocks:
        if locator not in taken:
            count = len(symbols.citing.get(locator, ()))
            excluded = symbols.exclusions.get(locator)
            detail = "excluded" if excluded else f"cited {count} ×" if count else "not cited yet"
            yield Offer(Sort.LOCATOR, locator, locator, detail)


def _acknowledged(gap: Gap, group: Group, findings: Sequence[Finding]) -> Iterator[Offer]:
    """The rules whose findings a note may acknowledge; first those that have found something that waits for a note."""
    if not group.is_a(Note) or _field(gap) != "acknowledges":
        return
    waiting = {finding.rule for finding in findings if finding.acknowledged_by is None}
    acceptable = [rule for rule in rules().values() if rule.acknowledgeable]
    for rule in sorted(acceptable, key=lambda rule: rule.id not in waiting):
        about = escaped(rule.manual.what)
        yield Offer(Sort.RULE, rule.id, rule.id, "found in this file" if rule.id in waiting else "", about)


def _authors(symbols: Symbols, gap: Gap, group: Group) -> Iterator[Offer]:
    """Those who have written notes in this guide."""
    if not group.is_a(Note) or _field(gap) != "author":
        return
    notes = (each for draft in symbols.drafts.values() for each in draft.groups.values() if each.is_a(Note))
    for author in sorted({note.text("author") for note in notes if note.place != group.place} - {""}):
        yield Offer(Sort.WORDS, author, quote.plain(author, in_brackets=gap.in_brackets))


def _field(gap: Gap) -> str:
    path = field_path(gap.place.path)
    return str(path[-1]) if path else ""


def _neighbours(gap: Gap) -> Sequence[object]:
    """What else stands in the same list."""
    path = gap.place.path
    held = Place(gap.draft.source, path[:-1]).value if path else None
    return [item for index, item in enumerate(held) if index != path[-1]] if isinstance(held, list) else []
