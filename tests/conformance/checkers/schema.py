"""ajv and check-jsonschema, each as a function from a schema and documents in YAML to a report."""

import json
import tempfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from ruamel.yaml import YAML

from conformance import tools
from conformance.checkers.report import DidNotRun, Report, existing, printed_json

AJV = Path(__file__).with_name("ajv.mjs")


def ajv(schema: Path, documents: Sequence[Path]) -> Report:
    """In its strict mode, in which an unknown keyword, too, is an error."""
    tools.npm_package("ajv")
    tools.npm_package("ajv-formats")
    with tempfile.TemporaryDirectory() as folder:
        files = [as_json(document, Path(folder, f"{n}.json")) for n, document in enumerate(documents)]
        command: list[str | Path] = [tools.node(), AJV, existing(schema).parent, schema.name, *files]
        report = printed_json(tools.run(command, env={"NODE_PATH": str(tools.NODE_MODULES)}))
    if report["documents"] != len(documents):
        raise DidNotRun(str(report))
    return Report(f"ajv {report['ajv']} {schema.name}", f"{len(documents)} documents", report["problems"])


def as_json(document: Path, target: Path) -> Path:
    content = YAML(typ="safe", pure=True).load(document.read_text("utf-8"))
    target.write_text(json.dumps(content, default=str), "utf-8")
    return target


def check_jsonschema(schema: Path, documents: Sequence[Path]) -> Report:
    """The schema against its own meta-schema, and the documents against the schema."""
    command = [tools.script("check-jsonschema"), "--output-format", "json"]
    of_schema = printed_json(tools.run([*command, "--check-metaschema", existing(schema)]))
    reports = [of_schema]
    if documents:
        reports.append(printed_json(tools.run([*command, "--schemafile", schema, *map(existing, documents)])))
    problems = [
        f"{error.get('filename', schema.name)} {error.get('path', '')}: {error.get('message', error)}"
        for report in reports
        for error in [*report.get("errors", []), *report.get("parse_errors", [])]
    ]
    if any(report["status"] == "fail" for report in reports) != bool(problems):
        raise DidNotRun(str(reports))
    version = metadata.version("check-jsonschema")
    return Report(f"check-jsonschema {version} {schema.name}", f"{len(documents)} documents", problems)
