"""Where the guide comes from, down to the block of the source document, and who has reviewed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careguide.content.common import Module, Review
from careguide.content.guide import Overview
from careguide.content.part import Unit
from careguide.fhir import extension as own
from careguide.fhir.action import kind
from careguide.fhir.extension import extension
from careguide.fhir.imprint import Imprint
from careguide.fhir.resource import ADDED, Element, Resource, element, hl7_concept


def provenances(at: Imprint, resources: Sequence[Resource]) -> Iterator[Resource]:
    """How each file of the guide came about, and each of its reviews."""
    holders: tuple[Overview | Module, ...] = (at.guide.overview, *at.guide.modules)
    for holder in holders:
        yield _transcription(at, holder, _targets(at, holder, resources))
        for number, review in enumerate(holder.reviews, 1):
            yield _review(at, holder, review, number)


def _targets(at: Imprint, holder: Overview | Module, resources: Sequence[Resource]) -> list[Element]:
    """The resources that a holder's file has become."""
    wanted = [at.guide.overview.id] if isinstance(holder, Overview) else [holder.id]
    return [
        {"reference": f"{resource['resourceType']}/{resource['id']}"}
        for resource in resources
        if (_module(at, resource) or at.guide.overview.id) in wanted
    ]


def _module(at: Imprint, resource: Resource) -> str:
    """The modality that a resource is tagged with."""
    modules = {module.id for module in at.guide.modules}
    codes = (tag["code"] for tag in resource["meta"]["tag"] if tag["system"] == at.units)
    return next((code for code in codes if code in modules), "")


def _transcription(at: Imprint, holder: Overview | Module, targets: list[Element]) -> Resource:
    document = {
        "reference": f"CodeSystem/{at.guide.id}.source",
        "display": at.guide.document.title,
    }
    return _provenance(
        at,
        holder,
        "",
        target=targets,
        recorded=f"{at.guide.overview.date}T00:00:00Z",
        activity=at.coded("activity", "transcription"),
        agent=[_agent("assembler", at.edition.publisher)],
        entity=[{"role": "source", "what": document}, *_blocks(at, holder)],
    )


def _blocks(at: Imprint, holder: Unit) -> Iterator[Element]:
    """Each block that the file cites, by its locator and its fingerprint, in the document's order."""
    cited = {locator for unit in holder.units() for locator in unit.source}
    for block in at.guide.document.blocks:
        if block.locator in cited:
            what = {"system": at.document, "value": block.locator}
            yield {
                "role": "source",
                "what": {"identifier": what, "display": f"{block.locator} ({at.guide.document.hash}: {block.hash})"},
            }


def _review(at: Imprint, holder: Overview | Module, review: Review, number: int) -> Resource:
    due = [extension(at.base, own.REVIEW_DUE, valueDate=review.due)] if review.due else []
    signed = {"identifier": {"value": review.hash}, "display": "The text as it was signed"}
    return _provenance(
        at,
        holder,
        f"{ADDED}review-{number}",
        extension=due,
        target=[{"reference": f"PlanDefinition/{at.id(holder)}"}],
        recorded=f"{review.date}T00:00:00Z",
        activity=at.coded("activity", f"review-{review.outcome}"),
        agent=[_agent("verifier", review.reviewer)],
        entity=[{"role": "source", "what": signed}],
    )


def _provenance(at: Imprint, holder: Overview | Module, added: str, **fields: object) -> Resource:
    return element(
        resourceType="Provenance",
        id=at.id(holder, added),
        meta=at.meta(holder, kind(holder)),
        language=at.guide.overview.language,
        **fields,
    )


def _agent(type_: str, name: str) -> Element:
    return {"type": hl7_concept("provenance-participant-type", type_), "who": {"display": name}}
