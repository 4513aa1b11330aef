"""Each broken variant of the Bundle is refused by at least one layer; a table in the docs shows by which."""

from __future__ import annotations

import pytest

from bundles import CLONE
from fhir_conformance.broken import VARIANTS, Variant, broken
from fhir_conformance.definitions import Json
from fhir_conformance.layers import LAYERS, findings

pytestmark = pytest.mark.conformance

PAGE = CLONE / "docs" / "fhir" / "validation.md"
FROM, TO = "<!-- refused by -->\n", "<!-- end -->\n"

_refusals: dict[str, list[bool]] = {}


def test_there_are_variants_of_every_kind() -> None:
    assert len(VARIANTS) >= 40
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)


@pytest.mark.parametrize("variant", [pytest.param(v, id=v.name.replace(" ", "-")) for v in VARIANTS])
def test_a_broken_bundle_is_refused(variant: Variant, small: Json) -> None:
    bad = broken(small, variant)
    _refusals[variant.name] = [bool(findings(layer, bad, small)) for layer in LAYERS]
    assert any(_refusals[variant.name]), f"no layer refuses {variant.name}"


def test_the_table_in_the_docs(say: list[str], request: pytest.FixtureRequest) -> None:
    """Compares the table with the page. ``--update-golden`` writes it there."""
    if len(_refusals) < len(VARIANTS):
        pytest.skip("not all variants were run")
    say += ["", *_lines()]
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(FROM)
    made = before + FROM + "\n".join(["", *_table(), "", ""]) + TO + rest.partition(TO)[2]
    if request.config.getoption("--update-golden"):
        PAGE.write_text(made, "utf-8")
        page = made
    assert made == page, "other layers refuse: run with --update-golden, and look at the diff"


def _lines() -> list[str]:
    head = f"{'refused by':66}{'  '.join(layer.short for layer in LAYERS)}"
    rows = [f"{v.kind:10} {v.name:55} {'    '.join('x' if r else '.' for r in _refusals[v.name])}" for v in VARIANTS]
    return [head, *rows]


def _table() -> list[str]:
    head = f"| kind | what is wrong | {' | '.join(layer.short for layer in LAYERS)} |"
    rows = [f"| {v.kind} | {v.name} | {' | '.join('x' if r else '' for r in _refusals[v.name])} |" for v in VARIANTS]
    return [head, f"| {' | '.join(['---'] * (2 + len(LAYERS)))} |", *rows]
