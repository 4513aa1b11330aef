"""What must not be taken together."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.guide import Guide
from careguide.content.medication import Drug, Group
from careguide.content.part import Unit
from careguide.content.remedies import Ingredient, Recipe
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.herb_drug import HerbDrug, interactions

_SWALLOWED = ("decoction", "infusion", "tincture")


@rule(Severity.WARNING)
def herb_drug(unit: Drug | Ingredient, guide: Guide) -> Faults:
    """A guide recommends a herb that is swallowed, and a drug with which it is known to interact.

    Why: Herbs are taken without asking anybody. St John's wort with an antidepressant can end in hospital.

    Bad:
        # at remedies
        methods:
          - {id: compresses, title: Teas, source: [S02.p1], kind: infusion}
        # at remedies.poultice
        title: Willow tea
        kind: infusion
        ingredients:
          - {id: cabbage-leaves, title: Willow bark, source: [S02.p1], amount: {value: 1, unit: teaspoon}}

    Good:
        # at remedies
        methods:
          - {id: compresses, title: Teas, source: [S02.p1], kind: infusion}
        # at remedies.poultice
        title: Lime tea
        kind: infusion
        ingredients:
          - {id: cabbage-leaves, title: Lime blossom, source: [S02.p1], amount: {value: 1, unit: teaspoon}}

    Fix: Warn of it beside the herb, in a note that acknowledges this finding.
    """
    if not _is_swallowed(unit, guide):
        return
    name = " | ".join((unit.title, unit.as_written, *(unit.substances if isinstance(unit, Drug) else ())))
    for known in interactions(name):
        drugs = [drug for drug in _drugs(guide, known) if drug is not unit]
        if drugs:
            yield Fault(
                f"“{unit.name}” and “{drugs[0].name}”, which the guide names too, can together cause {known.effect}.",
                unit.place / "title",
                related=tuple(Related(f"“{drug.name}”", drug.place / "title") for drug in drugs),
            )
            return


def _is_swallowed(unit: Drug | Ingredient, guide: Guide) -> bool:
    if isinstance(unit, Drug):
        return unit.route not in ("topical", "paravertebral")
    recipe = guide.parent(unit)
    return isinstance(recipe, Recipe) and recipe.kind in _SWALLOWED


def _drugs(guide: Guide, known: HerbDrug) -> Iterator[Unit]:
    """The drugs of a guide, and the groups of drugs, with which a herb interacts."""
    for unit in guide.units.values():
        if isinstance(unit, Drug | Group):
            coded = any(known.concerns(code.code) for code in unit.exported_codes if code.system == "atc")
            if coded or known.names_group(f"{unit.title} | {unit.as_written}"):
                yield unit
