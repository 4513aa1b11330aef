"""The guide's own files, damaged at random: both validators agree, and there is always something to say."""

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from careguide.source.reader import read, read_bytes
from careguide.validation.check import check
from careguide.validation.schemas import SchemaStore
from source.strategies import STEADY

ROOT = Path(__file__).parents[2]
SCHEMAS = SchemaStore(ROOT / "schema")
SOURCES = {
    path.stem: read(path, path.name)[0].value
    for path in sorted((ROOT / "sources" / "spondylosis").glob("*.yaml"))
    if path.stem in SCHEMAS.kinds and path.stat().st_size < 30_000
}
ODD = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        "",
        " ",
        "\N{NO-BREAK SPACE}",
        "X y",
        "yes",
        "10",
        [],
        ["a", "a"],
        {},
        {"id": "a"},
        {"max": 2},
        {"value": 1, "min": 2},
    ]
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Each container, with each key or index in it."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for step, held in steps for place in [(value, step), *places(held)]]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, Any]:
    kind = draw(st.sampled_from(sorted(SOURCES)))
    value: Any = copy.deepcopy(SOURCES[kind])
    for _ in range(draw(st.integers(1, 3))):
        container, step = draw(st.sampled_from(places(value)))
        how = draw(st.sampled_from(["remove", "replace", "rename", "repeat"]))
        if how == "remove":
            del container[step]
        elif how == "replace":
            container[step] = draw(ODD)
        elif isinstance(container, list):
            container.append(container[step])
        else:
            container[f"{step}s" if how == "repeat" else str(step).upper()] = container.pop(step)
    return kind, value


@given(damaged())
@settings(STEADY, max_examples=40)
def test_damage_is_found_by_both_validators_and_told(damage: tuple[str, Any]) -> None:
    kind, value = damage
    source, faults = read_bytes(json.dumps(value, indent=2).encode(), Path(f"{kind}.yaml"), f"{kind}.yaml")
    assert faults == []
    assert json.dumps(source.value) == json.dumps(value)
    findings = check(source, kind, SCHEMAS)
    errors = list(SCHEMAS.errors(kind, source.value))
    assert bool(findings) is bool(errors) is not SCHEMAS.accepts(kind, source.value)
    assert len(findings) <= max(3 * len(errors), 101)
    for finding in findings:
        assert finding.rule not in ("schema/other", "schema/too-many")
        assert source.slice(finding.place.span).strip()
        assert finding.message
        assert finding.hint
