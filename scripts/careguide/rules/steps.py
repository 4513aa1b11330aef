"""The order of steps, and what a step is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from careguide.content.common import Step
from careguide.content.massage import Massage, Section
from careguide.content.wording import term
from careguide.engine.order import Link, circle_fault, circles, misplaced
from careguide.engine.rule import rule
from careguide.engine.suggest import did_you_mean, nearest
from careguide.finding import Edit, Fault, Faults, Fix, Related, Severity
from careguide.knowledge.techniques import akin, main_techniques, techniques_in

_SEQUEL = re.compile(
    r"(then|next|afterwards?|subsequently|finally|lastly|in the end|after (that|this|the wait|the \w+ing))\b(?! to\b)",
    re.I,
)
_ORDINAL = re.compile(r"\s*(?:step\s+)?(\d{1,3})\s*(?:[.):](?!\d)|[-–—]\s+(?!\d))\s*(?=\S)", re.I)
_ORDERED = ("steps/unknown-ref", "steps/order-cycle", "steps/order-vs-list", "steps/declared-last-not-last")


@rule(Severity.ERROR, acknowledgeable=False, fixable=True)
def numbering(steps: Sequence[Step]) -> Faults:
    """A step carries its own number.

    Why: The order of the list is the order of the steps. A number in the text stays behind when a step is moved, and
    the reader sees two orders.

    Bad:
        # at massage.cervical
        steps:
          - {id: stroking, text: 1. Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: 3. Knead the muscles., source: [S01.p2.li1], technique: [kneading], after: [stroking]}

    Good:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], after: [stroking]}

    Fix: Take the number out of the text.
    """
    for position, step in enumerate(steps, start=1):
        number = _ORDINAL.match(step.text)
        if number:
            wrong = "" if int(number[1]) == position else f", although it is step {position} of the list"
            yield Fault(
                f"The text of the step “{step.id}” begins with the number {number[1]}{wrong}.",
                step.place / "text",
                fix=Fix("Take the number out", (Edit(step.place / "text", step.text[number.end() :]),)),
            )


@rule(Severity.ERROR, acknowledgeable=False)
def unknown_ref(steps: Sequence[Step]) -> Faults:
    """`after` or `before` names a step that is not in this list, or the step itself.

    Why: The order that the source demands is no longer checked, and a careless move goes unseen.

    Bad:
        # at massage.cervical.kneading
        after: [strokking]

    Good:
        # at massage.cervical.kneading
        after: [stroking]

    Fix: Name a step of the same list by its id.
    """
    ids = {step.id for step in steps}
    for step in steps:
        for field, names in (("after", step.after), ("before", step.before)):
            for index, name in enumerate(names):
                if name == step.id:
                    yield Fault(f"`{field}` of the step “{step.id}” names the step itself.", step.place / field / index)
                elif name not in ids:
                    yield Fault(
                        f"`{field}` of the step “{step.id}” names “{name}”, but this list has no step of that name.",
                        step.place / field / index,
                        did_you_mean(name, ids - {step.id}),
                        meant=nearest(name, ids - {step.id}),
                    )


@rule(Severity.ERROR, needs=["steps/unknown-ref"], acknowledgeable=False)
def order_cycle(steps: Sequence[Step]) -> Faults:
    """Steps are put after each other in a circle.

    Why: No order satisfies it, so at least one of the demands is not what the source says.

    Bad:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking], after: [kneading]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], after: [stroking]}

    Good:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], after: [stroking]}

    Fix: Look the order up in the source, and take out the demand that it does not make.
    """
    for circle in circles(_waits(steps)):
        yield circle_fault(circle, "These steps wait for each other in a circle: {chain} (each waits for the next).")


@rule(
    Severity.ERROR,
    needs=["steps/unknown-ref", "steps/order-cycle", "steps/declared-last-not-last"],
    acknowledgeable=False,
)
def order_vs_list(steps: Sequence[Step]) -> Faults:
    """A step stands above a step that it must come after.

    Why: Readers and apps follow the order of the list. A technique that is meant to come later, such as vibration after
    kneading, would be done on muscles that have not been prepared.

    Bad:
        # at massage.cervical
        steps:
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], after: [stroking]}
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}

    Good:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], after: [stroking]}

    Fix: Move the step to where the source has it, or correct `after` and `before`.
    """
    at = {step.id: position for position, step in enumerate(steps)}
    for link in _waits(steps):
        if at[link.start] < at[link.end]:
            other = link.end if link.place in steps[at[link.start]].place else link.start
            yield Fault(
                f"The step “{link.start}” is number {at[link.start] + 1} of the list, but must come after "
                f"“{link.end}”, which is number {at[link.end] + 1}.",
                link.place,
                related=(Related(f"“{other}” stands here", steps[at[other]].place / "id"),),
            )


@rule(Severity.ERROR, acknowledgeable=False)
def declared_last_not_last(steps: Sequence[Step]) -> Faults:
    """A step that is declared first or last stands elsewhere, or two claim the same place.

    Why: The source says in words where this step belongs; a list that contradicts it has been moved by mistake.

    Bad:
        # at massage.cervical
        steps:
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], position: last}
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}

    Good:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], position: last}

    Fix: Move the step, or take `position` out if the source does not say it.
    """
    for position, end in (("first", 0), ("last", len(steps) - 1)):
        for index, step in enumerate(steps):
            if step.position == position and index != end:
                yield Fault(
                    f"The step “{step.id}” is declared {position}, but stands at number {index + 1} of {len(steps)}.",
                    step.place / "position",
                    related=(Related(f"the {position} step", steps[end].place / "id"),),
                )


@rule(Severity.ERROR, needs=[*_ORDERED, "source/unknown-locator"])
def order_vs_source(steps: Sequence[Step]) -> Faults:
    """Steps stand in another order than in the source.

    Why: The order of the list is the order of doing. A step that was moved by mistake changes the treatment.

    Bad:
        # at massage.thoracic
        steps:
          - {id: kneading, text: Knead the muscles., source: [S01.p3.li1], technique: [kneading]}
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}

    Good:
        # at massage.thoracic
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p3.li1], technique: [kneading]}

    Fix: Move the step to where the source has it. If the source itself names a later step first, a note says so.
    """
    for step, other in misplaced(steps):
        yield Fault(
            f"The step “{step.id}” stands on the wrong side of “{other.id}”: the source has it the other way round.",
            step.place / "id",
            related=(Related(f"“{other.id}” stands here", other.place / "id"),),
        )


@rule(Severity.WARNING, needs=[*_ORDERED, "steps/order-unsaid"])
def order_half_said(steps: Sequence[Step]) -> Faults:
    """Some steps of a list say which other they come after, and one has no part in it.

    Why: Where the order matters, it matters for each step. One that waits for nothing, and for which nothing waits, can
    be moved without anybody noticing.

    Bad:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], after: [stroking]}
          - {id: pressing, text: Press the neck., source: [S01.p2.li1], technique: [pressing]}

    Good:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], after: [stroking]}
          - {id: pressing, text: Press the neck., source: [S01.p2.li1], technique: [pressing], after: [kneading]}

    Fix: Add `after` as the source has it. If the source leaves this one free, say so in a note that acknowledges this.
    """
    together = _together(steps)
    free = [step for step in steps if not step.position and together[step.id] is not together[steps[0].id]]
    if free and any(step.after or step.before for step in steps):
        yield Fault(
            f"Nothing says whether the step “{free[0].id}” comes before or after “{steps[0].id}”, although other steps "
            "of this list say what they come after.",
            free[0].place / "id",
            related=(Related("the first step", steps[0].place / "id"),),
        )


@rule(Severity.WARNING, needs=["steps/unknown-ref"])
def order_unsaid(steps: Sequence[Step]) -> Faults:
    """The text of a step says when it comes, and neither `after` nor `position` does.

    Why: An order that stands in the words alone is not held against the list: whoever moves the step notices nothing.

    Bad:
        # at massage.cervical.kneading
        text: Then knead the muscles.
        after:

    Good:
        # at massage.cervical.kneading
        text: Then knead the muscles.
        after: [stroking]

    Fix: Name the step that comes before it in `after`, or write `position: last`.
    """
    followed = {name for step in steps for name in step.before}
    for step in steps:
        said = _SEQUEL.match(step.text.strip())
        if said and not step.after and not step.position and step.id not in followed:
            yield Fault(
                f"The text of the step “{step.id}” says “{said[0]}”, but nothing says after which step it comes.",
                step.place / "text",
            )


@rule(Severity.INFO)
def multiple_actions(step: Step) -> Faults:
    """One step holds more than one technique.

    Why: A reader cannot tell which comes first or how long each lasts, and an app cannot show them one at a time.

    Bad:
        # at massage.cervical.stroking
        technique: [stroking, kneading]

    Good:
        # at massage.cervical.stroking
        technique: [stroking]

    Fix: Make a step of each technique, or say in a note that the source does not separate them.
    """
    techniques = main_techniques(step.technique)
    if len(techniques) > 1:
        names = " and ".join(map(term, techniques))
        yield Fault(
            f"The step “{step.id}” consists of {len(techniques)} techniques: {names}.", step.place / "technique"
        )


@rule(Severity.ERROR)
def technique_vs_text(step: Step) -> Faults:
    """The words of a step name another technique of massage than `technique` does.

    Why: Readers follow the words, programs the field: one rubs where the other strokes.

    Bad:
        # at massage.cervical.stroking
        text: Stroke with the palms.
        technique: [rubbing]

    Good:
        # at massage.cervical.stroking
        text: Stroke with the palms.
        technique: [stroking]

    Fix: Look the technique up in the source, and correct the words or the field.
    """
    named = techniques_in(f"{step.title} {step.text} {step.as_written}")
    declared = frozenset(step.technique)
    unnamed = [each for each in step.technique if not akin(each, named)]
    undeclared = sorted(each for each in named if not akin(each, declared))
    if unnamed and undeclared:
        yield Fault(
            f"`technique` is {term(unnamed[0])}, but the words of the step “{step.id}” speak of {term(undeclared[0])}.",
            step.place / "technique" / step.technique.index(unnamed[0]),
        )


@rule(Severity.INFO)
def no_technique(section: Section) -> Faults:
    """A step of a massage names no technique.

    Why: Without it nobody knows what the hand does there: stroke, rub, knead or vibrate.

    Bad:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Massage the muscles., source: [S01.p2.li1], after: [stroking]}

    Good:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading], after: [stroking]}

    Fix: Give the technique, or say in a note that the source does not name one.
    """
    for step in section.steps:
        if not step.technique:
            yield Fault(f"The step “{step.id}” has no `technique`.", step.place)


@rule(Severity.INFO)
def open_ended_endpoint(step: Step) -> Faults:
    """A step goes on “until” something, and gives no figure by which to see that it has been reached.

    Why: Two readers stop at different points: too little, or far too much of an irritant.

    Bad:
        # at remedies.poultice.mash
        text: Add vinegar until it is right.

    Good:
        # at remedies.poultice.mash
        text: Add vinegar.

    Fix: Give the time or the amount, if the source has it; else say in a note that the endpoint is open.
    """
    timed = any(quantity and quantity.numbers for quantity in (step.hold, step.wait))
    if re.search(r"\buntil\b", step.text, re.I) and not timed:
        yield Fault(f"The step “{step.id}” ends with “until …”, without a time or an amount.", step.place / "text")


@rule(Severity.INFO, needs=["source/unmapped-block", "steps/technique-vs-text"])
def technique_set_divergence(massage: Massage) -> Faults:
    """One named method has different techniques in different regions.

    Why: A method with a name should be the same everywhere; a technique may have been lost in one of the regions.

    Bad:
        # at massage.lumbar
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p3.li1], technique: [stroking]}

    Good:
        # at massage.lumbar
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p3.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p3.li1], technique: [kneading]}

    Fix: Look both lists up. If the source differs, say so in a note that acknowledges this finding.
    """
    first: dict[str, Section] = {}
    for section in massage.sections:
        if not all(step.technique for step in section.steps):
            continue  # steps/no-technique tells what is missing here
        other = first.setdefault(section.method, section) if section.method else section
        here, there = _techniques(section.steps), _techniques(other.steps)
        if here != there:
            yield Fault(
                f"The {section.method} method has {_listed(here)} here, and {_listed(there)} in "
                f"the region {other.region}.",
                section.place / "method",
                related=(Related("the other region", other.place / "method"),),
            )


def _together(steps: Sequence[Step]) -> Mapping[str, set[str]]:
    """For each step by its id, those that hang together with it by `after` and `before`; one set for all of them."""
    found = {step.id: {step.id} for step in steps}
    for link in _waits(steps):
        both = found[link.start] | found[link.end]
        found.update(dict.fromkeys(both, both))
    return found


def _waits(steps: Sequence[Step]) -> Iterator[Link]:
    """Which step waits for which."""
    for step in steps:
        for index, name in enumerate(step.after):
            yield Link(step.id, name, f"“{step.id}” waits for “{name}”", step.place / "after" / index)
        for index, name in enumerate(step.before):
            yield Link(name, step.id, f"“{name}” waits for “{step.id}”", step.place / "before" / index)


def _techniques(steps: Iterable[Step]) -> list[str]:
    return main_techniques(technique for step in steps for technique in step.technique)


def _listed(techniques: Sequence[str]) -> str:
    return ", ".join(map(term, techniques)) or "no technique"
