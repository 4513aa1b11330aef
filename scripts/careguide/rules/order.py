"""The order of modalities and regions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from careguide.content import exercise, massage, medication, remedies, surgery
from careguide.content.common import Condition, Module, Role, Rule, Statement
from careguide.content.guide import Guide, State
from careguide.content.part import Unit
from careguide.engine.order import Link, circle_fault, circles, ladder, misplaced, reachable
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.regions import share_a_part

_LADDER = (
    "ref/dangling",
    "ref/wrong-kind",
    "escalation/cycle",
    "escalation/dead-end",
    "escalation/unreachable",
    "escalation/said-twice",
    "escalation/vs-text",
)
"""What must be sound before the ladder is held against anything else."""

_IN_SOURCE_ORDER = (
    Statement,
    Rule,
    Condition,
    massage.Section,
    exercise.Section,
    exercise.Exercise,
    medication.Group,
    medication.Procedure,
    medication.Drug,
    surgery.Category,
    surgery.Operation,
    remedies.Method,
    remedies.Recipe,
    remedies.Ingredient,
)
"""What the lists hold whose order the schemas take from the source."""


@rule(Severity.ERROR, acknowledgeable=False)
def modality_cycle(guide: Guide) -> Faults:
    """Modalities are put after each other in a circle.

    Why: No order satisfies it, so at least one `after` is not what the source says.

    Bad:
        # at medication
        after: [physiotherapy]
        # at physiotherapy
        after: [medication]

    Good:
        # at physiotherapy
        after: [medication]

    Fix: Look the order up in the source, and take out the `after` that it does not say.
    """
    for circle in circles(_waits(guide)):
        yield circle_fault(
            circle, "These modalities wait for each other in a circle: {chain} (each waits for the next)."
        )


@rule(Severity.INFO, needs=["order/modality-cycle", "phase/order", "order/ladder-vs-after"])
def after_vs_list(guide: Guide) -> Faults:
    """A modality is presented before another one that it must come after.

    Why: Readers take the order of the chapters for the order of treatment.

    Bad:
        # at guide
        modalities: [massage, medication, physiotherapy, exercise, remedies, surgery]

    Good:
        # at guide
        modalities: [medication, massage, physiotherapy, exercise, remedies, surgery]

    Fix: Move it in `modalities`, or say in a note that the order of the chapters is not that of treatment.
    """
    listed = [each.id for each in guide.modules]
    early = (link for link in _waits(guide) if listed.index(link.start) < listed.index(link.end))
    for name, links in _by_module(early).items():
        it = "it" if len(links) == 1 else "them"
        yield Fault(
            f"{name.capitalize()} must come after {_ends(links)}, but is presented before {it}.",
            links[0].place,
            related=(Related("the order of the chapters", (guide.overview.place / "modalities").key),),
        )


@rule(Severity.ERROR, needs=["order/modality-cycle", "phase/order", *_LADDER], acknowledgeable=False)
def ladder_vs_after(guide: Guide) -> Faults:
    """A modality must come after another one, but the ladder of treatment uses it first.

    Why: The ladder and the chapter send the patient in opposite directions; one of them is not what the source says.

    Bad:
        # at massage
        after: [surgery]

    Good:
        # at massage
        after: [medication]

    Fix: Look the order up in the source, and correct `after` or the `treatments` of the states.
    """
    states = {module.id: _states(module, guide) for module in guide.modules}
    onward = {
        name: reachable([state.id for state in used], ladder(guide.overview.escalation))
        for name, used in states.items()
    }
    unmet = (
        link
        for link in _waits(guide)
        if states[link.start] and states[link.end] and onward[link.end].isdisjoint(s.id for s in states[link.start])
    )
    for name, links in _by_module(unmet).items():
        here = states[name][0]
        places = {states[link.end][0].id: states[link.end][0].place / "id" for link in links}
        yield Fault(
            f"{name.capitalize()} must come after {_ends(links)}, but the ladder does not lead from there to "
            f"“{here.id}”, where it is used.",
            links[0].place,
            related=(
                Related(f"the state with {name}", here.place / "id"),
                *(Related(f"the ladder does not lead on from “{state}”", place) for state, place in places.items()),
            ),
        )


@rule(Severity.INFO, needs=["ref/region-mismatch"])
def region_order(guide: Guide) -> Faults:
    """Two modalities take the regions in different orders.

    Why: If the order means anything, one of the two is wrong; and who looks up a region by its place in one chapter
    finds another one in the next.

    Bad:
        # at exercise.upper-back
        region: lumbar
        # at exercise.lower-back
        region: thoracic

    Good:
        # at exercise.upper-back
        region: thoracic
        # at exercise.lower-back
        region: lumbar

    Fix: Put the regions in the same order, or say in a note that their order means nothing.
    """
    first: tuple[Module, Sequence[str]] | None = None
    for module in guide.modules:
        here = _regions(module)
        if first is None:
            first = (module, here) if here else None
            continue
        places = [index for region in here for index, each in enumerate(first[1]) if share_a_part(region, each)]
        if places != sorted(places):
            yield Fault(
                f"The regions come in the order {', '.join(here)} here, and {', '.join(first[1])} in {first[0].id}.",
                (module.place / "sections").key,
                related=(Related(f"the order in {first[0].id}", (first[0].place / "sections").key),),
            )


@rule(Severity.WARNING, needs=["source/unknown-locator"])
def vs_source(unit: Unit) -> Faults:
    """The items of a list stand in another order than in the source.

    Why: A reader who compares the two loses the thread, and an order that the source means is lost. Steps, whose order
    matters more, have a rule of their own.

    Bad:
        # at massage.contraindications
        items:
          - {id: fever, text: Fever, source: [S02.p1], strength: absolute}
          - {id: open-wounds, text: Open wounds, source: [S01.p3], strength: absolute}

    Good:
        # at massage.contraindications
        items:
          - {id: open-wounds, text: Open wounds, source: [S01.p3], strength: absolute}
          - {id: fever, text: Fever, source: [S02.p1], strength: absolute}

    Fix: Put the items in the order of the source, or say in a note at the one that was moved why it stands elsewhere.
    """
    for name, items in unit.lists():
        if isinstance(items[0], _IN_SOURCE_ORDER) and name != "triggers":
            for item, other in misplaced(items):
                yield Fault(
                    f"“{item.id}” stands on the wrong side of “{other.id}”: the source has it the other way round.",
                    item.place / "id",
                    related=(Related(f"“{other.id}” stands here", other.place / "id"),),
                )


@rule(Severity.WARNING, needs=_LADDER)
def last_resort(guide: Guide) -> Faults:
    """A treatment of last resort is used together with, before or instead of one that is not, or nowhere on the ladder.

    Why: An operation comes when the rest has failed. A ladder that starts with it, or leads on from it to tablets, puts
    the patient at a risk that nobody wanted.

    Bad:
        # at escalation.conservative
        treatments: [medication, surgery]

    Good:
        # at escalation.conservative
        treatments: [medication]

    Fix: Look the ladder up in the source, and correct `treatments`, the transitions or `role`.
    """
    for module in guide.modules:
        states = _states(module, guide) if module.role is Role.LAST_RESORT else []
        if module.role is Role.LAST_RESORT and not states and _is_used(guide):
            yield Fault(
                f"{module.title} is the last resort, but no state of the ladder uses it.", module.place / "role"
            )
        for state in states:
            gentler = _gentler(state, guide)
            if state.start or gentler:
                yield Fault(
                    f"{module.title} is the last resort, but “{state.id}” "
                    + (f"uses it before, or together with, {gentler}." if gentler else "begins the treatment with it."),
                    (state.place / "treatments").key,
                    related=(Related("its role", module.place / "role"),),
                )


def _waits(guide: Guide) -> Iterator[Link]:
    """Which modality waits for which."""
    for module in guide.modules:
        for index, name in enumerate(module.after):
            target = guide.resolve(name, module)
            other = guide.module_of(target) if target else None
            if other:
                yield Link(module.id, other.id, f"{module.id} waits for {name}", module.place / "after" / index)


def _by_module(links: Iterable[Link]) -> Mapping[str, Sequence[Link]]:
    """The links by what waits."""
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.start, []).append(link)
    return found


def _ends(links: Sequence[Link]) -> str:
    """What is waited for, as words."""
    *others, last = dict.fromkeys(link.end for link in links)
    return f"{', '.join(others)} and {last}" if others else last


def _states(module: Module, guide: Guide) -> list[State]:
    """The states of the ladder that use a modality or a part of it."""
    return [state for state in guide.overview.escalation.states if module in _modules(state, guide)]


def _modules(state: State, guide: Guide) -> list[Module]:
    """The modalities that a state uses, as a whole or in part."""
    used = (guide.resolve(name, state) for name in state.treatments)
    return [module for unit in used if unit and (module := guide.module_of(unit))]


def _is_used(guide: Guide) -> bool:
    """Whether the ladder says of any state what is used in it."""
    return any(state.treatments for state in guide.overview.escalation.states)


def _gentler(state: State, guide: Guide) -> str:
    """A modality that is no last resort and is used in a state or in one to which it leads, by its name."""
    escalation = guide.overview.escalation
    onward = reachable([state.id], ladder(escalation))
    used = (module for each in escalation.states if each.id in onward for module in _modules(each, guide))
    return next((module.id for module in used if module.role is not Role.LAST_RESORT), "")


def _regions(module: Module) -> Sequence[str]:
    """The regions of a modality in its own order, each once, but for the whole spine, which has no place among them."""
    if not isinstance(module, massage.Massage | exercise.ExerciseTherapy):
        return ()
    return list(dict.fromkeys(section.region for section in module.sections if section.region != "whole-spine"))
