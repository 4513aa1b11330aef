"""The tables of wordings: every row can be used, names its source, and finds what it says."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from careguide.content.passages import sentences, unquoted
from careguide.document.blocks import HASH, NORMALISATION
from careguide.document.locators import follows, position
from careguide.engine.vocabulary import meant_by
from careguide.knowledge.definitions import definitions
from careguide.knowledge.efficacy_claims import efficacy_claim
from careguide.knowledge.mistranslations import mistranslations
from careguide.knowledge.opposites import turned_round
from careguide.knowledge.preferred_terms import preferred_terms
from careguide.knowledge.procedure_names import procedure_names, procedures
from careguide.knowledge.remedy_types import named_kind
from careguide.language.phrases import phrases

TABLES = (
    "definitions", "efficacy-claims", "homonyms", "mistranslations", "opposites", "preferred-terms", "procedure-names",
    "regions", "remedy-types",
)  # fmt: skip
LISTS = {"phrase", "unless", "meant_words", "word", "opposite", "variant", "term", "wrong", "removes", "seen_with"}
SCHEMA = Path(__file__).parents[2] / "schema"


def rows(table: str) -> list[Mapping[str, str]]:
    text = (files("careguide.knowledge") / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_names_its_source(table: str) -> None:
    assert [row for row in rows(table) if len(row["source"]) < 8] == []


@pytest.mark.parametrize("table", TABLES)
def test_no_phrase_is_empty_or_doubled(table: str) -> None:
    for row in rows(table):
        for column in LISTS & row.keys():
            alternatives = row[column].split("|") if row[column] else []
            assert all(alternative.strip() == alternative != "" for alternative in alternatives), row
            assert len(set(alternatives)) == len(alternatives), row


def test_every_mistranslation_is_found_and_not_where_it_is_right() -> None:
    for row in rows("mistranslations"):
        language, meant = row["language"], row["meant"]
        ((_, entry),) = mistranslations(language, row["phrase"].split("|")[0])
        for phrase in row["phrase"].split("|"):
            ((said, found),) = mistranslations(language, f"So {phrase} stands here.")
            assert (said, found.meant) == (phrase, meant)
            assert list(mistranslations("xx", phrase)) == []
        for phrase in filter(None, row["unless"].split("|")):
            assert list(mistranslations(language, f"So {phrase} stands here.")) == []
        for word in row["meant_words"].split("|"):
            assert entry.means(f"It is the {word}.")
            assert list(mistranslations(language, f"It is the {word}.")) == []


def test_no_preferred_term_is_a_variant() -> None:
    for row in preferred_terms("en"):
        assert all(not phrases(other.variant).search(row.preferred) for other in preferred_terms("en")), row


def test_procedure_names_are_formed_like_procedures() -> None:
    assert [name for name in sorted(procedure_names()) if procedures([name]) != {name: name}] == []


@pytest.mark.parametrize(
    ("original", "text", "turned"),
    [
        ("raise the arm", "Lower the arm.", ("raise", "Lower")),
        ("before meals", "After meals.", ("before", "After")),
        ("clockwise", "Turn counterclockwise.", ("clockwise", "counterclockwise")),
        ("clockwise", "Turn clockwise.", None),
        ("raise, then lower", "Lower the arm.", None),
        ("raise the arm", "Raise, then lower it.", None),
        ("upstairs", "Down", None),
        ("", "Lower the arm.", None),
    ],
)
def test_turned_round(original: str, text: str, turned: tuple[str, str] | None) -> None:
    assert turned_round(original, text) == turned


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Laminectomy", "Removal of the entire vertebra.", "Removal of the entire vertebra"),
        ("Laminectomy", "The vertebra isn't removed.", ""),
        ("Laminectomy", "The vertebrae have been taken out.", "vertebrae have been taken out"),
        ("Laminectomy", "Removal of part of the vertebra.", ""),
        ("Laminectomy", "It removes the vertebra's lamina.", ""),
        ("Laminectomy", "It removes bone from the vertebra.", ""),
        ("Laminectomy", "It removes the lamina rather than the vertebra.", ""),
        ("Corpectomy", "The vertebral body is removed.", ""),
        ("Corpectomy", "The surgeon removes the vertebra with its discs.", "removes the vertebra"),
        ("Discectomy", "The disc between two vertebrae is removed.", ""),
        ("Foraminotomy", "The bone beside the nerve is removed.", ""),
        ("Kyphosis", "The spine curves inward.", "curves inward"),
        ("Arterial hypertension", "A state of low\N{NO-BREAK SPACE}blood pressure.", "low blood pressure"),
    ],
)
def test_definitions(name: str, text: str, said: str) -> None:
    hits = [hit for definition in definitions(name) if (hit := definition.contradicted(text))]
    assert hits == ([said] if said else [])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Cottage cheese compress", "compress"),
        ("Compress with an infusion", "compress"),
        ("Baths", "bath"),
        ("Herbal tea", None),
        ("Bathing in the sun", None),
        ("Infusion compress", "compress"),
    ],
)
def test_named_kind(name: str, kind: str | None) -> None:
    found = named_kind(name)
    assert (found.kind if found else None) == kind


def test_the_first_claim_of_a_text_is_told() -> None:
    found = efficacy_claim("A guaranteed and excellent remedy.")
    assert found is not None
    assert found[0] == "guaranteed"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("spondilosis", "spondylosis"),
        ("spondylsois", "spondylosis"),
        ("spondyloses", ""),
        ("spondylossis", "spondylosis"),
        ("spondlosis", "spondylosis"),
        ("spondylosis", ""),
        ("spondylitis", ""),
        ("spondylosiss", ""),
        ("scoliosis", ""),
        ("osteophytes", ""),
    ],
)
def test_typos(word: str, meant: str) -> None:
    assert meant_by(word, frozenset({"spondylosis", "osteophyte", "spine"})) == meant


def test_quotations_keep_their_length() -> None:
    text = 'What “the tool” does, "it" and «that» do.'
    assert len(unquoted(text)) == len(text)
    assert re.findall(r"\w+", unquoted(text)) == ["What", "does", "and", "do"]


def test_sentences() -> None:
    assert sentences("It helps. “Does it?” Yes: 2.5 g. e.g. this one") == (
        "It helps.", "“Does it?", "Yes: 2.5 g. e.g. this one",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("above", "below", "possible"),
    [
        ("S01.p1", "S01.p2", True),
        ("S01.p1", "S01.p1.li1", True),
        ("S01.p1.li2", "S01.p1.li3", True),
        ("S01.p1.li2", "S02.p1", True),
        ("S01.p1.li2", "S02.p0.li1", True),
        ("S01.p1", "S01.p2.li1", False),
        ("S01.p1", "S01.p3", False),
        ("S01.p1", "S02.p2", False),
        ("S01.p1", "S03.p1", False),
        ("S01.p1.li1", "S01.p1.li1", False),
    ],
)
def test_neighbours(above: str, below: str, possible: bool) -> None:
    assert follows(above, below) is possible


def test_a_locator_that_is_none() -> None:
    with pytest.raises(ValueError, match="no locator"):
        position("S1")


def test_the_schema_allows_the_one_way_of_taking_fingerprints() -> None:
    fields = json.loads((SCHEMA / "document.schema.json").read_text(encoding="utf-8"))["properties"]
    assert (fields["normalisation"]["const"], fields["hash"]["const"]) == (NORMALISATION, HASH)
