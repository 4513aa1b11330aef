"""What is wrong with the shape of a file: one fault, one finding, at the place of the fault, in plain words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from careguide.finding import Finding
from careguide.project import ProjectError
from careguide.source.characters import SHOWS
from careguide.source.reader import read_bytes, read_text
from careguide.testing.overlay import BASE
from careguide.validation.check import check
from careguide.validation.schemas import SchemaStore
from source.seeding import seeded

COMMON = {
    "$id": "common.schema.json",
    "$defs": {
        "id": {
            "description": "The name of this. Small letters.",
            "type": "string",
            "pattern": "^[a-z][a-z0-9-]*$",
            "maxLength": 12,
            "examples": ["kneading", "vibration"],
        },
        "number": {"description": "A plain number.", "type": "number", "minimum": 0, "maximum": 100, "examples": [10]},
        "bound": {
            "description": "A bound.",
            "anyOf": [
                {"$ref": "#/$defs/number"},
                {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["low", "high"],
                    "properties": {"low": {"$ref": "#/$defs/number"}, "high": {"$ref": "#/$defs/number"}},
                },
            ],
        },
        "amount": {
            "description": "How many. Exactly one of: value; min and max; at_least; unstated.",
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "value": {"$ref": "#/$defs/number"},
                "min": {"$ref": "#/$defs/number"},
                "max": {"$ref": "#/$defs/number"},
                "at_least": {"$ref": "#/$defs/bound"},
                "unstated": {"type": "string", "minLength": 1},
                "derived": {"const": True},
            },
            "oneOf": [{"required": [name]} for name in ("value", "min", "at_least", "unstated")],
            "dependentRequired": {"max": ["min"]},
            "examples": [{"min": 10, "max": 15}],
        },
        "step": {
            "description": "One thing to do.",
            "type": "object",
            "additionalProperties": False,
            "required": ["id", "text"],
            "properties": {
                "id": {"$ref": "#/$defs/id"},
                "text": {"description": "What to do. In own words.", "type": "string", "minLength": 1},
                "as_written": {"type": "string", "pattern": SHOWS.pattern},
                "direction": {"description": "Which way.", "enum": ["upward", "downward", "side-ways"]},
                "unit": {"description": "The unit.", "enum": ["min", "d", "glass", "g"]},
                "optional": {"type": "boolean"},
                "tags": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 3,
                    "uniqueItems": True,
                    "items": {"type": "string"},
                },
                "hold": {"description": "How long to hold.", "$ref": "#/$defs/amount"},
                "weight": {"exclusiveMinimum": 0, "multipleOf": 5},
                "count": {"type": "integer"},
            },
            "if": {"required": ["optional"]},
            "then": {"required": ["as_written"]},
            "not": {"required": ["tags", "weight"]},
        },
    },
}
KIND = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "massage.schema.json",
    "description": "Massage by region. And more.",
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "steps"],
    "properties": {
        "id": {"description": "The kind of this file.", "const": "massage"},
        "steps": {"description": "The steps, in order.", "type": "array", "minItems": 1,
                  "items": {"$ref": "common.schema.json#/$defs/step"}},
        "labels": {"type": "object", "propertyNames": {"$ref": "common.schema.json#/$defs/id"}, "maxProperties": 2},
        "either": {"oneOf": [
            {"type": "object", "required": ["kind", "size"],
             "properties": {"kind": {"const": "box"}, "size": {"type": "number"}}},
            {"type": "object", "required": ["kind", "name"],
             "properties": {"kind": {"const": "bag"}, "name": {"type": "string"}}},
        ]},
        "odd": {"contains": {"const": 1}},
        "word": {"oneOf": [{"enum": ["few"]}, {"const": "many"}], "examples": ["few"]},
        "twice": {"oneOf": [{"type": "string"}, {"minLength": 2}]},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> SchemaStore:
    return store(tmp_path_factory.mktemp("schema"), common=COMMON, massage=KIND)


def store(folder: Path, **schemas: Any) -> SchemaStore:
    for name, schema in schemas.items():
        (folder / f"{name}.schema.json").write_text(json.dumps(schema), "utf-8")
    return SchemaStore(folder)


def found(text: str, schemas: SchemaStore) -> list[Finding]:
    source, faults = read_bytes(text.encode(), Path("massage.yaml"), "massage.yaml")
    assert faults == []
    return check(source, "massage", schemas)


def step(fields: str) -> str:
    return f"id: massage\nsteps:\n  - id: press\n    text: Press.\n    {fields}\n"


TOP = "id: massage\nsteps: [{id: a, text: b}]\n"

# Each with the rule, the place between « and », and words of its message and its hint.
FAULTS = [
    ("missing-field", "id: massage\nsteps:\n  - «id: press   # é»\n    hold: {value: 1}\n",
     "`text` is missing from `press`", "What to do."),
    ("missing-field", "id: massage\nsteps: [«{text: 😀}»]\n",
     "`id` is missing from item 1 of `steps`", "For example: kneading"),
    ("missing-field", "# 😀\n«id: massage»\nword: few", "`steps` is missing from massage.yaml", "The steps, in order."),
    ("missing-field", step("hold:\n      «at_least»:\n        low: 1"),
     "`high` is missing from `at_least`", "A plain number."),
    ("missing-field", "id: massage\nsteps:\n  - «id: press»\n    text: x\n    optional: true",
     "`as_written` is missing", "Add"),
    ("unknown-field", step("«xyz»: b"), "`press` has no field `xyz`", "`as_written`, `direction`"),
    ("unknown-field", step("«directoin»: b"), "`press` has no field", "Did you mean `direction`?"),
    ("unknown-field", "id: massage\nsteps:\n  - id: a\n    «texts»: b", "`a` has no field", "Did you mean `text`?"),
    ("unknown-field", step("«Text»: b"), "`press` has no field", "`text` is there already"),
    ("unknown-field", step("«As written»: b"), "`press` has no field", "Did you mean `as_written`?"),
    ("unknown-field", step('«"😀"»: b'), "`press` has no field `😀`", "These can stand here"),
    ("unknown-field", step("hold: {«mn»: 1, max: 2}"), "`hold` has no field `mn`", "Did you mean `min`?"),
    ("unknown-field", step("hold: {«vlaue»: 1}"), "`hold` has no field", "Did you mean `value`?"),
    ("unknown-field", "id: massage\nsteps:\n  - id: a\n    «text:{b»: c}", "`a` has no field", "space after the colon"),
    ("unknown-field", step("hold: {at_least: {low: 1, «hgh»: 2}}"), "`at_least` has no field", "Did you mean `high`?"),
    ("type", step("as_written: «12»"), "`as_written` must be a text, not a number", 'in quotes: "12"'),
    ("type", "id: massage\nsteps: [{id: «12», text: b}]", "`id` must be a text, not a number", "For example: kneading"),
    ("type", step("as_written: «true»"), "must be a text, not true or false", 'in quotes: "true"'),
    ("type", step("as_written: «[a]»"), "must be a text, not a list", "one value"),
    ("type", step("«as_written»:\n    - a\n    - b"), "must be a text, not a list", "one value"),
    ("type", step("«as_written»:"), "`as_written` is empty; it must be a text", "after the colon"),
    ("type", step("tags: «a»"), "must be a list, not a text", "[a]"),
    ("type", step("tags:\n      «a: b»"), "must be a list, not a group of fields", "- "),
    ("type", step("tags: [a, «2»]"), "Item 2 of `tags` must be a text, not a number", 'in quotes: "2"'),
    ("type", step("«as_written»: #abc"), "`as_written` is empty: what stands behind # is a remark", '"#abc"'),
    ("type", step("hold: «unstated»"), "must be a group of fields", "{unstated: no figure in the source}"),
    ("type", step("hold: «10»"), "must be a group of fields, not a number", "{min: 10, max: 15}"),
    ("type", step("hold: {value: «'10'»}"), "must be a number, not a text", "Write 10, without quotes"),
    ("type", step("hold: {value: «'0,5'»}"), "must be a number", "Write 0.5,"),
    ("type", step("hold: {value: «10 min»}"), "must be a number, not a text", "without a unit"),
    ("type", step("hold: {at_least: «a»}"), "must be a number or a group of fields, not a text", "number"),
    ("type", step("count: «1.5»"), "must be a whole number, not a number with decimals", "quotes"),
    ("type", step("optional: «yes»\n    as_written: a"), "must be true or false, not a text", "Write true,"),
    ("type", "id: massage\nsteps: [«knead»]", "Item 1 of `steps` must be a group of fields", "`id` and `text`"),
    ("type", "«- a»\n- b", "massage.yaml must be a group of fields, not a list", "Massage by region."),
    ("not-a-choice", step("direction: «upwards»"), "`direction` cannot be “upwards”", "Did you mean `upward`?"),
    ("not-a-choice", step("direction: «Up-Ward»"), "cannot be “Up-Ward”", "`upward`, `downward` or `side-ways`"),
    ("not-a-choice", step("direction: «SIDE WAYS»"), "cannot be", "Did you mean `side-ways`?"),
    ("not-a-choice", step("direction: «upward\N{NO-BREAK SPACE}»"), "cannot be", "looks like a space (U+00A0"),
    ("unknown-field", step("«\N{NO-BREAK SPACE}direction»: upward"), "has no field", "looks like a space (U+00A0"),
    ("format", "id: massage\nsteps: [{id: «\N{THIN SPACE}ab», text: b}]", "cannot be written",
     "looks like a space (U+2009"),
    ("not-a-choice", step("direction: «“upward”»"), "cannot be", "Curly quotes are part of the text: leave them out."),
    ("type", step("tags: «“a”»"), "must be a list", "[a]"),
    ("type", step("tags: «(a, b)»"), "must be a list", "[a, b]"),
    ("not-a-choice", step("unit: «grams»"), "cannot be “grams”", "Did you mean `g`?"),
    ("not-a-choice", step("unit: «days»"), "cannot be “days”", "Did you mean `d`?"),
    ("not-a-choice", "id: «exercise»\nsteps: [{id: a, text: b}]",
     "`id` cannot be “exercise”", "It can only be `massage`."),
    ("not-a-choice", step("hold: {value: 1, derived: «false»}"), "`derived` cannot be “false”", "only be `true`"),
    ("format", "id: massage\nsteps: [{id: «Foo», text: b}]",
     "`id` cannot be written like this: “Foo”", "Small letters."),
    ("format", TOP + "labels: {«B»: c}", "cannot be called `B`", "For example: kneading"),
    ("length", step("tags: «[]»"), "`tags` is empty; it needs at least 1 item", "missing"),
    ("length", step("tags: «[a, b, c, d]»"), "has 4 items; at most 3", "Leave out 1."),
    ("length", "id: massage\nsteps: [{id: a, text: «''»}]",
     "`text` is empty; it needs at least 1 character", "What to do."),
    ("length", step("as_written: «''»"), "`as_written` is empty.", "Add what is missing."),
    ("length", step("as_written: «'\N{NO-BREAK SPACE} '»"), "`as_written` holds nothing but spaces.",
     "Add what is missing."),
    *(
        ("length", step(f"as_written: «'{unseen}'»"), "`as_written` holds nothing but invisible signs.",
         "Add what is missing.")
        for unseen in ("\u2060", " \u2060 \u00ad", "\u3164", "\u2800\u2800", "\u200d", "\ufe0f", "\U000e0100", "\u034f")
    ),
    ("length", "id: massage\nsteps: [{id: «abcdefghijklm», text: a}]", "has 13 characters; at most 12", "Shorten"),
    ("length", TOP + "«labels»:\n  a: 1\n  b: 2\n  c: 3", "has 3 fields; at most 2", "1"),
    ("number-range", step("hold: {value: «-1»}"), "`value` is -1; it must be at least 0", "A plain number."),
    ("number-range", step("hold: {min: 1, max: «101»}"), "is 101; it must be at most 100", "A plain number."),
    ("number-range", step("weight: «0»"), "must be more than 0", "Check"),
    ("number-range", step("weight: «7»"), "must be a multiple of 5", "Check"),
    ("duplicate-item", step("tags: [a, b, «'a'»]"), "“a” stands in `tags` twice", "Remove one"),
    ("one-of", step("«hold»: {}"), "`value`; `min` and `max`; `at_least`; `unstated`. It has none of them", "Add"),
    ("one-of", step("«hold»:\n      derived: true"), "It has none of them", "Add"),
    ("one-of", step("hold: {value: 1, «min»: 2}"), "`hold` has `value` and `min`, but only one", "Keep"),
    ("one-of", step("hold: {unstated: a, max: 3, «min»: 2}"), "`hold` has `unstated` and `min`, but only one", "Keep"),
    ("one-of", step("tags: [a]\n    «weight»: 5"), "`tags` and `weight` cannot stand beside each other", "Keep one"),
    ("one-of", TOP + "word: «some»", "`word` has none of the forms", "few"),
    ("one-of", TOP + "twice: «some»", "`twice` has more than one of the forms", "Compare"),
    ("type", TOP + "either: {kind: box, size: «a»}", "`size` must be a number", "number"),
    ("missing-field", TOP + "«either»: {kind: bag}", "`name` is missing from `either`", "name"),
    ("depends", step("hold: {«max»: 2}"), "`max` stands alone: it needs `min` beside it", "Add `min`"),
    ("other", TOP + "odd: «[2]»", "`odd` is not what it should be", "Compare"),
]  # fmt: skip

IDS = [f"{rule}-{number}" for number, (rule, *_) in enumerate(FAULTS)]


@pytest.mark.parametrize(("rule", "marked", "message", "hint"), FAULTS, ids=IDS)
def test_a_fault_is_found_alone_and_exactly_where_it_is(
    rule: str, marked: str, message: str, hint: str, schemas: SchemaStore
) -> None:
    text, [span] = seeded(marked)
    findings = found(text, schemas)
    assert [(finding.rule, tuple(finding.place.span)) for finding in findings] == [(f"schema/{rule}", span)]
    assert message in findings[0].message
    assert hint in findings[0].hint


@pytest.mark.parametrize("marked", [fault[1] for fault in FAULTS], ids=IDS)
def test_findings_speak_to_an_editor(marked: str, schemas: SchemaStore) -> None:
    [finding] = found(seeded(marked)[0], schemas)
    said = f"{finding.message} {finding.why} {finding.hint}".lower()
    assert not re.search(r"\b(instance|node|subschema|schema|regex|pattern|property|properties|array|object)\b", said)


def test_a_file_that_fits_has_nothing(schemas: SchemaStore) -> None:
    assert found(step("hold: {at_least: {low: 15, high: 20}}"), schemas) == []


def test_a_file_that_could_not_be_read_is_not_judged(schemas: SchemaStore) -> None:
    source, _ = read_bytes(b"steps: 012\n", Path("massage.yaml"), "massage.yaml")
    assert check(source, "massage", schemas) == []


def test_faults_stand_in_the_order_of_the_file(schemas: SchemaStore) -> None:
    text, spans = seeded("id: «x»\nsteps:\n  - «text: a»\n    «hodl»: 1\n  - id: «B»\n    text: «2»\nword: «3»\n")
    assert [tuple(finding.place.span) for finding in found(text, schemas)] == spans


def test_a_duplicate_shows_where_it_stands_first(schemas: SchemaStore) -> None:
    [finding] = found(step("tags: [a, b, a]"), schemas)
    assert [related.place.span[1] for related in finding.related] == [12]


@pytest.mark.parametrize("fields", ["Direction: up", "direction: UPWARD"])
def test_what_differs_in_case_alone_can_be_mended(fields: str, schemas: SchemaStore) -> None:
    assert found(step(fields), schemas)[0].fix is not None


def test_a_file_full_of_faults_is_judged_no_further(schemas: SchemaStore) -> None:
    findings = found("id: massage\nsteps:\n" + "  - {id: A, text: 1}\n" * 500, schemas)
    assert len(findings) == 101
    assert findings[-1].rule == "schema/too-many"
    assert len(found(step("".join(f"x{n}: 1\n    " for n in range(5000))), schemas)) == 101


def test_what_only_the_gate_refuses_is_a_finding_too(schemas: SchemaStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SchemaStore, "accepts", lambda *_: False)
    assert [finding.rule for finding in found(step("count: 1"), schemas)] == ["schema/other"]


def test_checking_works_without_the_fast_validator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jsonschema_rs", None)
    slow = store(tmp_path, common=COMMON, massage=KIND)
    assert [finding.rule for finding in found(step("count: a"), slow)] == ["schema/type"]
    assert found(step("count: 1"), slow) == []


# The store


def test_a_store_knows_its_schemas(schemas: SchemaStore) -> None:
    assert (schemas.names, schemas.kinds) == (("common", "massage"), ("massage",))


def test_the_schemas_of_the_package_are_the_default() -> None:
    assert {"guide", "massage", "medication"} <= set(SchemaStore().kinds)


@pytest.mark.parametrize(
    "reference", ["https://example.org/a.schema.json", "../secret.json", "file:///etc/hosts", "other.schema.json#/x"]
)
def test_a_reference_leads_nowhere_else(tmp_path: Path, reference: str) -> None:
    with pytest.raises(ProjectError, match="refers to no schema in its folder"):
        _ = store(tmp_path, a={"properties": {"a": {"$ref": reference}}}).names


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": 5}, "cannot be used"),
        ({"properties": {"a": {"$ref": "#/$defs/absent"}}}, "cannot be used"),
        ({"pattern": "("}, "cannot be used"),
        ([], "no schema"),
    ],
)
def test_a_schema_that_cannot_be_used_is_named(tmp_path: Path, schema: object, words: str) -> None:
    with pytest.raises(ProjectError, match=rf"a\.schema\.json.*{words}"):
        store(tmp_path, a=schema).accepts("a", {})


def test_a_schema_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.schema.json").write_text("{")
    with pytest.raises(ProjectError, match=r"a\.schema\.json"):
        _ = SchemaStore(tmp_path).names
    with pytest.raises(ProjectError, match="cannot be read"):
        _ = SchemaStore(tmp_path / "absent").names


def test_a_folder_without_schemas_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no schema"):
        _ = SchemaStore(tmp_path).names


def test_no_schema_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialect's own address is known to both validators; nothing else may be asked for."""
    monkeypatch.setattr("socket.socket", None)
    with pytest.raises((ValueError, jsonschema_rs.ReferencingError)):
        jsonschema_rs.Draft202012Validator({"$ref": "https://example.org/x"}, offline=True)


