"""How a unit is shown, whatever its kind: its text, where that comes from, its facts and the notes on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from careguide.book.blocks import (
    Anchored,
    Blocks,
    Callout,
    Inline,
    Inlines,
    Kind,
    Link,
    Look,
    Paragraph,
    Style,
    Styled,
    own,
)
from careguide.book.manuscript import Manuscript, Remark, joined
from careguide.book.typography import NO_BREAK
from careguide.content.part import Code, NoteSeverity, Unit
from careguide.content.wording import audience
from careguide.knowledge.code_systems import code_systems

Fact = tuple[str, Inlines]
"""The name of a value, and the value."""

_KINDS = {NoteSeverity.CRITICAL: Kind.CRITICAL, NoteSeverity.HIGH: Kind.HIGH}


def body(ms: Manuscript, unit: Unit, facts: Iterable[Fact] = ()) -> Blocks:
    """What stands below a unit's heading: its text, its facts, and the notes that belong beside it."""
    said: Blocks = (Paragraph((unit.text, *locators(unit))),) if unit.text else ()
    return (*said, *line((*facts, *common_facts(ms, unit), *stray_source(unit))), *remarks(ms, unit))


def item(ms: Manuscript, unit: Unit, facts: Iterable[Fact] = (), more: Blocks = ()) -> Blocks:
    """A unit as an item of a list: title, text and locators in one paragraph, and the rest below."""
    said = Paragraph((*label(unit), *locators(unit)))
    below = (*line((*facts, *common_facts(ms, unit))), *more, *remarks(ms, unit))
    return (Anchored(unit.address, (said, *below)),)


def label(unit: Unit) -> Inlines:
    """A unit's title and text, the title set apart."""
    if unit.title and unit.text:
        return (Styled(Style.STRONG, (unit.title,)), ". " if unit.title[-1] not in ".:!?" else " ", unit.text)
    return (unit.text,) if unit.text else (Styled(Style.STRONG, (unit.title,)),)


def locators(unit: Unit) -> Inlines:
    """The blocks of the source that a unit carries, unobtrusively, each a link to the list of all."""
    if not unit.source:
        return ()
    return (" ", Styled(Style.LOCATOR, ("[", *_locator_links(unit), "]")))


def stray_source(unit: Unit) -> Iterator[Fact]:
    """The locators of a unit that has no text of its own beside which they could stand."""
    if unit.source and not unit.text:
        yield "Source", _locator_links(unit)


def _locator_links(unit: Unit) -> Inlines:
    return joined((_locator_link(locator),) for locator in unit.source)


def _locator_link(locator: str) -> Link:
    return Link(f"#{own('source', locator)}", (Styled(Style.LOCATOR, (locator,)),))


def common_facts(ms: Manuscript, unit: Unit) -> Iterator[Fact]:
    """What any unit may have besides its text: the source's term, an audience of its own, codes, minor notes."""
    if unit.as_written:
        yield "In the source", (f"“{unit.as_written}”",)
    if unit.audience and unit.address and unit.audience != ms.guide.audience(ms.guide.parent(unit)):
        yield "For", (audience(unit.audience),)
    for code in unit.exported_codes:
        yield coded(code)
    yield from noted([remark for remark in ms.remarks_on(unit) if not remark.note.severity.beside_statement])


def noted(remarks: Sequence[Remark]) -> Iterator[Fact]:
    """Links to notes that stand elsewhere; nothing where there are none."""
    if remarks:
        yield "Editor’s notes" if len(remarks) > 1 else "Editor’s note", joined((_note_link(r),) for r in remarks)


def coded(code: Code) -> Fact:
    """A code under the usual abbreviation of its system."""
    system = code_systems()[code.system]
    name = system.exported_name(code.display)
    return system.short, (Styled(Style.CODE, (code.code,)), *([f" {name}"] if name else []))


def _note_link(remark: Remark) -> Link:
    return Link(f"#{remark.anchor}", (f"{remark.number}\N{NO-BREAK SPACE}({remark.note.severity})",))


def line(facts: Iterable[Fact]) -> Blocks:
    """Facts on a line of their own: *Hold:* 10 seconds · *Direction:* upward."""
    shown = [fact(name, value) for name, value in facts]
    return (Paragraph(joined(shown, by="\N{NO-BREAK SPACE}· "), Look.FACTS),) if shown else ()


def fact(name: str, value: Inlines) -> Inlines:
    """A value with its name, which no line break tears."""
    return (Styled(Style.LABEL, (f"{name.replace(' ', NO_BREAK)}:",)), NO_BREAK, *value)


def remarks(ms: Manuscript, unit: Unit, named: bool = False) -> Blocks:
    """The notes that must stand beside their statement; ``named`` where the statement is not directly above."""
    beside = (remark for remark in ms.remarks_on(unit) if remark.note.severity.beside_statement)
    return tuple(_callout(ms, remark, named) for remark in beside)


def _callout(ms: Manuscript, remark: Remark, named: bool) -> Callout:
    note = remark.note
    number: Inline = Link(f"#{remark.anchor}", (f"no.\N{NO-BREAK SPACE}{remark.number}",))
    about: Inlines = (" on ", ms.link(remark.unit)) if named else ()
    word = f"Editor’s note, {note.severity}"
    said: Blocks = (Paragraph((note.text,)), *line(decisions(remark)))
    return Callout(remark.beside, _KINDS[note.severity], word, (number, *about), said)


def decisions(remark: Remark) -> Iterator[Fact]:
    """What a reviewer has to decide, and what has been decided."""
    if remark.note.for_review:
        yield "For review", (remark.note.for_review,)
    if remark.note.resolution:
        yield "Decided", (remark.note.resolution,)
