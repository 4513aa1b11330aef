"""The press: the HTML of chapters, and what it does not make twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from careguide.book import html as module
from careguide.book.assemble import book
from careguide.book.blocks import Book, Link, Paragraph
from careguide.book.html import HtmlPress
from careguide.book.pandoc import PandocFault, convert
from careguide.book.pandoc_ast import BrokenLink
from careguide.pipeline import check_guide, edition
from careguide.project import Project
from careguide.testing.overlay import PROJECT


@pytest.fixture(scope="module")
def base() -> Book:
    project = Project(PROJECT)
    checked = check_guide(project, "base")
    assert checked.guide
    return book(edition(project, checked, checked.guide))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The documents that pandoc was asked to convert."""
    found: list[bytes] = []

    def counted(document: bytes, to: str, *options: str) -> bytes:
        found.append(document)
        return convert(document, to, *options)

    monkeypatch.setattr(module, "convert", counted)
    return found


def test_each_chapter_is_one_section(base: Book) -> None:
    chapters = HtmlPress().chapters(base)
    assert list(chapters) == [chapter.name for chapter in base.chapters]
    for chapter in base.chapters:
        text = chapters[chapter.name]
        assert text.startswith(f'<section id="{chapter.anchor}" class="level1"')
        assert text.endswith("</section>")
        assert text.count("<section") == text.count("</section>")


def test_what_has_not_changed_is_not_made_again(base: Book, asked: list[bytes]) -> None:
    press = HtmlPress()
    before = press.chapters(base)
    assert press.chapters(base) == before
    assert len(asked) == 1
    first, *others = base.chapters
    changed = replace(base, chapters=(replace(first, content=(Paragraph(("New.",)),)), *others))
    after = press.chapters(changed)
    assert len(asked) == 2
    assert len(asked[1]) < 2000
    assert "New." in after[first.name]
    assert {**after, first.name: ""} == {**before, first.name: ""}
    assert after == HtmlPress().chapters(changed)


def test_a_link_into_another_chapter_is_still_held_against_it(base: Book) -> None:
    press = HtmlPress()
    press.chapters(base)
    *others, last = base.chapters
    lost = replace(last, content=(Paragraph((Link("#nowhere", ("x",)),)),))
    with pytest.raises(BrokenLink):
        press.chapters(replace(base, chapters=(*others, lost)))
    with pytest.raises(BrokenLink):
        press.chapters(replace(base, chapters=(*base.chapters, last)))


def test_text_cannot_end_a_chapter(base: Book) -> None:
    first, *others = base.chapters
    evil = Paragraph(('</section>\n<section id="x" class="level1">',))
    chapters = HtmlPress().chapters(replace(base, chapters=(replace(first, content=(evil,)), *others)))
    assert len(chapters) == len(base.chapters)


def test_pandoc_that_gives_too_little_is_a_fault(base: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "convert", lambda *_: b"<section></section>")
    with pytest.raises(PandocFault):
        HtmlPress().chapters(base)


def test_nothing_of_this_machine_is_in_it(base: Book) -> None:
    assert str(Path.cwd()) not in "".join(HtmlPress().chapters(base).values())
