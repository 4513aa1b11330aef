"""Under what id, address, version, status and date the resources of one edition go out."""

from __future__ import annotations

from dataclasses import dataclass

from careguide.content.common import Module, Review, Status
from careguide.content.guide import Guide, Overview
from careguide.content.part import Code, Unit
from careguide.edition import Edition
from careguide.fhir.resource import (
    ADDED,
    HL7,
    Element,
    computable_name,
    concept,
    element,
    identifier,
    markdown,
    sentences,
)
from careguide.fhir.terminology import coded, coding
from careguide.knowledge.code_systems import code_systems

ROOT = f"{ADDED}guide"
"""The code of the guide as a whole among its units."""

_STATUS = {Status.DRAFT: "draft", Status.IN_REVIEW: "draft", Status.APPROVED: "active", Status.RETIRED: "retired"}


@dataclass(frozen=True)
class Imprint:
    """What all resources of an edition have in common; every other module asks here for ids, codes and headers."""

    edition: Edition

    @property
    def guide(self) -> Guide:
        return self.edition.guide

    @property
    def base(self) -> str:
        return self.edition.canonical

    @property
    def version(self) -> str:
        return self.guide.overview.version

    def id(self, unit: Unit, added: str = "") -> str:
        """The id of a resource: the guide's, the unit's address, and what the export adds."""
        below = f".{unit.address}" if unit.address else ""
        return identifier(f"{self.guide.id}{below}{added}")

    def url(self, kind: str, id_: str) -> str:
        return f"{self.base}/{kind}/{id_}"

    def canonical(self, kind: str, unit: Unit, added: str = "") -> str:
        return f"{self.url(kind, self.id(unit, added))}|{self.version}"

    @property
    def units(self) -> str:
        """The CodeSystem of the guide's own units."""
        return self.url("CodeSystem", f"{self.guide.id}.units")

    @property
    def document(self) -> str:
        """The CodeSystem of the blocks of the source document."""
        return self.url("CodeSystem", f"{self.guide.id}.source")

    def code(self, unit: Unit) -> str:
        return unit.address or ROOT

    def coding(self, unit: Unit) -> Element:
        return {"system": self.units, "code": self.code(unit), "display": called(unit)}

    def concept(self, unit: Unit) -> Element:
        """A unit as a code: its own first, then the confident ones of published classifications."""
        return concept(self.coding(unit), *map(self.classified, unit.exported_codes))

    def classified(self, code: Code) -> Element:
        system = code_systems()[code.system]
        return element(system=system.uri, code=code.code, display=system.exported_name(code.display))

    def term(self, set_: str, code: str) -> Element:
        return coding(self.base, set_, code)

    def coded(self, set_: str, code: str) -> Element:
        return coded(self.base, set_, code)

    def identifiers(self, unit: Unit) -> list[Element]:
        """By which a server finds a resource when only the address is known."""
        return [{"system": self.units, "value": self.code(unit)}]

    def meta(self, unit: Unit, kind: str, profile: str = "") -> Element:
        """``_tag`` finds all resources of a guide, of one of its modalities, or of a kind."""
        module = self.guide.module_of(unit)
        inside = [self.code(found) for found in (self.guide.overview, module) if found]
        tags = [*({"system": self.units, "code": code} for code in inside), self.term("kind", kind)]
        return element(profile=[f"{HL7}/StructureDefinition/{profile}"] if profile else [], tag=tags)

    def head(self, kind: str, unit: Unit, tag: str, *, added: str = "", title: str = "", about: str = "") -> Element:
        """What every canonical resource of the guide begins with."""
        id_ = self.id(unit, added)
        holder = self.holder(unit)
        overview = self.guide.overview
        return element(
            resourceType=kind,
            id=id_,
            meta=self.meta(unit, tag, f"shareable{kind.lower()}"),
            language=overview.language,
            url=self.url(kind, id_),
            version=self.version,
            name=computable_name(f"{self.guide.id}.{unit.address}{added}".rstrip(".")),
            title=title or called(unit),
            status=_STATUS[holder.status],
            experimental=holder.status is not Status.APPROVED,
            date=overview.date,
            publisher=self.edition.publisher,
            description=about or self.description(unit),
        )

    def description(self, unit: Unit, *lines: str) -> str:
        return markdown(sentences([unit.text or called(unit), *lines])).replace("\n", "\n\n")

    def holder(self, unit: Unit) -> Module | Overview:
        """Whose status and reviews hold for a unit: its modality's, or the guide's."""
        return self.guide.module_of(unit) or self.guide.overview

    def reviewed(self, unit: Unit) -> Element:
        """Approval and reviews. Only a holder that stands approved has an approval date."""
        holder = self.holder(unit)
        approvals = [r.date for r in holder.reviews if r.outcome == "approved"]
        approved = approvals[-1] if approvals and holder.status is Status.APPROVED else ""
        return element(
            approvalDate=approved,
            lastReviewDate=max((review.date for review in holder.reviews), default=""),
            reviewer=[{"name": name} for name in dict.fromkeys(_names(holder.reviews))],
        )


def called(unit: Unit) -> str:
    """What to call a unit: its title or its text, or its id where it has neither."""
    return unit.name or unit.id.replace("-", " ").capitalize()


def _names(reviews: tuple[Review, ...]) -> list[str]:
    return [review.reviewer for review in reviews]
