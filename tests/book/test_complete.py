"""Everything that a guide holds is in both books, where its address leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from book.reading import Docx, Epub, bare
from bundles import edition, everything
from careguide.content.common import Requirements, Step
from careguide.content.guide import Guide, Transition
from careguide.content.part import Audience, Part, Unit
from careguide.content.quantity import Quantity
from careguide.content.references import references
from careguide.content.wording import audience, day, figure, term
from careguide.edition import Edition
from careguide.exporters import docx, epub

Book = Epub | Docx


@pytest.fixture(scope="module", params=["everything", "spondylosis"])
def published(request: pytest.FixtureRequest) -> Edition:
    return everything() if request.param == "everything" else edition(request.param)


@pytest.fixture(scope="module", params=["epub", "docx"])
def book(request: pytest.FixtureRequest, published: Edition) -> Book:
    return Epub(epub.export(published)) if request.param == "epub" else Docx(docx.export(published))


def test_every_unit_is_found_by_its_address_and_its_text(book: Book, published: Edition) -> None:
    for address, unit in published.guide.units.items():
        assert bare(unit.text) in book.unit(address), address


def test_every_title_is_there(book: Book, published: Edition) -> None:
    for unit in (published.guide.overview, *published.guide.units.values()):
        assert bare(unit.title) in book.text, unit.address


def test_every_locator_stands_beside_its_unit(book: Book, published: Edition) -> None:
    for address, unit in published.guide.units.items():
        for locator in unit.source:
            assert bare(locator) in book.unit(address), (address, locator)


def test_every_figure_is_there_in_words(book: Book, published: Edition) -> None:
    for part in published.guide.walk():
        if isinstance(part, Quantity):
            assert bare(figure(part)) in book.text, part
            assert bare(part.as_written) in book.text, part


def test_every_word_is_there(book: Book, published: Edition) -> None:
    for said in _words(published.guide):
        assert bare(said) in book.text, said


def test_every_term_of_a_step_stands_beside_it(book: Book, published: Edition) -> None:
    for part in published.guide.walk():
        if isinstance(part, Step):
            chosen = (*part.technique, *part.hand, *part.movement, *part.direction, part.side, part.form, part.route)
            for value in (*chosen, part.setting, part.position):
                assert bare(term(value)) in book.unit(part.address), (part.address, value)


def test_every_note_is_listed_and_the_grave_ones_stand_beside_their_statement(book: Book, published: Edition) -> None:
    for unit in (published.guide.overview, *published.guide.units.values()):
        for note in unit.notes:
            parts = ["Book", "note", *filter(None, [unit.address]), note.id]
            listed = book.unit(".".join(parts))
            for said in (note.text, note.for_review, note.resolution, note.id, note.author, note.acknowledges):
                assert bare(said) in listed, note
            assert bare(day(note.date)) in listed
            assert note.severity.capitalize() in listed
            assert note.status in listed
            if note.severity.beside_statement:
                parts[1] = "beside"
                assert bare(note.text) in book.unit(".".join(parts)), note


def test_every_reference_is_a_link(book: Book, published: Edition) -> None:
    for unit in published.guide.units.values():
        for reference in references(unit):
            target = reference.target(published.guide)
            assert target, reference
            assert book.links_to(target.address), (unit.address, reference.field)


def test_only_confident_codes_are_there(book: Book, published: Edition) -> None:
    everywhere = [code for part in published.guide.walk() if isinstance(part, Unit) for code in part.codes]
    kept = {code.code for code in everywhere if code.exportable}
    for code in everywhere:
        assert (bare(code.code) in book.text) == (code.code in kept), code


def test_an_audience_of_its_own_stands_beside_a_unit(book: Book, published: Edition) -> None:
    guide = published.guide
    for address, unit in guide.units.items():
        if unit.audience and unit.audience is not guide.audience(guide.parent(unit)):
            assert bare(f"For: {audience(Audience(unit.audience))}") in book.unit(address), address


def test_the_sources_are_there(book: Book, published: Edition) -> None:
    assert published.fingerprint in book.text
    for block in published.guide.document.blocks:
        assert block.locator in book.text
        assert block.hash in book.text


def _words(guide: Guide) -> Iterator[str]:
    """The free texts that stand in no unit's text or title."""
    for part in guide.walk():
        for name in () if isinstance(part, Transition) else _FREE:
            value = getattr(part, name, ())
            yield from (value,) if isinstance(value, str) else value
    yield from (rule.first_session for rule in _parts(guide, Requirements))


_FREE = (
    *("as_written", "from_", "to", "starting_position", "substances", "reason", "reviewer", "hash", "description"),
    *("term", "definition", "variants", "unstated"),
)


def _parts(guide: Guide, kind: type[Requirements]) -> Iterator[Requirements]:
    return (part for part in guide.walk() if isinstance(part, kind))


def test_the_list_of_free_texts_is_whole() -> None:
    """Every field of text in the content model is looked for by one of these tests, or is no words."""
    looked_for = {*_FREE, "text", "title", "source", "for_review", "resolution", "author", "acknowledges", "codes"}
    no_words = {
        *("address", "id", "date", "due", "status", "severity", "audience", "language", "version", "modalities"),
        *(
            "place",
            "system",
            "code",
            "display",
            "confidence",
            "locator",
            "notes",
            "reviews",
            "normalisation",
            "blocks_hash",
        ),
        *("translated_from", "translation", "outcome", "words", "unit", "first_session"),
    }
    terms = {
        *("technique", "hand", "movement", "direction", "side", "form", "route", "setting", "position", "region"),
        *("method", "kind", "role", "strength", "combine", "plant_part", "state", "tempo", "effort", "identity"),
    }
    references = {
        *("after", "before", "uses", "applies_to", "scope", "phase", "combined_with", "same_position_as"),
        *("treatments", "trigger"),
    }
    texts = {name for kind in _kinds(Part) for name, hint in kind.__annotations__.items() if "str" in str(hint)}
    assert texts <= looked_for | no_words | terms | references


def _kinds(kind: type[Part]) -> Iterator[type[Part]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)
