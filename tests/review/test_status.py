"""``careguide status``: how far a guide has come, and what stands between it and a release."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli.conftest import Careguide
from conftest import Golden
from review.conftest import Day
from review.test_sign import APPROVED, CHANGES, said, swap

SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "status.schema.json").read_text(encoding="utf-8"))


def status(careguide: Careguide) -> dict[str, Any]:
    result = careguide("status", "--format", "json")
    data = json.loads(result.stdout)
    Draft202012Validator(SCHEMA).validate(data)
    (guide,) = data["guides"]
    assert isinstance(guide, dict)
    return guide


def obstacles(careguide: Careguide) -> list[tuple[str, int, str | None]]:
    return [(each["kind"], each["number"], each["sign_off"]) for each in status(careguide)["obstacles"]]


@pytest.fixture
def half_way(careguide: Careguide, project: Path) -> Path:
    """A guide in which everything is under way, and nothing finished."""
    folder = project / "sources" / "base"
    note = ("--author", "an editor", "--text", "b")
    careguide("new", "note", "base", "massage", "--id", "a", "--severity", "critical", *note)
    careguide("new", "note", "base", "massage.cervical", "--id", "a", "--severity", "low", *note)
    careguide("review", "sign", "base", "--module", "massage", "--module", "exercise", *APPROVED)
    careguide("review", "sign", "base", "--module", "surgery", *CHANGES)
    swap(folder / "massage.yaml", "text: Knead the muscles.", "text: Knead the muscle.")
    swap(folder / "surgery.yaml", "status: draft", "status: in-review")
    swap(folder / "exercise.yaml", "{value: 10, unit: s}", "{min: 10, max: 5, unit: s}")
    careguide("review", "sign", "base", "--module", "remedies", *CHANGES)
    return folder


def test_the_text_verbatim(careguide: Careguide, half_way: Path, golden: Golden) -> None:
    result = careguide("status")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    golden("review/status.txt", result.stdout)


def test_the_data_verbatim(careguide: Careguide, half_way: Path, golden: Golden) -> None:
    status(careguide)
    text = careguide("status", "--format", "json").stdout
    golden("review/status.json", re.sub("sha256:[0-9a-f]{64}", "sha256:…", text))


def test_the_way_to_a_release(careguide: Careguide, project: Path) -> None:
    assert obstacles(careguide) == [("sign-off", 7, "unsigned"), ("status", 7, None)]
    careguide("review", "sign", "base", "--all", *APPROVED)
    assert obstacles(careguide) == [("status", 7, None)]
    for file in (project / "sources" / "base").glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("\nstatus: draft", "\nstatus: approved"), encoding="utf-8")
    assert obstacles(careguide) == []
    assert "Nothing stands between this guide and a release." in careguide("status").stdout
    assert careguide("check", "--strict").exit_code == 0


@pytest.mark.parametrize("change", ["note", "word", "time", "nothing"])
def test_status_and_rules_agree(careguide: Careguide, project: Path, day: Day, change: str) -> None:
    """What is in the way of a release is what the rules find once everything is called approved."""
    folder = project / "sources" / "base"
    if change == "note":
        careguide("new", "note", "base", "--id", "a", "--severity", "info", "--text", "b", "--author", "c")
    careguide("review", "sign", "base", "--all", *APPROVED)
    for file in folder.glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("\nstatus: draft", "\nstatus: approved"), encoding="utf-8")
    if change == "word":
        swap(folder / "surgery.yaml", "title: ", "title: A ")
    day("2028-01-02" if change == "time" else "2028-01-01")
    expected = {"note": "note/open", "word": "review/stale-signoff", "time": "review/expired", "nothing": None}[change]
    found = {finding["rule"] for finding in json.loads(careguide("check", "--format", "json").stdout)["findings"]}
    assert found == ({expected} if expected else set())
    assert bool(obstacles(careguide)) == bool(found)


def test_a_retired_guide_is_not_released(careguide: Careguide, project: Path) -> None:
    swap(project / "sources" / "base" / "guide.yaml", "status: draft", "status: retired")
    assert obstacles(careguide) == [("retired", 0, None)]
    assert "It is retired, and not released any more." in careguide("status").stdout


def test_a_guide_that_cannot_be_understood(careguide: Careguide, project: Path) -> None:
    (project / "sources" / "base" / "massage.yaml").write_text("id: [\n", encoding="utf-8")
    result = careguide("status")
    assert result.exit_code == 1
    assert "It cannot be understood before its errors are mended." in said(result.stdout)
    guide = json.loads(careguide("status", "--format", "json").stdout)["guides"][0]
    Draft202012Validator(SCHEMA).validate({"version": 1, "guides": [guide]})
    assert (guide["status"], guide["coverage"], guide["files"]) == (None, None, [])
    assert guide["obstacles"] == [{"kind": "errors", "number": 1, "files": [], "sign_off": None}]


def test_guides_are_named_like_everywhere(careguide: Careguide) -> None:
    assert careguide("status", "base").stdout == careguide("status").stdout
    assert careguide("status", "bass").exit_code == 2
