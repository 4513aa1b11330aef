"""The same edition gives the same bytes, and an edit changes what it is about and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from bundles import BASE, CLONE, actions, everything, everything_values
from careguide.edition import Edition
from careguide.exporters import fhir_json
from careguide.fhir.resource import identifier
from careguide.fhir.terminology import VERSION
from conftest import Golden

Json = dict[str, Any]


def by_url(exported: bytes) -> dict[str, str]:
    return {e["request"]["url"]: json.dumps(e) for e in json.loads(exported)["entry"]}


def changed(before: bytes, after: bytes) -> set[str]:
    old, new = by_url(before), by_url(after)
    assert list(old) == list(new)
    return {url for url in old if old[url] != new[url]}


def test_the_same_bytes_again(edition: Edition, exported: bytes) -> None:
    assert fhir_json.export(edition) == exported
    assert fhir_json.export(everything()) == exported


def test_the_same_bytes_elsewhere(exported: bytes) -> None:
    """In another process, with another hash seed, time zone and folder."""
    program = "import sys; from bundles import *; from careguide.exporters import fhir_json as f; "
    program += "sys.stdout.buffer.write(f.export(everything()))"
    path = os.pathsep.join([str(CLONE / "tests"), str(CLONE / "scripts")])
    env = {"PYTHONPATH": path, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LANG": "C", "PATH": os.environ["PATH"]}
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=env, cwd="/")
    assert ran.stdout == exported


def test_an_edit_of_a_step_changes_its_plan_and_the_index(exported: bytes) -> None:
    values = everything_values()
    values["massage"]["sections"][0]["steps"][1]["text"] = "Rest for a long while."
    assert changed(exported, fhir_json.export(everything(values))) == {
        "PlanDefinition/everything.massage.thoracic",
        "CodeSystem/everything.units",
    }


def test_an_edit_of_a_drug_changes_what_is_said_of_that_drug(exported: bytes) -> None:
    values = everything_values()
    values["medication"]["groups"][0]["members"][0]["dose"] = {"value": 0.2, "unit": "g"}
    assert changed(exported, fhir_json.export(everything(values))) == {
        "PlanDefinition/everything.medication",
        "Medication/everything.medication.nsaids.diclofenac",
        "ActivityDefinition/everything.medication.nsaids.diclofenac",
    }


def test_an_edit_of_a_note_changes_where_it_stands(exported: bytes) -> None:
    values = everything_values()
    values["guide"]["principles"][0]["notes"][0]["text"] = "Another note."
    assert changed(exported, fhir_json.export(everything(values))) == {"PlanDefinition/everything"}


def test_the_order_of_keys_in_the_sources_does_not_matter(exported: bytes) -> None:
    values = everything_values()
    turned = {kind: _turned(value) for kind, value in values.items()}
    assert fhir_json.export(everything(turned)) == exported


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(inner) for key, inner in reversed(value.items())}
    return [_turned(inner) for inner in value] if isinstance(value, list) else value


def test_nothing_but_the_edition_gets_in(edition: Edition, exported: bytes) -> None:
    other = Edition(edition.guide, edition.publisher, edition.canonical, {"guide.yaml": "0" * 64})
    assert fhir_json.export(other) == exported


def test_what_downstream_relies_on(exported: bytes, golden: Golden) -> None:
    """Ids, canonical addresses, versions and action ids: a change to this file is a breaking change."""
    lines = []
    for entry in json.loads(exported)["entry"]:
        resource = entry["resource"]
        lines.append(f"{entry['fullUrl'].removeprefix(BASE)} {resource.get('version', '')}".rstrip())
        lines += [f"  goal {goal['id']}" for goal in resource.get("goal", [])]
        lines += [f"  action {action['id']}" for action in actions(resource)]
    golden("fhir/contract.txt", "\n".join(lines) + "\n")


def test_one_resource_of_each_type(exported: bytes, golden: Golden) -> None:
    wanted = {
        "PlanDefinition/everything.massage.cervical",
        "ActivityDefinition/everything.medication.nsaids.diclofenac",
        "Medication/everything.remedies.vinegar-compress",
        "ValueSet/everything.medication.contraindications",
        "CodeSystem/everything.source",
        "Provenance/everything..review-2",
        "StructureDefinition/relation",
    }
    entries = [e for e in json.loads(exported)["entry"] if e["request"]["url"] in wanted]
    assert len(entries) == len(wanted)
    golden("fhir/resources.json", json.dumps(entries, indent=2, ensure_ascii=False) + "\n")


def test_the_vocabulary_has_the_version_of_its_content(exported: bytes, golden: Golden) -> None:
    """Whoever changes a term or an extension gives it a new version, and this file a new name for it."""
    entries = json.loads(exported)["entry"]
    found = next(e["resource"] for e in entries if e["request"]["url"] == "CodeSystem/terms")
    lines = [f"{c['code']}: {c['display']}: {c['definition']}" for c in found["concept"]]
    golden(f"fhir/terms-{VERSION}.txt", "\n".join(lines) + "\n")


def test_ids_are_injective_and_allowed() -> None:
    long = [f"massage.{'a' * 40}.{'b' * 40}.{name}" for name in ("one", "two")]
    made = [identifier(address) for address in (*long, "massage.thoracic", "massage..thoracic")]
    assert len(set(made)) == 4
    assert all(len(id_) <= 64 for id_ in made)
    assert identifier("x" * 64) == "x" * 64
    assert ".." in identifier("x" * 65)
