"""Nothing that a project holds can name a place elsewhere: no schema's reference, no text, no picture."""

from __future__ import annotations

import json
import re
import shutil
import socket
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

import pytest
from lxml import etree

from book.test_hostile import said_everywhere
from careguide.book.pandoc import PandocFault, convert
from careguide.exporters import docx, epub, fhir_json
from careguide.knowledge.code_systems import code_systems
from careguide.pipeline import check_guide
from careguide.project import Project, ProjectError
from careguide.testing.overlay import PROJECT
from careguide.validation.schemas import own_folder

EVIL = "evil.example"
ADDRESSES = (
    f"https://{EVIL}/a http://{EVIL}/b mailto:x@{EVIL} javascript:alert('{EVIL}') file:///etc/{EVIL} //{EVIL}/c "
    f"<a href='https://{EVIL}'>d</a> [e](https://{EVIL}) ![f](https://{EVIL}/g.png) <https://{EVIL}> "
)
OURS = {system.source for system in code_systems().values()}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("something asks for the network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef", "$recursiveRef", "$schema", "$id"])
@pytest.mark.parametrize(
    "address", [f"http://{EVIL}/x.json", f"https://{EVIL}/x.json#/a", "file:///etc/passwd", "../../x.json"]
)
def test_a_schema_that_refers_elsewhere_is_refused_or_stays_here(tmp_path: Path, keyword: str, address: str) -> None:
    root = tmp_path / "project"
    shutil.copytree(PROJECT, root)
    (root / "schema").mkdir()
    for schema in own_folder().iterdir():
        (root / "schema" / schema.name).write_text(schema.read_text("utf-8"), "utf-8")
    massage = root / "schema" / "massage.schema.json"
    held = json.loads(massage.read_text("utf-8"))
    held["properties"]["title"] = {keyword: address}
    massage.write_text(json.dumps(held), "utf-8")
    try:
        assert check_guide(Project(root), "base").errors == ()
    except ProjectError as refused:
        assert "massage" in str(refused)  # noqa: PT017 -- either will do, but for an answer from elsewhere
    else:
        assert keyword in ("$id", "$recursiveRef", "$schema")


@pytest.mark.parametrize(
    "address", [f"https://{EVIL}/x.png", f"http://{EVIL}/x.png", "file:///etc/passwd", "/etc/passwd"]
)
@pytest.mark.parametrize("to", ["epub3", "docx", "html5"])
def test_pandoc_fetches_nothing(address: str, to: str) -> None:
    picture = {"t": "Image", "c": [["", [], []], [], [address, ""]]}
    block = {"t": "Para", "c": [picture]}
    document = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [block]}).encode()
    options = ("--standalone", "--embed-resources") if to == "html5" else ()
    with pytest.raises(PandocFault):
        convert(document, to, *options)


def test_no_text_becomes_a_link() -> None:
    edition = said_everywhere(ADDRESSES)
    for data in (epub.export(edition), docx.export(edition)):
        found = sorted(set(targets(data)))
        assert not [target for target in found if EVIL in target]
        outward = {target for target in found if re.match(r"[a-z]+:|//", target, re.IGNORECASE)}
        assert outward <= OURS
        assert all(target.startswith(("https:", "mailto:")) for target in outward)


def targets(package: bytes) -> Iterator[str]:
    """Everything in a book that leads somewhere."""
    with zipfile.ZipFile(BytesIO(package)) as opened:
        for name in opened.namelist():
            text = opened.read(name)
            if name.endswith(".css"):
                yield from re.findall(r"url\(([^)]*)\)|@import", text.decode())
            elif name.endswith((".xhtml", ".xml", ".opf", ".rels", ".svg", ".ncx")):
                yield from _targets(etree.fromstring(text))


def _targets(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        kind = etree.QName(element).localname
        if kind == "instrText" and re.search(r"HYPERLINK|INCLUDE|DDE|LINK", element.text or ""):
            yield element.text
        if kind in ("script", "iframe", "object", "embed", "form"):
            yield kind
        leading = ("href", "src", "action", "data", "poster", "srcset")
        yield from (element.attrib[key] for key in element.attrib if etree.QName(key).localname in leading)
        if kind == "Relationship" and element.get("TargetMode") == "External":
            yield element.get("Target")


def test_no_text_becomes_a_link_in_the_bundle() -> None:
    bundle = json.loads(fhir_json.export(said_everywhere(ADDRESSES)))
    narratives = [text for text in _strings(bundle) if text.startswith("<div")]
    assert len(narratives) > 10
    for narrative in narratives:
        assert not [target for target in _targets(etree.fromstring(narrative)) if not target.startswith("#")]
    urls = [
        value
        for key, value in _fields(bundle)
        if key in ("url", "system", "fullUrl", "definitionCanonical", "reference")
    ]
    assert len(urls) > 100
    assert not [url for url in urls if EVIL in str(url)]


def _strings(value: Any) -> Iterator[str]:
    yield from (held for _, held in _fields(value) if isinstance(held, str))


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    for key, held in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield str(key), held
        yield from _fields(held)
