"""Each broken variant of the Bundle is refused by at least one layer; a table shows by which."""

from __future__ import annotations

import pytest

from fhir_conformance.broken import VARIANTS, Variant, broken
from fhir_conformance.definitions import Json
from fhir_conformance.layers import LAYERS, findings

pytestmark = pytest.mark.conformance

SHORT = ("kit", "sch", "inv", "def", "mod", "xht", "clo")


def test_there_are_variants_of_every_kind() -> None:
    assert len(VARIANTS) >= 40
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)


@pytest.mark.parametrize("variant", [pytest.param(v, id=v.name.replace(" ", "-")) for v in VARIANTS])
def test_a_broken_bundle_is_refused(variant: Variant, small: Json, say: list[str]) -> None:
    bad = broken(small, variant)
    verdicts = [bool(findings(layer, bad, small)) for layer in LAYERS]
    if variant is VARIANTS[0]:
        say.append(f"\n{'refused by':66}{' '.join(SHORT)}")
    marks = "   ".join("x" if verdict else "." for verdict in verdicts)
    say.append(f"{variant.kind:10} {variant.name:55} {marks}")
    assert any(verdicts), f"no layer refuses {variant.name}"
