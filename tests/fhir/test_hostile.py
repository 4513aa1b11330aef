"""Whatever an editor writes comes out as it stands, and as nothing but text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from bundles import HOSTILE, elements, everything, everything_values, hostile_values
from careguide.exporters import fhir_json
from careguide.fhir.closure import NotClosed
from careguide.fhir.resource import markdown, plain

Json = dict[str, Any]


@pytest.fixture(scope="module")
def hostile() -> dict[str, Json]:
    exported = fhir_json.export(everything(hostile_values()))
    return {entry["request"]["url"]: entry["resource"] for entry in json.loads(exported)["entry"]}


def strings(value: Any) -> Iterator[str]:
    for element in elements(value):
        for inner in element.values():
            yield from (said for said in (inner if isinstance(inner, list) else [inner]) if isinstance(said, str))


def written(value: Any) -> Iterator[str]:
    """Every hostile text in the sources."""
    yield from (said for said in strings(value) if said.startswith(HOSTILE))


def test_every_text_comes_out_word_for_word(hostile: dict[str, Json]) -> None:
    said = [text for resource in hostile.values() for text in strings(resource)]
    whole = "\0".join([*said, *map(plain, said)])
    texts = [text for file in hostile_values().values() for text in written(file)]
    assert len(texts) > 200
    missing = [text for text in texts if text not in whole and text.replace("\n", "\n\n") not in whole]
    uncertain = 2  # the names of codes of which the editors are not sure: these stay in the sources
    withheld = 3  # names of codes whose owner reserves them
    assert len(missing) == uncertain + withheld, missing


def test_narratives_are_text(hostile: dict[str, Json]) -> None:
    for resource in hostile.values():
        root = ElementTree.fromstring(resource["text"]["div"])
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert "script" not in names
        assert not names & {"a", "img", "iframe"}
    steps = hostile["PlanDefinition/everything.massage.thoracic"]["text"]["div"]
    assert "&lt;script&gt;alert('x')&lt;/script&gt; &amp; &amp;amp; ]]&gt; &lt;!--" in steps


def test_markdown_has_no_markup(hostile: dict[str, Json]) -> None:
    for resource in hostile.values():
        said = resource.get("description", "")
        assert "<script>" not in said
        assert "\\<script\\>" in said or "script" not in said


@pytest.mark.parametrize(
    "text",
    ["plain", "*a* _b_ [c](d) <e> `f` #g", "1. one\n- two\n+ three", "a\\b", "10-15 times a day (at least)", "é&"],
)
def test_markdown_can_be_taken_back(text: str) -> None:
    assert plain(markdown(text)) == text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_fhir_forbids_stops_the_export(character: str) -> None:
    values = everything_values()
    values["massage"]["sections"][0]["steps"][1]["text"] = f"Rest{character}."
    with pytest.raises(NotClosed, match="a character that FHIR does not allow"):
        fhir_json.export(everything(values))


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{LINE SEPARATOR}", "\x85"])
def test_other_spaces_become_plain_ones_in_data_and_stay_in_narratives(space: str) -> None:
    values = everything_values()
    values["massage"]["sections"][0]["steps"][1]["text"] = f"Rest{space}now."
    text = fhir_json.export(everything(values)).decode()
    found = json.loads(text)
    plan = next(e["resource"] for e in found["entry"] if e["request"]["url"].endswith("everything.massage.thoracic"))
    assert "Rest now." in {said.partition("\n")[0] for said in strings(plan["action"])}
    assert f"Rest{space}now." in plan["text"]["div"]
