"""The Bundle of the guide that uses every field."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bundles import everything
from careguide.edition import Edition
from careguide.exporters import fhir_json

Json = dict[str, Any]


@pytest.fixture(scope="session")
def edition() -> Edition:
    return everything()


@pytest.fixture(scope="session")
def exported(edition: Edition) -> bytes:
    return fhir_json.export(edition)


@pytest.fixture(scope="session")
def resources(exported: bytes) -> dict[str, Json]:
    """Every resource by its type and id, in the order of the Bundle."""
    return {entry["request"]["url"]: entry["resource"] for entry in json.loads(exported)["entry"]}
