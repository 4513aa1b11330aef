"""The layers of validation: each takes a resource, or the Bundle, and yields what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import metadata
from typing import NamedTuple

from careguide import __version__
from careguide.fhir import closure
from fhir_conformance import definitions
from fhir_conformance.definitions import Json
from fhir_conformance.layers import fhirkit, invariants, models, schema, structure, xhtml
from fhir_conformance.report import Issue


class Layer(NamedTuple):
    """A validator: ``version`` is asked for only where it is installed."""

    name: str
    short: str
    version: Callable[[], str]
    check: Callable[[Json], Iterator[Issue]]
    whole: bool = False


def _of(distribution: str) -> Callable[[], str]:
    return lambda: metadata.version(distribution)


def _closure(bundle: Json) -> Iterator[Issue]:
    yield from (Issue("error", problem.where, problem.message) for problem in closure.problems(bundle))


LAYERS = (
    Layer("fhirkit-rs", "kit", _of("fhirkit-rs"), fhirkit.check),
    Layer("HL7's fhir.schema.json", "json", definitions.version, schema.check),
    Layer("FHIRPath invariants, by fhirpathpy", "path", _of("fhirpathpy"), invariants.check),
    Layer("HL7's StructureDefinitions", "defs", definitions.version, structure.check),
    Layer("fhir.resources (R4B)", "r4b", _of("fhir.resources"), models.check),
    Layer("XHTML of narratives", "html", definitions.version, xhtml.check),
    Layer("closure", "ours", lambda: f"careguide {__version__}", _closure, whole=True),
)


def findings(layer: Layer, bundle: Json, sound: Json | None = None) -> list[Issue]:
    """What a layer says of a Bundle; with a sound one beside it, only of what differs from that."""
    if layer.whole:
        return list(layer.check(bundle))
    resources = [entry["resource"] for entry in bundle["entry"] if "resource" in entry]
    known = [entry["resource"] for entry in sound["entry"]] if sound else []
    return [issue for resource in [bundle, *resources] if resource not in known for issue in layer.check(resource)]
