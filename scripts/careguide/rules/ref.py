"""References between units."""

from __future__ import annotations

from collections.abc import Iterable

from careguide.content.common import Step
from careguide.content.guide import Guide
from careguide.content.part import Note, Unit
from careguide.content.references import references
from careguide.engine.rule import rule
from careguide.engine.suggest import did_you_mean
from careguide.finding import Fault, Faults, Related, Severity


@rule(Severity.ERROR, acknowledgeable=False)
def dangling(unit: Unit, guide: Guide) -> Faults:
    """A field names a unit that does not exist.

    Why: The statement hangs in the air: a contraindication that applies to nothing protects nobody.

    Bad:
        # at massage.contraindications
        applies_to: [masage]

    Good:
        # at massage.contraindications
        applies_to: [massage]

    Fix: Name a unit beside this one by its id, or any other by its whole address, such as massage.thoracic.
    """
    for reference in references(unit):
        if isinstance(unit, Step) and reference.field in ("after", "before"):
            continue  # steps/unknown-ref looks at these, within their list
        if reference.target(guide) is None:
            yield Fault(
                f"`{reference.field}` names “{reference.name}”, but there is no such unit.",
                reference.place,
                did_you_mean(reference.name, _near(reference.name, guide)),
            )


@rule(Severity.ERROR, acknowledgeable=False)
def duplicate_id(guide: Guide) -> Faults:
    """Two units of one parent, or two notes of one unit, have the same id.

    Why: An id is an address for ever. Two of the same name cannot be told apart by an app, a translation or a reviewer.

    Bad:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: stroking, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading]}

    Good:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading]}

    Fix: Give the newer of the two another id.
    """
    first: dict[str, Unit | Note] = {}
    for part in guide.walk():
        if isinstance(part, Unit | Note) and part.address:
            other = first.setdefault(part.address, part)
            if other is not part:
                yield Fault(
                    f"The id “{part.id}” is used twice: the address {part.address} would mean two things.",
                    part.place / "id",
                    related=(Related("used here first", other.place / "id"),),
                )


def _near(name: str, guide: Guide) -> Iterable[str]:
    """What a misspelt name may have meant: addresses for an address, last parts for a single id."""
    return guide.units if "." in name else {address.rpartition(".")[2] for address in guide.units}
