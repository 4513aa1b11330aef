"""Sign-offs: whether the state of a guide is what its reviews say."""

from __future__ import annotations

from collections.abc import Mapping

from careguide.clock import today
from careguide.content.common import Module, Review, Status
from careguide.content.guide import Guide, Overview
from careguide.content.part import Note, Unit
from careguide.content.signoff import APPROVED, is_stale, last_review
from careguide.content.wording import day, term
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity

Reviewed = Overview | Module


@rule(Severity.ERROR, needs=["note/open"], acknowledgeable=False)
def state(unit: Reviewed, guide: Guide) -> Faults:
    """A guide or a module is called approved, but its reviews do not say so.

    Why: “Approved” tells readers that somebody with a medical licence has read it and answers for it.

    Bad:
        # at massage
        status: approved

    Good:
        # at massage
        status: in-review

    Fix: Write `status: in-review` until the last review has the outcome `approved`; a guide is approved last, after all
    of its modules.
    """
    if unit.status is not Status.APPROVED:
        return
    last = last_review(unit.reviews)
    waiting = [m for m in guide.modules if m.status is not Status.APPROVED] if isinstance(unit, Overview) else []
    if last is None:
        problem, related = "nobody has signed it off", []
    elif last.outcome != APPROVED:
        problem = f"its last review, of {day(last.date)}, asks for changes"
        related = [Related("the last review", last.place / "outcome")]
    elif waiting:
        problem = f"not every module is: {', '.join(module.id for module in waiting)}"
        related = [Related(f"“{module.id}” is {term(module.status)}", module.place / "status") for module in waiting]
    else:
        return
    yield Fault(f"`status` of “{unit.id}” is approved, but {problem}.", unit.place / "status", related=tuple(related))


@rule(Severity.WARNING, acknowledgeable=False)
def expired(unit: Reviewed) -> Faults:
    """A review has run out, never runs out, or bears a day that cannot be right.

    Why: Medicine changes. A treatment that was right when it was signed may have been withdrawn since.

    Bad:
        # at massage
        reviews:
          - reviewer: consultant physiotherapist
            date: 2999-01-01
            outcome: changes-requested
            hash: sha256:0000000000000000000000000000000000000000000000000000000000000000

    Good:
        # at massage
        reviews:
          - reviewer: consultant physiotherapist
            date: 2026-01-01
            outcome: changes-requested
            hash: sha256:0000000000000000000000000000000000000000000000000000000000000000

    Fix: Have it read again, and add the new review with the day by which it is `due` once more; or set the status back
    to in-review.
    """
    for review in unit.reviews:
        yield from _impossible(review)
    last = last_review(unit.reviews)
    if unit.status is Status.APPROVED and last and last.outcome == APPROVED:
        if not last.due:
            yield Fault(
                f"The sign-off of “{unit.id}” does not say by which day it must be read again.",
                last.place / "due",
                "Add `due` with that day.",
            )
        elif last.date < last.due < today():
            yield Fault(f"The sign-off of “{unit.id}” ran out on {day(last.due)}.", last.place / "due")


@rule(Severity.ERROR, acknowledgeable=False)
def self_approval(unit: Reviewed) -> Faults:
    """Somebody has signed off what they wrote themselves.

    Why: A second pair of eyes is what a sign-off stands for. Nobody finds their own mistakes.

    Bad:
        # at massage
        status: in-review
        reviews:
          - reviewer: transcription editor
            date: 2026-01-01
            due: 2028-01-01
            outcome: approved
            hash: sha256:0000000000000000000000000000000000000000000000000000000000000000
        # at massage.cervical.stroking
        notes:
          - id: force-open
            severity: info
            text: The source does not say how hard to stroke.
            author: transcription editor
            date: 2026-01-01
            status: open

    Good:
        # at massage
        status: in-review
        reviews:
          - reviewer: consultant physiotherapist
            date: 2026-01-01
            due: 2028-01-01
            outcome: approved
            hash: sha256:0000000000000000000000000000000000000000000000000000000000000000
        # at massage.cervical.stroking
        notes:
          - id: force-open
            severity: info
            text: The source does not say how hard to stroke.
            author: transcription editor
            date: 2026-01-01
            status: open

    Fix: Have somebody else review it, with a medical licence where the status says approved.
    """
    authors = _authors(unit)
    for review in unit.reviews:
        note = authors.get(_person(review.reviewer))
        if review.outcome == APPROVED and note:
            yield Fault(
                f"“{review.reviewer}” has signed off “{unit.id}”, but has also written in it.",
                review.place / "reviewer",
                related=(Related(f"wrote the note “{note.id}”", note.place / "author"),),
            )


@rule(Severity.ERROR, needs=["review/state"], acknowledgeable=False)
def stale_signoff(unit: Reviewed) -> Faults:
    """Something was changed after it was signed off.

    Why: The reviewer answers for what they read. What has been changed since, nobody has read.

    Bad:
        # at massage
        status: approved
        reviews:
          - reviewer: consultant physiotherapist
            date: 2026-01-01
            due: 2999-01-01
            outcome: approved
            hash: sha256:0000000000000000000000000000000000000000000000000000000000000000

    Good:
        # at massage
        status: in-review
        reviews:
          - reviewer: consultant physiotherapist
            date: 2026-01-01
            due: 2999-01-01
            outcome: approved
            hash: sha256:0000000000000000000000000000000000000000000000000000000000000000

    Fix: Set the status back to in-review until the change has been read and signed; or take the change back.
    """
    if unit.status is not Status.APPROVED:
        return
    last = last_review(unit.reviews)
    if last and last.outcome == APPROVED and is_stale(unit, last):
        yield Fault(
            f"“{unit.id}” is not what “{last.reviewer}” signed on {day(last.date)}: it has been changed since.",
            last.place / "hash",
        )


def _impossible(review: Review) -> Faults:
    if review.date > today():
        yield Fault(f"The review is dated {day(review.date)}, which is still to come.", review.place / "date")
    if review.due and review.due <= review.date:
        yield Fault(
            f"The review of {day(review.date)} is due again on {day(review.due)}, which is not after it.",
            review.place / "due",
        )


def _authors(unit: Unit) -> Mapping[str, Note]:
    """Everybody who has written a note in a file, each with the first of them."""
    notes = [part for part in unit.walk() if isinstance(part, Note)]
    return {_person(note.author): note for note in reversed(notes)}


def _person(name: str) -> str:
    return " ".join(name.casefold().split())
