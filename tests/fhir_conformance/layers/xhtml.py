"""Narratives: well-formed XHTML, of the elements and attributes that FHIR allows (txt-1), with something in it (txt-2).

https://hl7.org/fhir/R4/narrative.html#xhtml: no script, form, frame, base or link, no event handlers, a div around all,
and the language in both its spellings.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from fhir_conformance.definitions import Json
from fhir_conformance.report import Issue

XHTML = "{http://www.w3.org/1999/xhtml}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ELEMENTS = """a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6
    hr i img li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var"""
_ATTRIBUTES = """title style class id lang dir accesskey tabindex href hreflang charset name rel rev type src alt width
    height span align valign char charoff border cellspacing cellpadding frame rules summary abbr axis headers rowspan
    colspan scope cite start value"""


def check(resource: Json) -> Iterator[Issue]:
    where = f"{resource['resourceType']}.text"
    text = resource.get("text")
    if text is None:
        if resource["resourceType"] != "Bundle":
            yield Issue("warning", where, "dom-6: a resource should have a narrative")
        return
    try:
        root = ElementTree.fromstring(text.get("div", ""))
    except ElementTree.ParseError as fault:
        yield Issue("error", f"{where}.div", f"not well-formed: {fault}")
        return
    yield from (Issue("error", f"{where}.div", message) for message in _faults(root, resource))


def _faults(root: ElementTree.Element, resource: Json) -> Iterator[str]:
    if root.tag != f"{XHTML}div":
        yield f"the root is {root.tag}, not a div of XHTML"
    if {root.get("lang"), root.get(_LANG)} != {resource.get("language")}:
        yield "lang and xml:lang are not the resource's language"
    if not "".join(root.itertext()).strip() and root.find(f".//{XHTML}img") is None:
        yield "txt-2: nothing in it"
    for element in root.iter():
        name = element.tag.removeprefix(XHTML)
        if name not in _ELEMENTS.split():
            yield f"txt-1: {name} is not allowed"
        for attribute in element.attrib:
            if attribute not in _ATTRIBUTES.split() and attribute != _LANG:
                yield f"txt-1: the attribute {attribute} is not allowed"
        if element.get("href", "").lower().startswith(("javascript:", "data:")):
            yield f"the link {element.get('href')} is active"
