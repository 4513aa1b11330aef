"""The phases of treatment, and in which of them a modality begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careguide.content import massage
from careguide.content.common import Module
from careguide.content.guide import Guide, Phase
from careguide.content.part import Unit
from careguide.engine.order import Link, circle_fault, circles, last_id, reachable
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.language.words import content_words, plain

_STRETCH = frozenset({"phase", "period", "stage", "time"})


@rule(Severity.ERROR, acknowledgeable=False)
def cycle(guide: Guide) -> Faults:
    """Phases of treatment come after each other in a circle, so that none is the first.

    Why: No order satisfies it: the reader cannot tell where treatment begins.

    Bad:
        # at acute
        after: [recovery]

    Good:
        # at recovery
        after: [acute]

    Fix: Look the phases up in the source, and take out the `after` that it does not say.
    """
    for circle in circles(_follows(guide)):
        yield circle_fault(circle, "These phases come after each other in a circle: {chain} (each after the next).")


@rule(
    Severity.ERROR,
    needs=["ref/dangling", "ref/wrong-kind", "phase/cycle", "order/modality-cycle"],
    acknowledgeable=False,
)
def order(guide: Guide) -> Faults:
    """A modality begins in a phase that is too early: before what it must come after, or before its own text allows.

    Why: Heat, massage or exercise in the acute phase can make worse what it is to heal.

    Bad:
        # at physiotherapy
        text: Once the acute phase is over, warmth loosens the muscles.
        phase: acute

    Good:
        # at physiotherapy
        text: Once the acute phase is over, warmth loosens the muscles.
        phase: recovery

    Fix: Look up in the source when the modality may begin, and correct `phase` or `after`.
    """
    for module in guide.modules:
        here = _phase(module, guide)
        if here:
            yield from _before_what_it_waits_for(module, here, guide)
            yield from _before_its_text_allows(module, here, guide)


@rule(Severity.WARNING, needs=["ref/dangling", "ref/wrong-kind", "phase/cycle", "phase/order", "order/ladder-vs-after"])
def nothing_begins(guide: Guide) -> Faults:
    """Modalities say in which phase they begin, and none begins in the first phase.

    Why: Either a modality was put into another phase by mistake, or a patient in this one gets nothing.

    Bad:
        # at medication
        phase: recovery

    Good:
        # at medication
        phase: acute

    Fix: Correct `phase` of the modality that begins there. If the source has none, say so in a note at the phase.
    """
    beginning = [(guide.resolve(module.phase, module), module) for module in guide.modules if module.phase]
    for phase in guide.overview.phases if beginning else ():
        if not phase.after and phase not in [begun for begun, _ in beginning]:
            yield Fault(
                f"No modality begins in the phase “{phase.id}”, although no other phase comes before it.",
                phase.place / "id",
                related=tuple(Related("another phase", module.place / "phase") for _, module in beginning),
            )


@rule(Severity.WARNING, needs=["ref/dangling", "ref/wrong-kind", "phase/cycle"])
def overlap(guide: Guide) -> Faults:
    """A treatment is combined with another one that belongs to an earlier phase.

    Why: If the one is over when the other begins, the two are never given together, and the reader does not know
    whether to go on with the first.

    Bad:
        # at massage
        combined_with: [medication]

    Good:
        # at massage
        combined_with: [physiotherapy]

    Fix: Look up when both are given. If the source leaves it open, a note at the later of the two says so.
    """
    for unit in (part for module in guide.modules for part in module.walk()):
        if not isinstance(unit, Module | massage.Section):
            continue
        for index, name in enumerate(unit.combined_with):
            here, (other, there) = _phase(unit, guide), _begins(name, unit, guide)
            if here and other and there and _told_here(unit, here, other, there, guide):
                yield Fault(
                    f"`combined_with` names {name}, which begins in the phase “{there.id}”; “{unit.id}” begins in the "
                    f"phase “{here.id}”.",
                    unit.place / "combined_with" / index,
                    related=(Related(f"the phase of {other.title}", other.place / "phase"),),
                )


def _before_what_it_waits_for(module: Module, here: Phase, guide: Guide) -> Faults:
    for index, name in enumerate(module.after):
        other, there = _begins(name, module, guide)
        if other and there and _later(there, here, guide):
            yield Fault(
                f"{module.title} begins in the phase “{here.id}” and must come after {other.title}, which begins in "
                f"the later phase “{there.id}”.",
                module.place / "phase",
                related=(
                    Related(f"it comes after {other.title}", module.place / "after" / index),
                    Related(f"{other.title} begins in “{there.id}”", other.place / "phase"),
                    *_way(there, here, guide),
                ),
            )


def _before_its_text_allows(module: Module, here: Phase, guide: Guide) -> Faults:
    passed = next((phase for phase in guide.overview.phases if _tells_end_of(phase, module)), None)
    if passed and not _later(here, passed, guide):
        yield Fault(
            f"{module.title} begins in the phase “{here.id}”, but its text puts it after the phase “{passed.id}”.",
            module.place / "phase",
            related=(Related("the text", module.place / "text"),),
        )


def _told_here(unit: Module | massage.Section, here: Phase, other: Module, there: Phase, guide: Guide) -> bool:
    """Whether two treatments that are combined begin in different phases, and it is told at the later one, once."""
    if _later(here, there, guide):
        return True
    told_there = any(guide.resolve(name, other) is unit for name in other.combined_with)
    return _later(there, here, guide) and not told_there


def _follows(guide: Guide) -> Iterator[Link]:
    """Which phase comes after which."""
    for phase in guide.overview.phases:
        for index, name in enumerate(phase.after):
            yield Link(phase.id, last_id(name), f"“{phase.id}” comes after “{name}”", phase.place / "after" / index)


def _later(one: Phase, other: Phase, guide: Guide) -> bool:
    """Whether one phase comes after the other, directly or through phases between them."""
    return one is not other and other.id in reachable([one.id], _follows(guide))


def _way(later: Phase, earlier: Phase, guide: Guide) -> Iterator[Related]:
    """What says that one phase comes after the other, link by link."""
    for link in _follows(guide):
        onward = reachable([link.end], _follows(guide))
        if link.start in reachable([later.id], _follows(guide)) and earlier.id in onward:
            yield Related(link.said, link.place)


def _begins(name: str, at: Unit, guide: Guide) -> tuple[Module | None, Phase | None]:
    """The modality that a reference means, or into which it points, and the phase in which it begins."""
    target = guide.resolve(name, at)
    module = guide.module_of(target) if target else None
    return module, _phase(module, guide) if module else None


def _phase(unit: Unit, guide: Guide) -> Phase | None:
    """The phase in which a unit's modality begins, if it says so."""
    module = guide.module_of(unit)
    phase = guide.resolve(module.phase, module) if module and module.phase else None
    return phase if isinstance(phase, Phase) else None


def _tells_end_of(phase: Phase, module: Module) -> bool:
    """Whether a modality's text says that it begins when a phase is over."""
    if plain(phase.name).startswith("after"):
        return False
    named = "|".join(map(re.escape, sorted(content_words(phase.name) - _STRETCH)))
    over = r"(over|ended|ends|end|passed|past|subsided|subsides|removed|relieved|gone)"
    stretch = rf"\b({named})\b( \w+)?"
    pattern = rf"\bafter the {stretch}|\b(once|when|as soon as|after) [^.;]*?{stretch} (is|are|has|have) {over}\b"
    return bool(named) and any(re.search(pattern, plain(text)) for text in (module.text, module.as_written))
