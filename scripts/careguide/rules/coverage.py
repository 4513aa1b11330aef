"""Whether what is announced is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from careguide.content.common import Module
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.passages import passages
from careguide.content.remedies import Remedies
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Severity

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = re.compile(rf"(?<![\w-])(?:\d{{1,2}}|{'|'.join(_WORDS)})\s", re.IGNORECASE)
_NOUNS = {
    "groups": "group|class",
    "members": "drug|medicine|preparation|member",
    "agents": "drug|agent|preparation",
    "procedures": "procedure",
    "sections": "region|section|set",
    "exercises": "exercise",
    "steps": "step|stage|technique|movement",
    "recipes": "recipe",
    "methods": "method|kind|type",
    "ingredients": "ingredient|component|herb|plant",
    "categories": "category|categorie|group",
    "operations": "operation|option|intervention",
    "items": "condition|reason|sign|symptom|contraindication|indication|disorder|case|item",
    "states": "state|stage",
    "phases": "phase|period|stage",
    "modalities": "modality|modalitie|method|direction|treatment",
}
"""What the items of each list are called in a sentence."""

_NOT_ALL = re.compile(
    r"(?:\b(?:at least|at most|up to|more than|less than|fewer than|about|over|or|to|of|every|first|last|next|other|"
    r"another|any|only|these|all)|\d\s*[-–—,.])\s*$",
    re.IGNORECASE,
)
_ADJECTIVE = r"(?!(?:of|or|and|to|times?)\b)[^\W\d_][\w-]*"
_NOT_A_RATE = r"(?!\s+(?:an?|per|each|every|daily|weekly|or|at\s+a\s+time|times?)\b)"


@rule(Severity.WARNING)
def modality_without_content(module: Module) -> Faults:
    """A modality is part of the treatment, but nothing says how it is done.

    Why: A reader is told to have a treatment and not which. What is filled in elsewhere may not suit the disease.

    Bad:
        # at physiotherapy
        procedures:

    Good:
        # at physiotherapy
        text: Warmth loosens the muscles of the back.

    Fix: Transcribe what the source says of it. If the source says no more, add a note to the modality that acknowledges
    coverage/modality-without-content.
    """
    own = set(type(module).__struct_fields__) - set(Module.__struct_fields__)
    if not any(getattr(module, field) for field in own):
        yield Fault(
            f"“{module.title}” is part of the treatment, but has no procedure, drug, exercise or recipe of its own.",
            module.place / "id",
        )


@rule(Severity.INFO, needs=["ref/dangling", "ref/wrong-kind", "source/unmapped-block"])
def method_without_recipe(module: Remedies, guide: Guide) -> Faults:
    """A kind of remedy is listed, but no recipe is of that kind.

    Why: Readers make up what is missing, with the wrong ingredient or at the wrong temperature.

    Bad:
        # at remedies
        methods:
          - {id: compresses, title: Compresses, source: [S02.p1], kind: compress}
          - {id: healing-baths, title: Healing baths, source: [S02.p1], kind: bath}

    Good:
        # at remedies
        methods:
          - {id: compresses, title: Compresses, source: [S02.p1], kind: compress}

    Fix: Transcribe the recipe, and let its `method` name this kind. If the source gives none, add a note here that
    acknowledges coverage/method-without-recipe.
    """
    named = {guide.resolve(recipe.method, recipe) for recipe in module.recipes if recipe.method}
    kinds = {recipe.kind for recipe in module.recipes if not recipe.method}
    for method in module.methods:
        if method not in named and method.kind not in kinds:
            yield Fault(
                f"“{method.name}” is listed as a kind of remedy, but no recipe belongs to it.", method.place / "title"
            )


@rule(Severity.ERROR)
def list_size(unit: Unit) -> Faults:
    """A text says how many there are, and the list has more or fewer.

    Why: Either the number is wrong or something is missing: it may be the one group, step or sign that matters.

    Bad:
        # at massage.cervical
        text: Self-massage of the neck has three stages.

    Good:
        # at massage.cervical
        text: Self-massage of the neck has two stages.

    Fix: Look both up in the source. If the source itself miscounts, add a note that acknowledges coverage/list-size.
    """
    counting = [passage for passage in passages(unit) if _COUNT.search(passage.text)]
    for field, items, nouns in _lists(unit) if counting else ():
        for passage in counting:
            said = _size(nouns).search(passage.text)
            if said and not _NOT_ALL.search(passage.text[: said.start()]) and _number(said[1]) not in (1, items):
                yield Fault(f"`{passage.field}` speaks of “{said[0]}”, but `{field}` lists {items}.", passage.place)
                return


def _lists(unit: Unit) -> Iterator[tuple[str, int, str]]:
    """Each list of a unit: its field, how many it has, and what they are called."""
    for field in _counted_fields(type(unit)):
        items = getattr(unit, field)
        if items:
            yield field, len(items), _NOUNS[field]


@cache
def _counted_fields(kind: type[Unit]) -> Sequence[str]:
    return [field for field in _NOUNS if field in kind.__struct_fields__]


@cache
def _size(nouns: str) -> re.Pattern[str]:
    """Finds a number of things: *five groups*, *three main directions*, but not *two exercises a day*."""
    return re.compile(
        rf"(?<![\w-])(\d{{1,2}}|{'|'.join(_WORDS)})(?:\s+{_ADJECTIVE}){{0,2}}\s+(?:{nouns})e?s\b{_NOT_A_RATE}",
        re.IGNORECASE,
    )


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _WORDS.index(said.lower()) + 2