def test_every_text_has_to_show_something() -> None:
    """What the schemas take for a text that shows, here and in other programs, is what we do."""
    own = SchemaStore()
    patterns = {found for name in own.names for found in _patterns(own[name]) if found.startswith("[^")}
    assert patterns == {SHOWS.pattern}


def _patterns(schema: Any) -> Iterator[str]:
    held = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    if isinstance(schema, dict) and isinstance(schema.get("pattern"), str):
        yield schema["pattern"]
    for each in held:
        yield from _patterns(each)


@pytest.mark.parametrize(
    "shown", ["a", "1", "–", "👍🏽", "é", "e\u0301", "可", "नि", "می\u200cخ", "“”", "½", "\u00a0x"]
)
def test_what_shows_is_a_text(shown: str) -> None:
    assert SHOWS.search(shown)


OF_A_TITLE = "The name under which a reader finds this: a few words, no full stop."


def test_a_text_that_does_not_show_is_told_what_it_ought_to_be() -> None:
    """What refuses it is one part of the schema for all texts; what it ought to be stands with the field."""
    text = (BASE / "massage.yaml").read_text("utf-8")
    blank = re.sub("^title: .*$", "title: '\N{WORD JOINER}'", text, count=1, flags=re.MULTILINE)
    [finding] = check(read_text(blank, BASE / "massage.yaml", "massage.yaml")[0], "massage", SchemaStore())
    assert (finding.rule, finding.message) == ("schema/length", "`title` holds nothing but invisible signs.")
    assert finding.hint.startswith(OF_A_TITLE)


@pytest.mark.parametrize("wrong", ["", "[a]", "5", "true"])
def test_what_two_parts_of_a_schema_refuse_is_told_once(wrong: str) -> None:
    text = (BASE / "massage.yaml").read_text("utf-8")
    other = re.sub("^title: .*$", f"title: {wrong}", text, count=1, flags=re.MULTILINE)
    [finding] = check(read_text(other, BASE / "massage.yaml", "massage.yaml")[0], "massage", SchemaStore())
    assert finding.rule == "schema/type"
    assert finding.hint.startswith((OF_A_TITLE, "Put it in quotes"))
