"""What our own words for a figure say is that figure."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from careguide.content.part import Unit
from careguide.content.quantity import Bound, Quantity, Range
from careguide.content.wording import figure
from careguide.knowledge.units import measures
from careguide.prose.agreement import agree
from careguide.prose.fields import COUNTS, DIMENSIONS, Stated
from careguide.prose.reading import quoted_figures
from careguide.source.file import SourceFile
from careguide.source.place import Place
from prose.strategies import STEADY

NOWHERE = Place(SourceFile(Path("guide.yaml"), "guide.yaml"))
MODALITIES = ("medication", "physiotherapy", "massage", "exercise", "surgery", "remedies")
numbers = st.integers(1, 5000) | st.decimals(0, 500, places=2).map(float).filter(bool)


@st.composite
def stated_figures(draw: st.DrawFn) -> Stated:
    field = draw(st.sampled_from(sorted(DIMENSIONS)))
    units = [m.unit for m in measures().values() if m.dimension in DIMENSIONS[field]]
    unit = "" if field in COUNTS else draw(st.sampled_from(units))
    low, high = sorted((draw(numbers), draw(numbers)))
    bound: Bound = draw(st.sampled_from((low, Range(place=NOWHERE, low=low, high=high))))
    match draw(st.sampled_from(("value", "range", "at_least", "at_most"))):
        case "value":
            quantity = Quantity(place=NOWHERE, unit=unit, value=low)
        case "range":
            quantity = Quantity(place=NOWHERE, unit=unit, min=low, max=high)
        case "at_least":
            quantity = Quantity(place=NOWHERE, unit=unit, at_least=bound)
        case _:
            quantity = Quantity(place=NOWHERE, unit=unit, at_most=bound)
    return Stated(field, quantity)


@STEADY
@given(stated_figures())
def test_our_own_words_agree(one: Stated) -> None:
    words = figure(one.quantity, COUNTS.get(one.field, ""))
    assert any(agree(said, one) for said in quoted_figures(words)), words


@STEADY
@given(stated_figures(), st.sampled_from((0.5, 1, 10)))
def test_other_numbers_do_not(one: Stated, more: float) -> None:
    words = figure(_increased(one.quantity, more), COUNTS.get(one.field, ""))
    assert not any(agree(said, one) for said in quoted_figures(words)), words


@STEADY
@given(stated_figures())
def test_another_bound_does_not(one: Stated) -> None:
    words = figure(one.quantity, COUNTS.get(one.field, ""))
    turned = (
        words.replace("at least", "at most") if "at least" in words else f"at least {words.removeprefix('at most ')}"
    )
    assert not any(agree(said, one) for said in quoted_figures(turned)), turned


def test_every_unit_of_the_schema_is_known() -> None:
    common = json.loads((Path(__file__).parents[2] / "schema" / "common.schema.json").read_text(encoding="utf-8"))
    assert set(common["$defs"]["unit"]["enum"]) | set(COUNTS.values()) == set(measures())


def test_every_field_for_a_figure_is_known() -> None:
    fields = {
        field
        for kind in ("common", *MODALITIES)
        for unit in _units(import_module(f"careguide.content.{kind}"))
        for field, hint in get_type_hints(unit).items()
        if Quantity in (hint, *get_args(hint))
    }
    assert fields == set(DIMENSIONS)


def _units(room: ModuleType) -> list[type[Unit]]:
    return [kind for kind in vars(room).values() if isinstance(kind, type) and issubclass(kind, Unit)]


def _increased(quantity: Quantity, more: float) -> Quantity:
    changes: dict[str, Any] = {}
    for name in ("value", "min", "max", "at_least", "at_most"):
        bound = getattr(quantity, name)
        if isinstance(bound, Range):
            changes[name] = Range(place=NOWHERE, low=bound.low + more, high=bound.high + more)
        elif bound is not None:
            changes[name] = bound + more
    return msgspec.structs.replace(quantity, **changes)
