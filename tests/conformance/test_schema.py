"""The schemas on their own, as ajv and check-jsonschema understand them, and the sources against them."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from conformance.checkers.report import DidNotRun, Judge, Report
from conformance.checkers.schema import ajv, check_jsonschema
from conformance.tools import CLONE

pytestmark = pytest.mark.conformance

Checker = Callable[[Path, Sequence[Path]], Report]

SCHEMAS = {path.name.removesuffix(".schema.json"): path for path in (CLONE / "schema").glob("*.schema.json")}
CHECKERS = [pytest.param(ajv, id="ajv"), pytest.param(check_jsonschema, id="check-jsonschema")]


def test_every_source_has_a_schema() -> None:
    assert {path.stem for path in CLONE.glob("sources/*/*.yaml")} <= SCHEMAS.keys()


@pytest.mark.parametrize("check", CHECKERS)
@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_has_no_problem(check: Checker, kind: str, passes: Judge) -> None:
    passes(check(SCHEMAS[kind], sorted(CLONE.glob(f"sources/*/{kind}.yaml"))))


@pytest.mark.parametrize("check", CHECKERS)
def test_a_fault_in_a_document_is_found(check: Checker, tmp_path: Path) -> None:
    bad = tmp_path / "massage.yaml"
    bad.write_text("id: exercise\n", "utf-8")
    problems = "\n".join(check(SCHEMAS["massage"], [bad]).problems)
    assert re.search("'title'", problems)
    assert re.search("constant|was expected", problems)


def test_ajv_refuses_an_unknown_keyword(tmp_path: Path) -> None:
    bad = tmp_path / "bad.schema.json"
    bad.write_text(json.dumps({"$id": "bad.schema.json", "type": "object", "propertys": {}}), "utf-8")
    with pytest.raises(DidNotRun, match='unknown keyword: "propertys"'):
        ajv(bad, [])


def test_check_jsonschema_refuses_a_wrong_keyword(tmp_path: Path) -> None:
    bad = tmp_path / "bad.schema.json"
    bad.write_text(json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "type": 7}), "utf-8")
    assert check_jsonschema(bad, []).problems
