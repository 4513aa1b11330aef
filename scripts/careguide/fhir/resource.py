"""What every resource is made of: elements, identifiers, names, texts, and HL7's own code systems."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

Element = dict[str, Any]
Resource = dict[str, Any]

NESTED = (dict, list)
"""What JSON nests. To test for ``dict | list`` would make that union anew for each of a Bundle's values."""

HL7 = "http://hl7.org/fhir"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
UCUM = "http://unitsofmeasure.org"

ADDED = ".."
"""Stands in the ids of what the export adds, and can stand in no address: ``massage.thoracic..steps``."""

_LONGEST_ID = 64
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&~|#]|^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


def element(**fields: Any) -> Element:
    """The fields in the order given, without those that hold nothing. ``class_`` and the like lose the underscore."""
    return {name.rstrip("_"): value for name, value in fields.items() if value not in (None, "", [], {}, ())}


def identifier(address: str) -> str:
    """An address as a FHIR id: itself, or, where it is longer than 64 characters, its beginning and its fingerprint.

    Injective: a shortened id has two full stops followed by 20 hexadecimal digits, and no address has two in a row.
    """
    if len(address) <= _LONGEST_ID:
        return address
    return f"{address[:42]}{ADDED}{hashlib.sha256(address.encode()).hexdigest()[:20]}"


def variable_name(address: str, prefix: str = "found") -> str:
    """An address as a name that FHIRPath knows as a variable, and that no element of a unit has as its id.

    Injective, as no id has two hyphens in a row.
    """
    name = address.replace(".", "__").replace("-", "_")
    return f"{prefix}_{name}"


def computable_name(address: str) -> str:
    """An address as the ``name`` of a resource, which programs may use as an identifier (invariants pdf-0, csd-0 …)."""
    words = re.split(r"[.]+", address)
    return "_".join("".join(part.capitalize() for part in word.split("-")) for word in words)[:255]


def concept(*codings: Element, text: str = "") -> Element:
    return element(coding=list(codings), text=text)


def hl7_concept(system: str, code: str) -> Element:
    """A code of HL7's own terminology."""
    return concept({"system": f"{TERMINOLOGY}/{system}", "code": code})


def markdown(text: str) -> str:
    """A text that comes out as it stands where markdown is rendered."""
    return _MARKDOWN.sub(_escaped, text)


def plain(text: str) -> str:
    """What ``markdown`` was made from."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def _escaped(found: re.Match[str]) -> str:
    if found[2] is None:
        return f"\\{found[0]}"
    return f"{found[1]}{found[2]}\\" if found[2][-1].isdigit() else f"{found[1]}\\{found[2]}"


def sentences(lines: Iterable[str]) -> str:
    """Lines that are not empty, each on its own."""
    return "\n".join(line for line in lines if line)
