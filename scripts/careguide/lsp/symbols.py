"""What the names in all files of a guide stand for right now: which units there are, and who names and cites what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from careguide.content.address import resolve
from careguide.content.document import Block, Exclusion
from careguide.lsp.draft import Draft, Group, Id, Locator, Meaning, Mention, RuleName
from careguide.source.place import Place


class Symbols:
    """``drafts`` are the files of a guide by kind."""

    def __init__(self, drafts: Mapping[str, Draft]) -> None:
        self.drafts = drafts

    @cached_property
    def units(self) -> Mapping[str, Group]:
        """Every unit of the guide by its address."""
        found: dict[str, Group] = {}
        for draft in self.drafts.values():
            found |= draft.units
        return found

    @cached_property
    def blocks(self) -> Mapping[str, Group]:
        """The blocks of the source document, by locator, in its order."""
        return {group.text("locator"): group for group in self._document(Block)}

    @cached_property
    def exclusions(self) -> Mapping[str, Group]:
        return {group.text("locator"): group for group in self._document(Exclusion)}

    @cached_property
    def citing(self) -> Mapping[str, Sequence[Place]]:
        """The places at which units cite each block."""
        found: dict[str, list[Place]] = defaultdict(list)
        for place, meaning in self._meanings():
            if isinstance(meaning, Locator) and place.path[-1] != "locator":
                found[meaning.locator].append(place)
        return found

    @cached_property
    def naming(self) -> Mapping[str, Sequence[Place]]:
        """The places at which each unit is named, by its address."""
        found: dict[str, list[Place]] = defaultdict(list)
        for place, meaning in self._meanings():
            address = self.resolved(meaning) if isinstance(meaning, Mention) else None
            if address is not None:
                found[address].append(place)
        return found

    @cached_property
    def ids(self) -> Mapping[str, Sequence[Place]]:
        """The places of the ids that make each address: those of units, notes and terms."""
        found: dict[str, list[Place]] = defaultdict(list)
        for place, meaning in self._meanings():
            if isinstance(meaning, Id):
                found[meaning.address].append(place)
        return found

    def meaning(self, place: Place | None) -> Meaning | None:
        """What the value at a place stands for."""
        draft = None if place is None or place.part == "key" else self.draft(place)
        return draft.meanings.get(place.path) if draft and place else None

    def resolved(self, mention: Mention) -> str | None:
        """The address of the unit that is named."""
        return resolve(mention.name, mention.at, self.units)

    def draft(self, place: Place) -> Draft | None:
        draft = self.drafts.get(place.source.path.stem)
        return draft if draft and draft.source is place.source else None

    def unit_around(self, place: Place) -> Group | None:
        """The innermost unit that a place is in."""
        draft = self.draft(place)
        return draft.unit_around(place.path) if draft else None

    # Where to go from a place

    def definitions(self, place: Place) -> list[Place]:
        """Where that which stands at a place is declared."""
        match self.meaning(place):
            case Mention() as mention:
                return self._ids(self.resolved(mention))
            case Locator(locator):
                return [self.blocks[locator].place / "locator"] if locator in self.blocks else []
            case Id():
                return [place]
            case RuleName() | None:
                return []

    def references(self, place: Place, *, declaration: bool = True) -> list[Place]:
        """Everywhere that names the same unit or block; with the declaration itself, where that is wanted."""
        match self.meaning(place):
            case Mention() as mention:
                return self._named(self.resolved(mention), declaration)
            case Id(address):
                return self._named(address, declaration)
            case Locator(locator):
                declared = [group.place / "locator" for group in self._declared(locator)] if declaration else []
                return [*declared, *self.citing.get(locator, ())]
            case RuleName() | None:
                return []

    def _named(self, address: str | None, declaration: bool) -> list[Place]:
        declared = self._ids(address) if declaration else []
        return [*declared, *self.naming.get(address or "", ())]

    def _ids(self, address: str | None) -> list[Place]:
        return [self.units[address].place / "id"] if address and address in self.units else []

    def _declared(self, locator: str) -> Iterator[Group]:
        yield from (held[locator] for held in (self.blocks, self.exclusions) if locator in held)

    def _meanings(self) -> Iterator[tuple[Place, Meaning]]:
        for draft in self.drafts.values():
            yield from ((Place(draft.source, path), meaning) for path, meaning in draft.meanings.items())

    def _document(self, kind: type[Block | Exclusion]) -> Iterator[Group]:
        groups = (group for draft in self.drafts.values() for group in draft.groups.values())
        return (group for group in groups if group.is_a(kind) and group.text("locator"))
