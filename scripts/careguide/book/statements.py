"""Lists of statements, rules, equipment, and conditions: indications, contraindications, red flags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careguide.book.blocks import (
    Anchored,
    Block,
    Blocks,
    Bullets,
    Callout,
    Heading,
    Kind,
    Paragraph,
    Style,
    Styled,
    own,
)
from careguide.book.manuscript import Manuscript
from careguide.book.quantities import chosen
from careguide.book.unit import Fact, common_facts, item, label, line, locators, remarks, stray_source
from careguide.content.common import Condition, Conditions, Equipment, Rule, Statement
from careguide.content.part import Unit
from careguide.content.references import GUIDE, UNRESOLVED
from careguide.content.wording import NOT_STATED, term


def group(level: int, title: str, of: Unit, what: str, blocks: Iterable[Block]) -> Blocks:
    """Blocks under a heading that is no unit of its own; nothing where there are none."""
    content = tuple(blocks)
    anchor = own(*filter(None, (of.address, what)))
    return (Heading(level, (title,), anchor), *content) if content else ()


def statements(ms: Manuscript, units: Iterable[Statement]) -> Blocks:
    return bullets(item(ms, unit) for unit in units)


def rules(ms: Manuscript, units: Iterable[Rule]) -> Blocks:
    return bullets(item(ms, rule, _rule_facts(ms, rule)) for rule in units)


def _rule_facts(ms: Manuscript, rule: Rule) -> Iterator[Fact]:
    """Over what a rule holds, and what it asks for."""
    if rule.scope == UNRESOLVED:
        yield "Holds for", (Styled(Style.UNSTATED, ("the source does not say to which part this applies",)),)
    elif rule.scope == GUIDE:
        yield "Holds for", ("the whole guide",)
    elif rule.scope:
        yield "Holds for", (ms.refer(rule.scope, rule),)
    if asked := rule.requires:
        yield from chosen("Direction", asked.direction)
        yield from chosen("Setting", asked.setting)
        yield from chosen("Position", *asked.position, by=" or ")
        yield from chosen("Tempo", asked.tempo)
        yield from chosen("Effort", asked.effort)
        if asked.first_session:
            yield "First session", (asked.first_session,)


def equipment(ms: Manuscript, units: Iterable[Equipment]) -> Blocks:
    return bullets(item(ms, unit, _equipment_facts(unit)) for unit in units)


def _equipment_facts(unit: Equipment) -> Iterator[Fact]:
    if unit.optional:
        yield "Optional", ("need not be used",)
    yield from chosen("May be used", *unit.setting)


def contraindications(ms: Manuscript, conditions: Conditions | None) -> Blocks:
    """A callout: whoever skims a chapter must not miss it."""
    return _warned(ms, conditions, Kind.CONTRAINDICATION, "Contraindications")


def red_flags(ms: Manuscript, conditions: Conditions | None) -> Blocks:
    return _warned(ms, conditions, Kind.WARNING, "Warning: red flags")


def _warned(ms: Manuscript, conditions: Conditions | None, kind: Kind, word: str) -> Blocks:
    if conditions is None:
        return ()
    title = (conditions.title,) if conditions.title.casefold() not in ("", word.casefold()) else ()
    callout = Callout(conditions.address, kind, word, title, _conditions(ms, conditions))
    return (callout, *_all_remarks(ms, conditions))


def indications(ms: Manuscript, conditions: Conditions | None, level: int, title: str) -> Blocks:
    """Under a heading that carries the list's own address."""
    if conditions is None:
        return ()
    heading = Heading(level, (conditions.title or title,), conditions.address)
    return (heading, *_conditions(ms, conditions), *_all_remarks(ms, conditions))


def _conditions(ms: Manuscript, conditions: Conditions) -> Blocks:
    said: Blocks = (Paragraph((conditions.text, *locators(conditions))),) if conditions.text else ()
    if conditions.unstated:
        stated = (Styled(Style.UNSTATED, (NOT_STATED.capitalize(),)), f" ({conditions.unstated}).")
        said = (*said, Paragraph(stated))
    items = bullets(_condition(ms, condition) for condition in conditions.items)
    facts = (*_conditions_facts(ms, conditions), *common_facts(ms, conditions), *stray_source(conditions))
    return (*said, *items, *line(facts))


def _condition(ms: Manuscript, condition: Condition) -> Blocks:
    """Without its notes, which stand below the list: a callout inside a callout would be lost."""
    facts = (*chosen("Strength", condition.strength), *common_facts(ms, condition))
    said = Paragraph((*label(condition), *locators(condition)))
    return (Anchored(condition.address, (said, *line(facts))),)


def _conditions_facts(ms: Manuscript, conditions: Conditions) -> Iterator[Fact]:
    if conditions.applies_to:
        yield "Applies to", ms.refer_all(conditions.applies_to, conditions)
    if conditions.combine and len(conditions.items) > 1:
        yield "Combination", (term(conditions.combine),)
    if conditions.exhaustive is not None:
        yield "List", ("complete, says the source" if conditions.exhaustive else "examples only, says the source",)


def _all_remarks(ms: Manuscript, conditions: Conditions) -> Blocks:
    on_items = (block for condition in conditions.items for block in remarks(ms, condition, named=True))
    return (*remarks(ms, conditions), *on_items)


def bullets(items: Iterable[Blocks]) -> Blocks:
    """A list; a single item is no list."""
    content = tuple(items)
    return (Bullets(content),) if len(content) > 1 else tuple(block for item in content for block in item)
