"""Steps: what is done, in order, with technique, direction, hold and the like set apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careguide.book.blocks import Blocks, Steps
from careguide.book.manuscript import Manuscript
from careguide.book.quantities import amount, chosen
from careguide.book.unit import Fact, item
from careguide.content.common import Step


def steps(ms: Manuscript, units: Iterable[Step]) -> Blocks:
    """Numbered, unless there is only one."""
    items = tuple(item(ms, step, _step_facts(ms, step)) for step in units)
    return (Steps(items),) if len(items) > 1 else tuple(block for single in items for block in single)


def _step_facts(ms: Manuscript, step: Step) -> Iterator[Fact]:
    yield from chosen("Technique", *step.technique)
    yield from chosen("Movement", *step.movement)
    yield from chosen("Hand", *step.hand)
    yield from chosen("Direction", *step.direction)
    if step.from_:
        yield "From", (step.from_,)
    if step.to:
        yield "To", (step.to,)
    yield from chosen("Side", step.side)
    yield from amount("Hold", step.hold)
    yield from amount("Wait", step.wait)
    yield from chosen("Form", step.form)
    yield from chosen("Route", step.route)
    yield from chosen("Setting", step.setting)
    if step.uses:
        yield "Uses", ms.refer_all(step.uses, step)
    yield from _order(ms, step)


def _order(ms: Manuscript, step: Step) -> Iterator[Fact]:
    """What the source itself says of the order, beyond the order of the list."""
    if step.optional:
        yield "Optional", ("may be left out",)
    if step.position:
        yield "Order", (f"{step.position}, says the source",)
    if step.after:
        yield "After", ms.refer_all(step.after, step)
    if step.before:
        yield "Before", ms.refer_all(step.before, step)
