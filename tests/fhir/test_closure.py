"""A Bundle that does not close is never written, and says why."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from bundles import BASE, everything, everything_values
from careguide.exporters import fhir_json
from careguide.fhir.closure import NotClosed, problems, require_closed

Json = dict[str, Any]


@pytest.fixture
def bundle(exported: bytes) -> Json:
    found: Json = json.loads(exported)
    return found


def the(bundle: Json, url: str) -> Json:
    found: Json = next(entry["resource"] for entry in bundle["entry"] if entry["request"]["url"] == url)
    return found


def messages(bundle: Json) -> str:
    return "\n".join(map(str, problems(bundle)))


def test_ours_closes(bundle: Json) -> None:
    assert not list(problems(bundle))


def test_a_reference_in_the_guide_that_leads_nowhere_stops_the_export() -> None:
    values = everything_values()
    values["massage"]["sections"][0]["steps"][2]["uses"] = ["roler"]
    with pytest.raises(NotClosed, match="“roler” is no code of") as raised:
        fhir_json.export(everything(values))
    assert "PlanDefinition/everything.massage.thoracic.action" in str(raised.value)


def test_a_locator_that_is_not_in_the_document_stops_the_export() -> None:
    values = everything_values()
    values["massage"]["source"] = ["S77.p1"]
    with pytest.raises(NotClosed, match=r"“S77\.p1” is no code of"):
        fhir_json.export(everything(values))


def test_two_units_of_one_address_stop_the_export() -> None:
    values = everything_values()
    steps = values["massage"]["sections"][0]["steps"]
    steps.append(steps[1] | {"text": "Once more."})
    with pytest.raises(NotClosed, match="is used twice"):
        fhir_json.export(everything(values))


def test_many_problems_are_counted(bundle: Json) -> None:
    for entry in bundle["entry"]:
        entry["resource"]["language"] = "?"
    with pytest.raises(NotClosed, match=r"… and [0-9]+ more"):
        require_closed(bundle)


@pytest.mark.parametrize(
    ("url", "path", "value", "message"),
    [
        ("Medication/everything.medication.nsaids.diclofenac", "language", "German", "is no language"),
        ("Library/everything", "relatedArtifact.1.resource", f"{BASE}/PlanDefinition/none", "leads nowhere"),
        ("Library/everything", "relatedArtifact.1.resource", f"{BASE}/PlanDefinition/everything|9", "is in version"),
        ("Provenance/everything", "target.0.reference", "Library/none", "leads nowhere"),
        ("Library/everything", "type.coding.0.system", "http://snomed.info/sct", "there is no code system"),
        ("Library/everything", "topic.0.coding.0.code", "nothing", "is no code of"),
        ("Library/everything", "topic.0.coding.0.display", "Something", "is not called"),
        ("PlanDefinition/everything", "extension.0.url", f"{BASE}/StructureDefinition/none", "is not defined"),
        ("PlanDefinition/everything", "title", " ", "is blank"),
        ("PlanDefinition/everything", "title", None, "is empty"),
    ],
)
def test_what_does_not_close(bundle: Json, url: str, path: str, value: Any, message: str) -> None:
    *steps, last = path.split(".")
    found: Any = the(bundle, url)
    for step in steps:
        found = found[int(step)] if step.isdigit() else found[step]
    found[last] = value
    assert message in messages(bundle)


def test_each_entry_is_put_at_its_own_address(bundle: Json) -> None:
    bundle["entry"].append(copy.deepcopy(bundle["entry"][0]))
    assert "more than once" in messages(bundle)
    bundle["entry"][1]["request"]["method"] = "POST"
    assert "not put at its own address" in messages(bundle)
    bundle["entry"][2]["resource"]["id"] = "12345"
    assert "an id that FHIR does not allow" in messages(bundle)
