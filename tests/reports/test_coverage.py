"""The reports of coverage: verbatim, and what their schema says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from careguide.content.document import Block, Document, Exclusion
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.document.blocks import FoundBlock, blocks
from careguide.pipeline import check
from careguide.project import Project
from careguide.reports.coverage import json as as_json
from careguide.reports.coverage import text as as_text
from careguide.reports.parts.style import Style
from careguide.reports.parts.survey import Survey, survey
from careguide.source.file import SourceFile
from careguide.source.place import Place
from careguide.testing.overlay import PROJECT
from conftest import Golden

SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "coverage.schema.json").read_text(encoding="utf-8"))

BEFORE = "Rest helps.\n\nSteps:\n\n  1. Lie down.\n  2. Get up.\n  3. Sit.\n\n\nCategory: rest\n"
AFTER = """\
Rest helps.

Steps:

  2. Get up.
  1. Lie down\x1b.

A paragraph that nobody has seen before, and a long one.
"""

PLACE = Place(SourceFile(Path("document.yaml"), "document.yaml", ""))


class FakeGuide:
    """As much of a guide as a survey looks at."""

    id = "rest"
    document = Document(
        place=PLACE,
        id="document",
        title="Rest",
        language="en",
        normalisation="nfkc1",
        hash="sha256-16",
        blocks=tuple(Block(place=PLACE, locator=block.locator, hash=block.hash) for block in blocks(BEFORE)),
        exclusions=(Exclusion(place=PLACE, locator="S02.p1", reason="The category line of the web page."),),
    )

    def each(self, kind: type[Unit]) -> list[Unit]:
        cited = {
            "": ("S01.p1",),
            "rest": ("S01.p1", "S01.p2"),
            "rest.lie": ("S01.p2.li1",),
            "rest.a-unit-with-a-name-that-is-as-long-as-names-can-be": ("S01.p2.li1",),
            "rest.get-up": ("S01.p2.li2",),
        }
        return [kind(place=PLACE, id="u", address=address, source=source) for address, source in cited.items()]


def surveyed(document: str | None, style: Style | None = None) -> Survey:
    guide: Any = FakeGuide()
    return survey(guide, None if document is None else blocks(document), "rest.txt", style or Style())


def test_verbatim(golden: Golden) -> None:
    golden("reports/coverage.txt", as_text.report(surveyed(None)))


def test_verbatim_with_a_document(golden: Golden) -> None:
    golden("reports/coverage-document.txt", as_text.report(surveyed(AFTER)))


def test_colours_change_nothing_else() -> None:
    coloured = as_text.report(surveyed(AFTER, Style(colour=True)))
    assert re.sub("\033\\[[0-9;]*m", "", coloured) == as_text.report(surveyed(AFTER))


@pytest.mark.parametrize("document", [None, BEFORE, AFTER, ""])
def test_json_fits_its_schema(document: str | None) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(as_json.report(surveyed(document))))


def test_json_verbatim(golden: Golden) -> None:
    golden("reports/coverage.json", as_json.report(surveyed(AFTER)))


def test_the_same_document_is_right() -> None:
    assert "6 of 6 hashes right in rest.txt." in as_text.report(surveyed(BEFORE))


def test_anything_unmapped_fails() -> None:
    assert surveyed(None).failed


def base() -> Guide:
    (checked,) = check(Project(PROJECT), [Path("base")])
    assert checked.guide
    return checked.guide


def test_a_guide_that_carries_everything_does_not_fail() -> None:
    assert not survey(base(), None).failed


def test_a_lost_figure_fails() -> None:
    guide = base()
    known = [(block.locator, block.hash) for block in guide.document.blocks]
    found = [FoundBlock(locator, 1, "Ten to fifteen sessions of 30 minutes.") for locator, _ in known]
    result = survey(guide, found, "article.txt")
    assert result.failed
    told = as_text.report(result)
    assert "“30 minutes”, which is no figure of these units" in " ".join(told.split())
    Draft202012Validator(SCHEMA).validate(json.loads(as_json.report(result)))


def test_another_document_fails() -> None:
    assert survey(base(), blocks("Something else.")).failed
