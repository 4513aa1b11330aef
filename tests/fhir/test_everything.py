"""Everything in a guide is in its Bundle: each unit by its id and its text, and each thing that is said of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bundles import actions, edition, elements, everything, extensions
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.quantity import Quantity
from careguide.content.wording import figure
from careguide.edition import Edition
from careguide.exporters import fhir_json
from careguide.fhir.facts import codes, figures, relations
from careguide.fhir.imprint import Imprint
from careguide.fhir.resource import identifier, markdown

Json = dict[str, Any]
Places = dict[str, list[Json]]


class Export:
    """A guide, its Bundle, and the elements of it in which each unit stands."""

    def __init__(self, made: Edition) -> None:
        self.guide: Guide = made.guide
        self.at = Imprint(made)
        self.text = fhir_json.export(made).decode()
        self.resources = {e["request"]["url"]: e["resource"] for e in json.loads(self.text)["entry"]}
        plans = [r for r in self.resources.values() if r["resourceType"] == "PlanDefinition"]
        self.plans = {r["identifier"][0]["value"]: r for r in plans if "identifier" in r}
        self.goals = {goal["id"]: goal for r in plans for goal in r.get("goal", [])}
        self.actions = {a["id"]: a for r in plans for a in actions(r) if "textEquivalent" in a}

    def element(self, unit: Unit) -> Json:
        """Where a unit stands: a plan, a goal or an action, and one of these only."""
        id_ = identifier(unit.address)
        found = [place[key] for place, key in ((self.plans, self.at.code(unit)), (self.goals, id_), (self.actions, id_))
                 if key in place]  # fmt: skip
        assert len(found) == 1, unit.address
        return found[0]


@pytest.fixture(scope="module", params=["everything", "spondylosis"])
def export(request: pytest.FixtureRequest) -> Export:
    return Export(everything() if request.param == "everything" else edition("spondylosis"))


def plain(text: str) -> str:
    """A text with plain spaces, as FHIR's strings have them."""
    return " ".join(text.split("\N{NO-BREAK SPACE}"))


def units(export: Export) -> list[Unit]:
    return [export.guide.overview, *export.guide.units.values()]


def test_every_unit_is_there_by_its_id_and_its_text(export: Export) -> None:
    index = {c["code"]: c for c in export.resources[f"CodeSystem/{export.guide.id}.units"]["concept"]}
    assert list(index) == [export.at.code(unit) for unit in units(export)]
    for unit in units(export):
        element = export.element(unit)
        said = element.get("textEquivalent") or element["description"]
        said = str(said["text"] if isinstance(said, dict) else said)
        text = unit.text or unit.title
        assert said.startswith((plain(text), markdown(plain(text)))), unit.address
        assert index[export.at.code(unit)].get("definition", "") == plain(text)


def test_the_index_leads_to_where_each_unit_stands(export: Export) -> None:
    for concept in export.resources[f"CodeSystem/{export.guide.id}.units"]["concept"]:
        where = {p["code"]: p["valueString"] for p in concept["property"] if "valueString" in p}
        resource = export.resources[where["resource"]]
        if "element" in where:
            assert any(element.get("id") == where["element"] for element in elements(resource))


def test_every_note_stands_on_what_it_is_about(export: Export) -> None:
    for unit in units(export):
        element = export.element(unit)
        found = element.get("documentation") or element.get("relatedArtifact", [])
        notes = {note["id"]: note for note in found if note["type"] == "documentation"}
        assert list(notes) == [identifier(note.address) for note in unit.notes]
        for note in unit.notes:
            artifact = notes[identifier(note.address)]
            said = {part["url"]: part for part in artifact["extension"][0]["extension"]}
            assert artifact["label"] == ("warning" if note.severity.beside_statement else "editorial-note")
            assert artifact["citation"].startswith(markdown(plain(note.text)))
            assert said["severity"]["valueCoding"]["code"] == f"severity.{note.severity}"
            assert said["status"]["valueCoding"]["code"] == f"note-status.{note.status}"
            assert said["note"]["valueAnnotation"]["authorString"] == note.author
            assert said["note"]["valueAnnotation"]["time"] == note.date
            for name in ("for_review", "resolution", "acknowledges"):
                if said_so := getattr(note, name):
                    assert said[name.replace("_", "-")]["valueString"] == plain(said_so)


