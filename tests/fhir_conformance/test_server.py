"""A real server takes the Bundle, twice, gives everything back, and answers the queries in the docs."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterator
from importlib import metadata
from typing import Any

import pytest

from bundles import CLONE, edition
from careguide.exporters import fhir_json
from conformance import tools
from fhir_conformance.definitions import Json
from fhir_conformance.server import Server, serving

pytestmark = pytest.mark.conformance

PAGE = CLONE / "docs" / "fhir" / "apps.md"
EXAMPLE = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    tools.module("sekmet")
    with serving(tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture(scope="module")
def loaded(server: Server) -> Json:
    """The Bundle, once it is on the server."""
    bundle: Json = json.loads(fhir_json.export(edition("spondylosis")))
    answer = server.post(bundle)
    assert {entry["response"]["status"] for entry in answer["entry"]} == {"201 Created"}
    return bundle


def test_everything_comes_back_as_it_was(server: Server, loaded: Json, say: list[str]) -> None:
    for entry in loaded["entry"]:
        assert _own(server.get(entry["request"]["url"])) == entry["resource"]
    version = metadata.version("sekmet-fhir")
    say.append(f"{'sekmet-fhir, a real server':36} {version:18} {len(loaded['entry'])} resources put and read back")


def test_a_second_time_changes_nothing(server: Server, loaded: Json) -> None:
    before = {entry["request"]["url"]: _own(server.get(entry["request"]["url"])) for entry in loaded["entry"]}
    answer = server.post(loaded)
    assert {entry["response"]["status"] for entry in answer["entry"]} == {"200 OK"}
    for url, resource in before.items():
        assert _own(server.get(url)) == resource


def test_the_server_finds_all_of_the_guide(server: Server, loaded: Json) -> None:
    system = "https://example.org/careguide/CodeSystem/spondylosis.units"
    found = server.get(f"PlanDefinition?_tag={system}%7C..guide&_count=500")
    plans = {e["resource"]["id"] for e in loaded["entry"] if e["resource"]["resourceType"] == "PlanDefinition"}
    assert {entry["resource"]["id"] for entry in found["entry"]} == plans


def test_the_examples_in_the_docs(server: Server, loaded: Json, request: pytest.FixtureRequest) -> None:
    """Runs the page's examples in order. ``--update-golden`` writes what they print into the page."""
    page = PAGE.read_text("utf-8")
    names: dict[str, Any] = {}
    made = EXAMPLE.sub(lambda found: _run(found, names, server), page)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(made, "utf-8")
        page = made
    assert made == page, "the page's examples print something else: run with --update-golden, and look at the diff"


def _run(example: re.Match[str], names: dict[str, Any], server: Server) -> str:
    printed = io.StringIO()
    code = example[1].replace("http://127.0.0.1:8090/fhir", server.base)
    with contextlib.redirect_stdout(printed):
        exec(compile(code, PAGE.name, "exec"), names)
    if example[2] is None:
        assert not printed.getvalue(), "an example that prints something shows what"
        return example[0]
    assert printed.getvalue(), "an example prints something"
    return f"```python\n{example[1]}```\n\n```text\n{printed.getvalue()}```\n"


def _own(resource: Json) -> Json:
    """A resource without what the server adds to its ``meta``."""
    meta = {name: value for name, value in resource["meta"].items() if name not in ("versionId", "lastUpdated")}
    return resource | {"meta": meta}
