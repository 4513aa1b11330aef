"""The Bundle, held against every validator that works offline."""

from __future__ import annotations

import pytest

from bundles import elements
from conformance import tools
from fhir_conformance.definitions import Json
from fhir_conformance.layers import LAYERS, Layer, findings

pytestmark = pytest.mark.conformance


@pytest.mark.parametrize("layer", [pytest.param(layer, id=layer.name) for layer in LAYERS])
def test_no_validator_disagrees(layer: Layer, bundle: Json, say: list[str], request: pytest.FixtureRequest) -> None:
    issues = findings(layer, bundle)
    errors = [issue for issue in issues if issue.severity == "error"]
    warnings = [issue for issue in issues if issue.severity != "error"]
    guide = request.node.callspec.params["bundle"]
    seen = f"{len(bundle['entry'])} resources of {guide}"
    say.append(f"{layer.name:36} {layer.version():18} {seen:30} {len(errors)} errors, {len(warnings)} warnings")
    assert not issues, "\n".join(map(str, issues[:50]))


def test_every_expression_is_fhirpath(bundle: Json) -> None:
    parse = tools.module("fhirpathpy.parser").parse
    expressions = [e["expression"] for e in elements(bundle) if isinstance(e.get("expression"), str)]
    assert len(expressions) > 5
    for expression in expressions:
        assert parse(expression)["children"]
