"""What the book as a whole says of its guide, before a format sets it."""

from __future__ import annotations

import pytest

from bundles import edition, everything
from careguide.book.assemble import book
from careguide.book.blocks import (
    Anchored,
    Block,
    Blocks,
    Chapter,
    Heading,
    Inlines,
    Paragraph,
    Steps,
    Table,
    links,
    own,
    plain,
)
from careguide.content.medication import Drug
from careguide.edition import Edition


@pytest.fixture(scope="module", params=["everything", "spondylosis"])
def published(request: pytest.FixtureRequest) -> Edition:
    return everything() if request.param == "everything" else edition(request.param)


@pytest.fixture(scope="module")
def chapters(published: Edition) -> dict[str, Chapter]:
    return {chapter.name: chapter for chapter in book(published).chapters}


def test_the_methods_are_not_numbered(chapters: dict[str, Chapter]) -> None:
    """Their list is in the order of the chapters: a number would make an order of treatment of it."""
    content = chapters["overview"].content
    start = next(i for i, block in enumerate(content) if isinstance(block, Heading) and block.anchor.endswith(".order"))
    assert not isinstance(content[start + 1], Steps)


def test_notes_are_numbered_as_a_reader_meets_them(chapters: dict[str, Chapter], published: Edition) -> None:
    names = ("overview", *(module.id for module in published.guide.modules))
    prefix = f"#{own('note', '')}"
    met = dict.fromkeys(t for name in names for t in links(chapters[name].content) if t.startswith(prefix))
    listed = [f"#{b.anchor}" for b in chapters["notes"].content if isinstance(b, Anchored)]
    assert listed == list(met)


def test_a_drug_is_found_by_the_name_in_the_source_and_by_its_substances(
    chapters: dict[str, Chapter], published: Edition
) -> None:
    entries = {
        (words(row[0]), words(row[-1])) for block in chapters["drugs"].content for row in table(block) if len(row) == 3
    }
    listed = {words(row[0]) for block in chapters["drugs"].content for row in table(block) if len(row) == 4}
    for drug in published.guide.units.values():
        if isinstance(drug, Drug):
            for name in (*drug.substances, *([drug.as_written] if drug.as_written and not drug.text else [])):
                known = name.casefold() in {found.casefold() for found in listed}
                assert known or any(name == of and drug.title in see for of, see in entries), name


def test_the_table_of_contraindications_leads_to_the_notes_on_them(
    chapters: dict[str, Chapter], published: Edition
) -> None:
    met = set(links(chapters["contraindications"].content))
    for module in published.guide.modules:
        listed = module.contraindications
        for unit in (listed, *listed.items) if listed else ():
            for note in unit.notes:
                assert f"#{own('note', unit.address, note.id)}" in met, unit.address


def table(block: Block) -> tuple[tuple[Blocks, ...], ...]:
    return block.rows if isinstance(block, Table) else ()


def words(blocks: Blocks) -> str:
    return " ".join(plain(content) for content in lines(blocks))


def lines(blocks: Blocks) -> list[Inlines]:
    found: list[Inlines] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.content)
        elif isinstance(block, Anchored):
            found += lines(block.content)
    return found
