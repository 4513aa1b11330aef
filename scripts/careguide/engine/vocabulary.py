"""The words that a guide prefers, those that it knows, those that look misspelt, and what is said of them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from careguide.content.common import Step
from careguide.content.exercise import Exercise
from careguide.content.guide import Guide, Term
from careguide.content.part import Code, Unit
from careguide.content.passages import Passage, passages, sentences
from careguide.knowledge.definitions import Definition, definitions, subjects
from careguide.knowledge.preferred_terms import preferred_terms
from careguide.knowledge.procedure_names import procedure_names, procedures
from careguide.language.phrases import Lookup, phrases, words
from careguide.language.typos import Typos

_WORD = re.compile(r"[^\W\d_]+")
_CLINICAL = re.compile(
    r"(?:osis|itis|pathy|algia|ectomy|otomy|ostomy|plasty|desis|listhesis|aemia|emia|penia|plegia|paresis|malacia|"
    r"sclerosis|stenosis|phyte|phytes|oma|omas)$"
)
_SHORTEST = 8


class Variant(NamedTuple):
    """Other words, a list of phrases separated by ``|``, for what is to be called ``preferred``."""

    phrase: str
    preferred: str


def variants(guide: Guide) -> Lookup[Variant]:
    """The variants that the guide's glossary names, and those of the table of preferred terms.

    The glossary has the last word: what it prefers is no variant, whatever the table says.
    """
    return Lookup(_variants(guide), lambda row: row.phrase)


def _variants(guide: Guide) -> Iterator[Variant]:
    glossary = guide.overview.glossary
    yield from (Variant("|".join(term.variants), term.term) for term in glossary if term.variants)
    own = {term.term.casefold() for term in glossary} | {v.casefold() for term in glossary for v in term.variants}
    for row in preferred_terms(guide.overview.language):
        rest = [variant for variant in row.variant.split("|") if variant.casefold() not in own]
        if rest:
            yield Variant("|".join(rest), row.preferred)


def variant_in(text: str, known: Lookup[Variant]) -> tuple[str, str] | None:
    """The first variant in a text, as it stands there, and what to write instead."""
    named = [row for _, row in known.found(text)]
    first = phrases("|".join(row.phrase for row in named)).search(text) if named else None
    if first is None:
        return None
    preferred = next(row.preferred for row in named if phrases(row.phrase).fullmatch(first[0]))
    return " ".join(first[0].split()), preferred


def known_words(guide: Guide) -> frozenset[str]:
    """Every word of the glossary's terms and variants, and of the names of the codes."""
    names = [name for term in guide.overview.glossary for name in (term.term, *term.variants)]
    names += [code.display for code in guide.each(Code)]
    return frozenset(word for name in names for word in _WORD.findall(name.casefold()))


def maybe_unknown(text_words: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    """Those of many words that a text must have one of, so that ``unknown_names`` finds something in it."""
    named = procedures(text_words)
    strange = frozenset(word for word, name in named.items() if name not in known and name not in procedure_names())
    return strange.union(word for word in text_words if len(word) >= _SHORTEST and meant_by(word, known))


def unknown_names(text: str, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each name of an operation or a disease that is neither known nor in use, and the name that was probably meant."""
    names = frozenset(procedures(words(text)).values())
    for name in sorted(names - known - procedure_names()):
        near = difflib.get_close_matches(name, sorted(known | procedure_names()), n=1, cutoff=0.6)
        yield name, near[0] if near else ""
    for word in (found[0].casefold() for found in _WORD.finditer(text)):
        meant = meant_by(word, known) if len(word) >= _SHORTEST and word not in names else ""
        if meant:
            yield word, meant


def meant_by(word: str, known: frozenset[str]) -> str:
    """The clinical word from which a word differs by one letter, or nothing; a plural is no typing error."""
    if word in known or word.removesuffix("s") in known or f"{word.removesuffix('es')}is" in known:
        return ""
    return _typos(known).meant(word)


@lru_cache(maxsize=16)
def _typos(known: frozenset[str]) -> Typos:
    return Typos(sorted(word for word in known if len(word) >= _SHORTEST and _CLINICAL.search(word)), _SHORTEST)


def defining(part: Unit | Term) -> Iterator[tuple[Passage, Definition]]:
    """Each passage that says what a term is: below its name, in the glossary, or in a sentence that begins with it.

    What is done in an exercise says nothing of what its name means.
    """
    if isinstance(part, Step | Exercise):
        return
    name = part.term if isinstance(part, Term) else part.title
    for passage in passages(part):
        if passage.field in ("text", "definition", "as_written"):
            yield from ((passage, definition) for definition in definitions(name))
            if not name:
                for sentence in sentences(passage.text):
                    yield from ((passage._replace(text=sentence), definition) for definition in subjects(sentence))
