"""References: names of other units, the ladder of escalation, what a step uses."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.common import Module, Rule, Step
from careguide.content.guide import State, Transition
from careguide.content.part import Unit
from careguide.content.references import references
from careguide.content.remedies import Recipe
from careguide.source.place import Place
from faults.ground import Fault, Ground, value_at
from faults.kind import kind


@kind("Misspell a reference")
def misspell(on: Ground) -> Iterator[Fault]:
    for unit in on.all(Unit):
        for reference in references(unit):
            yield on.replace(reference.place, f"{reference.name}e")


@kind("Let a reference name a unit of another kind")
def wrong_kind(on: Ground) -> Iterator[Fault]:
    other = "referral"
    for unit in on.all(Unit):
        for reference in references(unit):
            yield on.replace(reference.place, other)


@kind("Rename a unit that others refer to")
def rename(on: Ground) -> Iterator[Fault]:
    named: dict[str, list[Place]] = {}
    for unit in on.all(Unit):
        for reference in references(unit):
            target = reference.target(on.guide)
            if target and not isinstance(target, Module):
                named.setdefault(target.address, []).append(reference.place)
    for address, places in named.items():
        unit = on.guide.units[address]
        yield on.replace(unit.place / "id", f"{unit.id}-new", places)


@kind(
    "Let a step use nothing (the ingredients stay)",
    missed="The other steps of the region still use the couch.",
)
def use_nothing(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        if step.uses:
            targets = (reference.target(on.guide) for reference in references(step) if reference.field == "uses")
            yield on.cut(step.place / "uses", [target.place / "id" for target in targets if target])


@kind("Let a step use one thing less")
def use_less(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        for reference in references(step):
            target = reference.target(on.guide)
            if reference.field == "uses" and len(step.uses) > 1 and target:
                yield on.cut(reference.place, [target.place / "id"])


@kind("Let a step use something that is not declared")
def use_more(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        if step.uses:
            yield on.replace(step.place / "uses" / 0, "turpentine")


@kind("Use an ingredient of another recipe")
def use_from_elsewhere(on: Ground) -> Iterator[Fault]:
    recipes = list(on.all(Recipe))
    for recipe in recipes:
        others = {i.id for other in recipes if other is not recipe for i in other.ingredients}
        strange = sorted(others - {ingredient.id for ingredient in recipe.ingredients})[0]
        for step in recipe.steps:
            if step.uses:
                yield on.replace(step.place / "uses" / 0, strange)


@kind("Drop a transition of the ladder")
def drop_transition(on: Ground) -> Iterator[Fault]:
    escalation = on.guide.overview.escalation
    for index, transition in enumerate(escalation.transitions):
        ends = [state.place / "id" for state in escalation.states if state.id in (transition.from_, transition.to)]
        blocks = [block.place / "locator" for block in on.guide.document.blocks if block.locator in transition.source]
        yield on.cut(escalation.place / "transitions" / index, [*ends, *_trigger(on, transition), *blocks])


@kind("Drop a state of the ladder")
def drop_state(on: Ground) -> Iterator[Fault]:
    escalation = on.guide.overview.escalation
    for index, state in enumerate(escalation.states):
        named = [t.place / f for t in escalation.transitions for f in ("from", "to") if state.id in (t.from_, t.to)]
        yield on.cut(escalation.place / "states" / index, [p for p in named if _says(p, state.id)])


@kind("Drop a trigger of the ladder")
def drop_trigger(on: Ground) -> Iterator[Fault]:
    escalation = on.guide.overview.escalation
    for index, trigger in enumerate(escalation.triggers):
        named = [t.place / "trigger" for t in escalation.transitions if t.trigger == trigger.id]
        yield on.cut(escalation.place / "triggers" / index, named)


@kind(
    "Lead a transition elsewhere",
    echoes="The ladder then goes in a circle, or says the same twice, and the transition cites another block.",
)
def lead_elsewhere(on: Ground) -> Iterator[Fault]:
    escalation = on.guide.overview.escalation
    for transition in escalation.transitions:
        for state in escalation.states:
            if state.id != transition.to:
                yield on.replace(transition.place / "to", state.id, _ends(transition))


@kind(
    "Let a transition come from elsewhere",
    missed="The source does not say at which stage this leads to surgery, as a note on the ladder has it. "
    "Neither does anything else in the guide.",
    echoes="The transition then is one that exists already, and the state it came from leads nowhere.",
)
def come_from_elsewhere(on: Ground) -> Iterator[Fault]:
    escalation = on.guide.overview.escalation
    for transition in escalation.transitions:
        for state in escalation.states:
            if state.id not in (transition.from_, transition.to):
                yield on.replace(transition.place / "from", state.id, _ends(transition))


@kind(
    "Give a transition another trigger",
    echoes="The transition then says the same as another, or leads elsewhere than another by the same trigger.",
)
def other_trigger(on: Ground) -> Iterator[Fault]:
    escalation = on.guide.overview.escalation
    for transition in escalation.transitions:
        for trigger in escalation.triggers:
            if trigger.id != transition.trigger:
                yield on.replace(transition.place / "trigger", trigger.id, _ends(transition))


@kind(
    "Lead the ladder in a circle",
    echoes="The new transition also cites another block than the state that it leads to.",
)
def circle(on: Ground) -> Iterator[Fault]:
    escalation = on.guide.overview.escalation
    for transition in escalation.transitions:
        if transition.to != transition.from_:
            text = (
                f"- id: back-again\n  text: One goes back again.\n  source: [{transition.source[0]}]\n"
                f"  from: {transition.to}\n  to: {transition.from_}\n  trigger: {transition.trigger}"
            )
            yield _added(on, text, transition)


@kind(
    "Give one trigger a second target",
    echoes="The new transition also cites another block than the state that it leads to.",
)
def second_target(on: Ground) -> Iterator[Fault]:
    escalation = on.guide.overview.escalation
    for transition in escalation.transitions:
        others = [state.id for state in escalation.states if state.id not in (transition.from_, transition.to)]
        text = (
            f"- id: as-well\n  text: The other way is taken.\n  source: [{transition.source[0]}]\n"
            f"  from: {transition.from_}\n  to: {others[-1]}\n  trigger: {transition.trigger}"
        )
        yield _added(on, text, transition)


@kind("Take out where the ladder begins or ends")
def no_start(on: Ground) -> Iterator[Fault]:
    for state in on.all(State):
        for field in ("start", "end"):
            if getattr(state, field):
                others = [other.place / "id" for other in on.all(State)]
                yield on.cut(state.place / field, [*others, (on.guide.overview.escalation.place / "states").key])


@kind(
    "Take the treatments of a state out",
    missed="It shows at the modality that is used nowhere any more.",
)
def no_treatments(on: Ground) -> Iterator[Fault]:
    for state in on.all(State):
        if state.treatments:
            yield on.cut(state.place / "treatments")


@kind("Let a rule hold for another part")
def other_scope(on: Ground) -> Iterator[Fault]:
    scopes = sorted({rule.scope for rule in on.all(Rule) if "." in rule.scope})
    for rule in on.all(Rule):
        for scope in scopes:
            if "." in rule.scope and scope != rule.scope and scope.split(".")[0] == rule.scope.split(".")[0]:
                yield on.replace(rule.place / "scope", scope)


@kind(
    "Take out for what a rule holds",
    missed="It was unresolved before, which a note acknowledges.",
)
def no_scope(on: Ground) -> Iterator[Fault]:
    for rule in on.all(Rule):
        if rule.scope:
            yield on.cut(rule.place / "scope")


@kind("Let contraindications apply to another modality")
def other_modality(on: Ground) -> Iterator[Fault]:
    for module in on.all(Module):
        if module.contraindications and module.contraindications.applies_to:
            for other in on.all(Module):
                if other.id != module.id:
                    yield on.replace(module.contraindications.place / "applies_to" / 0, other.id)


def _added(on: Ground, text: str, transition: Transition) -> Fault:
    """A transition that is put in below another."""
    indented = "".join(f"    {line}\n" for line in text.split("\n"))
    *above, index = transition.place.path
    place = Place(transition.place.source, tuple(above))
    return on.paste(place, int(index), indented)


def _ends(transition: Transition) -> list[Place]:
    """The fields of a transition that belong together."""
    return [transition.place / field for field in ("id", "text", "from", "to", "trigger")]


def _trigger(on: Ground, transition: Transition) -> list[Place]:
    target = on.guide.units.get(f"escalation.{transition.trigger}")
    return [target.place / "id"] if target else []


def _says(place: Place, name: str) -> bool:
    return bool(value_at(place) == name)
