"""Careguide's own vocabulary: one CodeSystem of all terms with their definitions, and a ValueSet for each set of them.

A code is ``<set>.<value>`` (``direction.upward``). The table ``terms.csv`` is the vocabulary; every value of the
schema's enumerations is in it, whether a guide uses it or not, so that a guide's edits never change these resources.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from careguide.content.wording import term
from careguide.fhir.resource import HL7, Element, Resource, computable_name, concept, element

VERSION = "1.0.0"
"""The version of the vocabulary and of the extensions: it goes up with every change to them."""

SYSTEM = "terms"


class Term(NamedTuple):
    """A term; ``set`` is the enumeration it belongs to."""

    set: str
    code: str
    display: str
    definition: str

    @property
    def key(self) -> str:
        return f"{self.set}.{self.code}"


@cache
def terms() -> Mapping[str, Term]:
    """Every term by its code, in the table's order."""
    with (files(__package__) / "terms.csv").open("r", encoding="utf-8") as table:
        found = [Term(**row) for row in csv.DictReader(table)]
    return {t.key: t._replace(display=t.display or term(t.code)) for t in found}


def coding(base: str, set_: str, code: str) -> Element:
    """A term of the vocabulary; ``base`` is the base of the canonical URLs."""
    key = f"{set_}.{code}"
    return {"system": f"{base}/CodeSystem/{SYSTEM}", "code": key, "display": terms()[key].display}


def coded(base: str, set_: str, code: str) -> Element:
    """The same as a CodeableConcept."""
    return concept(coding(base, set_, code))


def vocabulary(base: str, publisher: str) -> list[Resource]:
    """The CodeSystem and its ValueSets. They are the same in every guide's Bundle."""
    return [_code_system(base, publisher), *(_value_set(base, publisher, name) for name in _sets())]


def header(base: str, publisher: str, kind: str, name: str, title: str, description: str) -> Element:
    """What every resource has that belongs to careguide and to no single guide."""
    profile = f"{HL7}/StructureDefinition/shareable{kind.lower()}"
    return element(
        resourceType=kind,
        id=name,
        meta=element(
            profile=[] if kind == "StructureDefinition" else [profile],
            tag=[coding(base, "kind", "vocabulary")],
        ),
        language="en",
        url=f"{base}/{kind}/{name}",
        version=VERSION,
        name=f"Careguide{computable_name(name)}",
        title=title,
        status="draft",
        experimental=True,
        publisher=publisher,
        description=description,
    )


def _sets() -> list[str]:
    return list(dict.fromkeys(t.set for t in terms().values()))


def _code_system(base: str, publisher: str) -> Resource:
    about = "What careguide's guides are made of: kinds of units, and the terms that describe them."
    return header(base, publisher, "CodeSystem", SYSTEM, "Terms of careguide", about) | element(
        caseSensitive=True,
        compositional=False,
        content="complete",
        count=len(terms()),
        concept=[element(code=t.key, display=t.display, definition=t.definition) for t in terms().values()],
    )


def _value_set(base: str, publisher: str, name: str) -> Resource:
    members = [t for t in terms().values() if t.set == name]
    words = name.replace("-", " ")
    about = f"The terms of the set “{words}”."
    return header(base, publisher, "ValueSet", name, f"Terms of careguide: {words}", about) | element(
        compose={
            "include": [
                {
                    "system": f"{base}/CodeSystem/{SYSTEM}",
                    "version": VERSION,
                    "concept": [{"code": t.key, "display": t.display} for t in members],
                }
            ]
        }
    )
