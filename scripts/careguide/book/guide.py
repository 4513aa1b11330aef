"""The chapter on the treatment as a whole: its order, its ladder, whom to see, and the outlook."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.book.blocks import (
    Anchored,
    Blocks,
    Chapter,
    Column,
    Heading,
    Matter,
    Paragraph,
    Steps,
    Style,
    Styled,
    Table,
    own,
)
from careguide.book.diagram import ladder
from careguide.book.manuscript import Manuscript, joined
from careguide.book.statements import bullets, group, indications, red_flags, rules, statements
from careguide.book.unit import Fact, body, common_facts, item, label, line, locators, remarks
from careguide.content.common import Module
from careguide.content.guide import Escalation, Phase, Referral, State, Transition
from careguide.content.wording import term

_TRANSITIONS = (Column("From", 0.19), Column("When", 0.27), Column("To", 0.19), Column("In the guide’s words", 0.35))


def chapter(ms: Manuscript) -> Chapter:
    overview = ms.guide.overview
    content = (
        *body(ms, overview),
        *group(2, "What is treated", overview, "condition", item(ms, overview.condition)),
        *_referral(ms, overview.referral),
        *group(2, "What the source says of treatment", overview, "principles", statements(ms, overview.principles)),
        *group(2, "Rules for the whole guide", overview, "rules", rules(ms, overview.rules)),
        *group(2, "Phases of treatment", overview, "phases", _phases(ms)),
        *group(2, "Methods and their order", overview, "order", _modalities(ms)),
        *_escalation(ms, overview.escalation),
        *group(2, "Outlook", overview, "prognosis", statements(ms, overview.prognosis)),
    )
    return Chapter("overview", own("guide"), "The treatment at a glance", Matter.BODY, "chapter", content)


def _referral(ms: Manuscript, referral: Referral | None) -> Blocks:
    if referral is None:
        return ()
    facts = (("See a", (referral.to,)),) if referral.to else ()
    return (
        Heading(2, (referral.title or "Whom to see, and when",), referral.address),
        *body(ms, referral, facts),
        *red_flags(ms, referral.red_flags),
        *indications(ms, referral.indications, 3, "When to go"),
    )


def _phases(ms: Manuscript) -> Blocks:
    return (Steps(tuple(item(ms, phase, _phase_facts(ms, phase)) for phase in ms.guide.overview.phases)),)


def _phase_facts(ms: Manuscript, phase: Phase) -> Iterator[Fact]:
    if phase.after:
        yield "After", ms.refer_all(phase.after, phase)
    begun = [module for module in ms.guide.modules if _begins_in(ms, module, phase)]
    if begun:
        yield "Begins here", joined((ms.link(module),) for module in begun)


def _begins_in(ms: Manuscript, module: Module, phase: Phase) -> bool:
    return bool(module.phase) and ms.guide.resolve(module.phase, module) is phase


def _modalities(ms: Manuscript) -> Blocks:
    """Without numbers: only what each method says of its phase and of what it comes after is an order of treatment."""
    return bullets(_modality(ms, module) for module in ms.guide.modules)


def _modality(ms: Manuscript, module: Module) -> Blocks:
    said = (Styled(Style.STRONG, (ms.link(module),)), f": {term(module.role)}")
    phase: Iterator[Fact] = iter((("Begins in", (ms.refer(module.phase, module),)),) if module.phase else ())
    after: Iterator[Fact] = iter((("After", ms.refer_all(module.after, module)),) if module.after else ())
    return (Paragraph(said), *line((*phase, *after)))


def _escalation(ms: Manuscript, escalation: Escalation) -> Blocks:
    triggers = (item(ms, trigger) for trigger in escalation.triggers)
    on_steps = (block for step in escalation.transitions for block in remarks(ms, step, named=True))
    table = Table(
        own(escalation.address, "transitions-table"),
        "What leads from one state to the next",
        _TRANSITIONS,
        tuple(_transition(ms, transition) for transition in escalation.transitions),
    )
    return (
        Heading(2, (escalation.title or "From one treatment to the next",), escalation.address),
        *body(ms, escalation),
        ladder(ms, escalation),
        *group(3, "States of treatment", escalation, "states", _states(ms, escalation)),
        *group(3, "What leads on", escalation, "triggers", bullets(triggers)),
        *group(3, "Steps of the ladder", escalation, "transitions", (table, *on_steps)),
    )


def _states(ms: Manuscript, escalation: Escalation) -> Blocks:
    return bullets(item(ms, state, _state_facts(ms, state)) for state in escalation.states)


def _state_facts(ms: Manuscript, state: State) -> Iterator[Fact]:
    if state.treatments:
        yield "Treatments", ms.refer_all(state.treatments, state)
    if state.start:
        yield "Beginning", ("treatment begins here",)
    if state.end:
        yield "End", ("the source leads no further",)


def _transition(ms: Manuscript, transition: Transition) -> tuple[Blocks, ...]:
    facts: Iterator[Fact] = iter(())
    if transition.priority is not None:
        facts = iter((("Comes", (f"as number {transition.priority} where several follow",)),))
    said = Paragraph((*label(transition), *locators(transition)))
    below = line((*facts, *common_facts(ms, transition)))
    return (
        (Paragraph((ms.refer(transition.from_, transition),)),),
        (Paragraph((ms.refer(transition.trigger, transition),)),),
        (Paragraph((ms.refer(transition.to, transition),)),),
        (Anchored(transition.address, (said, *below)),),
    )
