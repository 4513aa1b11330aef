"""Findings as SARIF 2.1.0, the format in which code hosts take the results of checks."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from careguide import __version__
from careguide.engine.file_checks import FILE_CHECKS
from careguide.finding import Severity
from careguide.reports.parts.addresses import in_checkout
from careguide.reports.parts.catalogue import Entry
from careguide.reports.parts.document import pieces
from careguide.reports.parts.run import Run
from careguide.reports.parts.verdict import Spot, Told

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "findingAddress/v1"
BASE = "%SRCROOT%"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(run: Run) -> Iterator[str]:
    """The rules stand before what they have found: all guides are gone through twice."""
    components = _components(run)
    driver, *extensions = [{**component.about, "rules": component.rules} for component in components]
    told = {
        "tool": {"driver": driver} | ({"extensions": extensions} if extensions else {}),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The top folder of the checkout."}}},
    }
    rules = {name: reference for component in components for name, reference in component.references()}
    return pieces(
        lambda here: {"$schema": SCHEMA, "version": "2.1.0", "runs": [{**told, "results": here}]}, _results(run, rules)
    )


class _Component(NamedTuple):
    """Careguide itself, with the number -1, or a package that brings rules: what SARIF calls an extension."""

    number: int
    about: dict[str, str]
    rules: list[dict[str, Any]]

    def references(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """How a result names each rule."""
        for number, rule in enumerate(self.rules):
            told = {"ruleId": rule["id"]}
            if self.number < 0:
                yield rule["id"], told | {"ruleIndex": number}
            else:
                whose = {"name": self.about["name"], "index": self.number}
                yield rule["id"], told | {"rule": {"id": rule["id"], "index": number, "toolComponent": whose}}


def _components(run: Run) -> list[_Component]:
    """Careguide first, with every rule of its own and each other check that has found something; then the packages."""
    told = {finding.rule: _unknown(finding) for file in run.files for finding in file.findings}
    told |= {entry.id: _descriptor(entry) for entry in FILE_CHECKS.values() if entry.id in told}
    told |= {entry.id: _descriptor(entry) for entry in run.rules.values()}
    whose = {entry.id: entry.package for entry in run.rules.values()}
    packages = sorted({package for package in whose.values() if package})
    held = [[told[rule] for rule in sorted(told) if whose.get(rule, "") == package] for package in ("", *packages)]
    about = [{"name": "careguide", "semanticVersion": __version__}, *map(_package, packages)]
    return [_Component(number, *each) for number, each in enumerate(zip(about, held, strict=True), start=-1)]


def _package(package: str) -> dict[str, str]:
    name, _, version = package.partition(" ")
    return {"name": name} | ({"version": version} if version else {})


def _unknown(finding: Told) -> dict[str, Any]:
    level = {"level": _LEVELS[finding.severity]}
    return {"id": finding.rule, "defaultConfiguration": level, "properties": _properties(finding)}


def _descriptor(entry: Entry) -> dict[str, Any]:
    manual = entry.manual
    return {
        "id": entry.id,
        "shortDescription": {"text": manual.summary},
        "fullDescription": {"text": f"{manual.what} {manual.why}"},
        "help": {"text": f"{manual.why} {manual.fix}", "markdown": manual.markdown},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": _properties(entry),
    }


def _properties(about: Entry | Told) -> dict[str, Any]:
    name = about.rule if isinstance(about, Told) else about.id
    level = "recommendation" if about.severity is Severity.INFO else about.severity.value
    return {"tags": [name.partition("/")[0]], "problem.severity": level}


def _results(run: Run, rules: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for file in run.files:
        seen: Counter[str] = Counter()
        for finding in file.findings:
            digest = _fingerprint(finding)
            seen[digest] += 1
            yield {**rules[finding.rule], **_result(finding, f"{digest}:{seen[digest]}", run)}


def _result(finding: Told, fingerprint: str, run: Run) -> dict[str, Any]:
    result = {
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(filter(None, (finding.message, finding.hint)))},
        "locations": [_location(finding.place, run) | {"logicalLocations": [_logical(finding.place)]}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(related.place, run), "message": {"text": related.message}}
            for number, related in enumerate(finding.related, start=1)
        ]
    return result | {"suppressions": _suppressions(finding)}


def _location(place: Spot, run: Run) -> dict[str, Any]:
    line, column, end_line, end_column = place.span
    uri = quote(in_checkout(place.file, run.root))
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": BASE}, "region": region}}


def _logical(place: Spot) -> dict[str, str]:
    return {"fullyQualifiedName": place.address or Path(place.file).stem, "kind": "element"}


def _suppressions(finding: Told) -> list[dict[str, str]]:
    """An empty list says that the finding is not suppressed; without one, nothing would be said of it."""
    if finding.acknowledged_by is None:
        return []
    reason = ": ".join(filter(None, (finding.acknowledged_by, finding.accepted)))
    return [{"kind": "inSource", "status": "accepted", "justification": reason}]


def _fingerprint(finding: Told) -> str:
    """The same as long as the finding is about the same unit, wherever that stands in its file."""
    words = "\0".join((finding.rule, finding.place.file, finding.place.address, finding.message))
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:16]
