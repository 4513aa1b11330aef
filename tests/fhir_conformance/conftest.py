"""The Bundles under test, and a line for each validator at the end of a run."""

from __future__ import annotations

import json

import pytest

from bundles import edition, everything, hostile_values
from careguide.exporters import fhir_json
from fhir_conformance.definitions import Json

lines = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[lines] = []


@pytest.fixture(scope="session", params=["spondylosis", "everything", "hostile"])
def bundle(request: pytest.FixtureRequest) -> Json:
    """The Bundle of the guide, that of a guide which uses every field, and that of one whose every text means harm."""
    if request.param == "spondylosis":
        made = edition("spondylosis")
    else:
        made = everything(hostile_values() if request.param == "hostile" else None)
    found: Json = json.loads(fhir_json.export(made))
    return found


@pytest.fixture(scope="session")
def small() -> Json:
    """The Bundle that is broken on purpose."""
    found: Json = json.loads(fhir_json.export(everything()))
    return found


@pytest.fixture
def say(request: pytest.FixtureRequest) -> list[str]:
    """Lines for the end of the run."""
    return request.config.stash[lines]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash[lines]:
        terminalreporter.write_line(line)
