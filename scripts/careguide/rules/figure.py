"""Figures in words, and the same figures as data."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.wording import figure
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Fix, Insert, Related, Severity
from careguide.prose.agreement import Difference, Kind, differences
from careguide.source.place import Place

_SOUND = [
    "count/min-max",
    "count/open-range",
    "count/fuzzy-bound",
    "unit/missing",
    "unit/dimension",
    "unit/percent-range",
]


@rule(Severity.ERROR, needs=_SOUND, acknowledgeable=False)
def prose_mismatch(unit: Unit, guide: Guide) -> Faults:
    """A text, or the words quoted from the source, name another figure than the field beside them.

    Numbers are understood in digits and in words, with any dash or space and any common name of the unit, as single
    figures, ranges and open bounds. Compared are the words of a unit with its own figures, those of its course, and the
    amounts of what a step uses.

    Why: A book prints the text, an app the field. Two readers of one guide get two treatments.

    Bad:
        # at physiotherapy.warm-pack.course
        text: Ten to fifteen minutes each.
        session_length: {min: 10, max: 12, unit: min}

    Good:
        # at physiotherapy.warm-pack.course
        text: Ten to fifteen minutes each.
        session_length: {min: 10, max: 15, unit: min}

    Fix: Look the figure up in the source, and make the words and the field say the same.
    """
    told: set[Place] = set()
    for found in _found(unit, guide, Kind.OTHER_FIGURE):
        if found.stated and found.stated.quantity.place not in told:
            told.add(found.stated.quantity.place)
            yield Fault(
                f"`{found.stated.field}` is {figure(found.stated.quantity)}, but {found.where} says “{found.said}”.",
                found.stated.quantity.place,
                related=(Related(f"“{found.said}” stands here", found.prose),),
            )


@rule(Severity.ERROR, needs=_SOUND)
def unmapped_number(unit: Unit, guide: Guide) -> Faults:
    """A text names a figure that no field carries, although the unit has a field for it.

    A figure may also hide in `words`, or in the quotation beside `unstated`.

    Why: Only a field reaches an app, a timetable or a check. A dose or a time that stands in a sentence alone is lost
    there.

    Bad:
        # at massage.cervical.stroking
        text: Stroke with the palms for two minutes.

    Good:
        # at massage.cervical.stroking
        text: Stroke with the palms for two minutes.
        hold: {value: 2, unit: min}

    Fix: Write the figure into the field for it. If there is no such field, say so in a note that acknowledges this.
    """
    for found in _found(unit, guide, Kind.UNCARRIED):
        if found.stated:
            yield Fault(
                f"`{found.stated.field}` has no figure, but {found.where} says “{found.said}”.",
                found.prose,
                "Write it as `value`, `min` and `max`, `at_least` or `at_most`; keep the words in `as_written`.",
            )
        else:
            yield Fault(f"{_sentence(found.where)} says “{found.said}”, but no field carries this figure.", found.prose)


@rule(Severity.ERROR, needs=_SOUND, acknowledgeable=False)
def vague_quantity(unit: Unit, guide: Guide) -> Faults:
    """A vague amount of the source has become a number.

    Why: “A few days” left the judgement to somebody; “3 days” takes it away, on nobody's authority.

    Bad:
        # at medication.nsaids.diclofenac
        duration: {value: 3, unit: d, as_written: a few days}

    Good:
        # at medication.nsaids.diclofenac
        duration: {words: a few days}

    Fix: Write the source's words under `words`, and take the number out.
    """
    for found in _found(unit, guide, Kind.MADE_EXACT):
        if found.stated:
            yield Fault(
                f"`{found.stated.field}` is {figure(found.stated.quantity)}, but {found.where} only says "
                f"“{found.said}”.",
                found.stated.quantity.place,
                f"Write `{found.stated.field}: {{words: {found.said}}}`.",
                related=(Related(f"“{found.said}” stands here", found.prose),),
            )


@rule(
    Severity.WARNING,
    needs=[*_SOUND, "figure/vague-quantity", "recipe/proportions"],
    acknowledgeable=False,
    fixable=True,
)
def derived_not_flagged(unit: Unit, guide: Guide) -> Faults:
    """A figure that the source does not state at this place is not marked as derived.

    The words quoted for it, such as “the same thing”, do not contain it.

    Why: A reader must be able to tell what the source says from what the guide infers.

    Bad:
        # at exercise.cervical.side-bend.bend
        hold: {value: 10, unit: s, as_written: the same thing}

    Good:
        # at exercise.cervical.side-bend.bend
        hold: {value: 10, unit: s, as_written: the same thing, derived: true}

    Fix: Add `derived: true`; or, if the source does state the figure here, quote the words that do.
    """
    for found in _found(unit, guide, Kind.UNSAID):
        if found.stated:
            yield Fault(
                f"`{found.stated.field}` is {figure(found.stated.quantity)}, but the words quoted for it, "
                f"“{found.said}”, name no figure.",
                found.stated.quantity.place,
                fix=Fix("Mark the figure as derived", (Insert(found.prose, "derived", True),)),
            )


def _found(unit: Unit, guide: Guide, kind: Kind) -> Iterator[Difference]:
    return (difference for difference in differences(unit, guide) if difference.kind is kind)


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
