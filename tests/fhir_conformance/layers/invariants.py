"""Every FHIRPath invariant of R4, by fhirpathpy, on every element that has it.

``htmlChecks()`` (txt-1, txt-2) is no function of FHIRPath's own: the layer xhtml does what it stands for. fhirpathpy
does not compare Quantities, so that rng-2 is held here by comparing their values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from conformance import tools
from fhir_conformance import definitions
from fhir_conformance.definitions import Json, Visit
from fhir_conformance.report import Issue

ELSEWHERE = ("txt-1", "txt-2")

_verdicts: dict[tuple[str, str, str], bool] = {}


def check(resource: Json) -> Iterator[Issue]:
    for visit in definitions.visit(resource):
        for constraint in _constraints(visit):
            if constraint["key"] not in ELSEWHERE and not _holds(constraint, visit, resource):
                yield Issue(constraint["severity"], visit.where, f"{constraint['key']}: {constraint['human']}")


def _constraints(visit: Visit) -> list[Json]:
    """Those of the element, and those of its type."""
    own = visit.definition.element.get("constraint", [])
    inherited = _of_type(visit.definition.path)
    return [*own, *(c for c in inherited if c["key"] not in {o["key"] for o in own})]


@cache
def _of_type(path: str) -> list[Json]:
    known = definitions.types().get(path)
    return known["snapshot"]["element"][0].get("constraint", []) if known else []


def _holds(constraint: Json, visit: Visit, resource: Json) -> bool:
    """Whether an invariant holds; the same question about the same value is asked once."""
    expression, path = constraint["expression"], visit.definition.path
    if constraint["key"] == "rng-2":
        return _in_order(visit.value)
    if "%resource" in expression:
        return _evaluate(expression, visit.value, path, resource)
    question = (expression, path, json.dumps(visit.value, sort_keys=True))
    if question not in _verdicts:
        _verdicts[question] = _evaluate(expression, visit.value, path, resource)
    return _verdicts[question]


def _evaluate(expression: str, value: Any, path: str, resource: Json) -> bool:
    node = tools.module("fhirpathpy.engine.nodes").ResourceNode.create_node(value, path)
    return _compiled(expression)(node, {"resource": resource, "rootResource": resource}) in ([], [True])


def _in_order(limits: Json) -> bool:
    if "low" not in limits or "high" not in limits:
        return True
    low, high = limits["low"], limits["high"]
    return bool(low.get("code") == high.get("code") and low["value"] <= high["value"])


@cache
def _compiled(expression: str) -> Callable[[Any, Json], list[Any]]:
    model = tools.module("fhirpathpy.models").models["r4"]
    own = {"hasValue": {"fn": _has_value, "arity": {0: []}}}
    options = {"userInvocationTable": own, "traceFn": lambda *_: None}
    compiled: Callable[[Any, Json], list[Any]] = tools.module("fhirpathpy").compile(expression, model, options)
    return compiled


def _has_value(values: list[Any]) -> list[bool]:
    """FHIR's own function, which fhirpathpy leaves to its user: whether there is one primitive value."""
    return [len(values) == 1 and not isinstance(values[0], dict | list)]