def test_warnings_stand_beside_their_statement_in_the_narrative(export: Export) -> None:
    for resource in export.resources.values():
        for found in elements(resource):
            if found.get("label") == "warning":
                first = found["citation"].split("\n\n")[0]
                assert '<blockquote class="warning">' in resource["text"]["div"]
                assert first[:20].replace("&", "&amp;") in resource["text"]["div"] or "\\" in first


def test_every_locator_and_every_term_of_the_source(export: Export) -> None:
    for unit in units(export):
        element = export.element(unit)
        locators = [e["valueCoding"]["code"] for e in extensions(element, "source-locator")]
        assert locators == list(unit.source)
        assert [e["valueString"] for e in extensions(element, "as-written")] == (
            [unit.as_written] * bool(unit.as_written)
        )
        audiences = [e["valueCoding"]["code"] for e in extensions(element, "audience")]
        assert audiences == ([f"audience.{unit.audience}"] if unit.audience else [])


def test_every_figure_is_there_and_said(export: Export) -> None:
    for unit in units(export):
        element = export.element(unit)
        found = [e["extension"][0]["valueCoding"]["code"] for e in extensions(element, "quantity")]
        assert found == [f"quantity.{name}" for name, _ in figures(unit)]
        said = element.get("textEquivalent") or element["description"]
        for _, quantity in figures(unit):
            assert plain(figure(quantity)) in str(said).replace("\\", "")


def test_every_coded_fact_is_coded(export: Export) -> None:
    for unit in units(export):
        element = export.element(unit)
        concepts = element.get("code") or element.get("topic") or [element["description"]]
        found = {coding["code"] for concept in concepts for coding in concept["coding"]}
        assert {f"{set_}.{code}" for set_, code in codes(unit)} <= found, unit.address
        assert {code.code for code in unit.exported_codes} <= found
        assert not {code.code for code in unit.codes if not code.exportable} & found


def test_every_relation_is_there(export: Export) -> None:
    for unit in units(export):
        found = [
            (e["extension"][0]["valueCoding"]["code"], e["extension"][1]["valueCoding"]["code"])
            for e in extensions(export.element(unit), "relation")
        ]
        targets = [(name, export.guide.resolve(target, unit)) for name, target in relations(unit)]
        assert found == [(f"relation.{name}", target.address) for name, target in targets if target]


def test_uncertain_codes_are_nowhere(export: Export) -> None:
    sure = {code.code for unit in units(export) for code in unit.exported_codes}
    for unit in units(export):
        for code in unit.codes:
            if code.code not in sure:
                assert f'"{code.code}"' not in export.text


def test_the_source_document_and_the_glossary(export: Export) -> None:
    blocks = export.resources[f"CodeSystem/{export.guide.id}.source"]["concept"]
    excluded = {e.locator: e.reason for e in export.guide.document.exclusions}
    for block, concept in zip(export.guide.document.blocks, blocks, strict=True):
        said = {p["code"]: p["valueString"] for p in concept["property"]}
        assert (concept["code"], said["fingerprint"]) == (block.locator, block.hash)
        assert said.get("excluded") == excluded.get(block.locator)
    terms = export.resources[f"CodeSystem/{export.guide.id}.glossary"]["concept"]
    for term, concept in zip(export.guide.overview.glossary, terms, strict=True):
        assert (concept["code"], concept["display"], concept["definition"]) == (
            term.id,
            term.term,
            plain(term.definition),
        )
        assert [d["value"] for d in concept.get("designation", [])] == list(term.variants)


def test_units_stand_in_the_order_of_the_guide(export: Export) -> None:
    for address, plan in export.plans.items():
        ids = [a["id"] for a in actions(plan) if "textEquivalent" in a]
        order = [identifier(u) for u in export.guide.units if identifier(u) in ids]
        unit = export.guide.units.get(address)
        if "." in address or (unit is not None and unit.id in ("massage", "exercise", "escalation")):
            steps = [i for i in order if export.actions[i].get("prefix")]
            assert [i for i in ids if export.actions[i].get("prefix")] == steps


def test_a_quantity_is_what_this_test_takes_it_for() -> None:
    assert set(Quantity.__struct_fields__) - {"place", "address"} == {
        "value", "min", "max", "at_least", "at_most", "words", "unstated", "unit", "as_written", "derived",
    }  # fmt: skip
