"""What is wrong with a value on its own: its type, its choice, its form, its length, its size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from careguide.finding import Edit, Fix, Related
from careguide.knowledge import units
from careguide.source import characters
from careguide.source.place import Place
from careguide.validation.misfit.misfit import Misfit
from careguide.validation.misfit.refusal import Refusal
from careguide.validation.misfit.words import (
    CURLY,
    INSTEAD,
    NEEDED,
    TYPES,
    Words,
    capital,
    even,
    fits,
    is_same,
    listed,
    nearest,
    shown,
    type_of,
    unmeant,
)

Misfits = Iterator[Misfit]

_DECIMAL = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_REMARK = re.compile(r"\s(#.+)")
_YES = ("yes", "on", "true")
_NO = ("no", "off", "false")


def kind(words: Words, refusal: Refusal) -> Misfits:
    yield wrong_kind(words, refusal, words.types(refusal.part))


def wrong_kind(words: Words, refusal: Refusal, types: frozenset[str], hint: str = "") -> Misfit:
    """The misfit for a value of another type than any of these."""
    wanted = " or ".join(said for name, said in TYPES.items() if name in types)
    name, place = capital(words.name(refusal.path)), words.at(refusal.path)
    remark = _REMARK.search(words.source.line(place.span.line)) if refusal.value is None else None
    if remark:
        hint = f'If that is its value, put it in quotes: "{shown(remark[1])}"'
        return Misfit("type", f"{name} is empty: what stands behind # is a remark.", place, NEEDED, hint)
    if refusal.value is None:
        hint = hint or words.advice(refusal.part) or "Write its value after the colon."
        return Misfit("type", f"{name} is empty; it must be {wanted}.", place, NEEDED, hint)
    message = f"{name} must be {wanted}, not {INSTEAD[type_of(refusal.value)]}."
    return Misfit("type", message, place, "", hint or _kind_hint(words, refusal, types))


def _kind_hint(words: Words, refusal: Refusal, types: frozenset[str]) -> str:
    value = refusal.value
    advice = words.advice(refusal.part)
    if isinstance(value, dict) and "array" in types:
        return "Start each item with `- `, and write its other fields below, two spaces further to the right."
    if isinstance(value, list | dict):
        return advice or "Write one value on the line of the field's name."
    bounds = words.source.bounds(refusal.path)
    written = shown(words.source.text[slice(*bounds)]) if bounds else ""
    if isinstance(value, str) and "boolean" in types and value.lower() in (*_YES, *_NO):
        return f"Write {'true' if value.lower() in _YES else 'false'}, without quotes."
    if isinstance(value, str) and types & {"number", "integer"}:
        return _number_hint(value)
    if "string" in types:
        form = words.schemas.resolve(refusal.part).get("pattern")
        if advice and form and not re.search(form, written):
            return advice
        return f'Put it in quotes: "{written}"'
    if "array" in types:
        items = written.strip("()" + "".join(CURLY))
        return f"Write a list, even for one item: [{items}]. Or the item on a line of its own, after `- `."
    if "object" in types:
        if value == "unstated" and value in words.schemas.resolve(refusal.part).get("properties", {}):
            return "Say what the source leaves open, in a few words: {unstated: no figure in the source}"
        needed = words.schemas.resolve(refusal.part).get("required")
        which = f": {listed(needed, ' and ')}" if needed else ""
        return f"Write its fields, each with a colon and a space{which}. {advice}".rstrip()
    return advice or "Write it without quotes."


def _number_hint(value: str) -> str:
    if _DECIMAL.fullmatch(value.strip()):
        return f"Write {value.strip().replace(',', '.')}, without quotes and with a point before decimals."
    return "Write the number alone, without a unit and without quotes."


def choice(words: Words, refusal: Refusal) -> Misfits:
    choices = [refusal.limit] if refusal.keyword == "const" else list(refusal.limit)
    can_be = f"It can {'only ' if len(choices) == 1 else ''}be {listed(choices)}."
    types = frozenset(type_of(each) for each in choices)
    if not fits(refusal.value, types):
        yield wrong_kind(words, refusal, types, can_be)
        return
    fix = None
    meant = _meant(refusal.value, choices) if isinstance(refusal.value, str) else None
    if meant and is_same(refusal.value, meant):
        fix = Fix(f"Write `{meant}`", (Edit(Place(words.source, refusal.path), meant),))
    message = f"{capital(words.name(refusal.path))} cannot be “{shown(refusal.value)}”."
    hint = unmeant(str(refusal.value)) + (f"Did you mean `{meant}`? {can_be}" if meant else can_be)
    yield Misfit(
        "not-a-choice", message, words.at(refusal.path), words.meaning(refusal.part), hint, fix=fix, meant=meant or ""
    )


def _meant(value: str, choices: list[str]) -> str | None:
    """The choice that was probably meant. Units are often written out, and the nearest letters mislead there."""
    unit = units.by_word().get(value.strip().lower())
    return unit if unit in choices else nearest(value, choices)


def form(words: Words, refusal: Refusal) -> Misfits:
    if isinstance(refusal.value, str) and not characters.SHOWS.search(refusal.value):
        yield _blank(words, refusal)
        return
    message = f"{capital(words.name(refusal.path))} cannot be written like this: “{shown(refusal.value)}”."
    said = refusal.part.get("description", "")
    examples = refusal.part.get("examples")
    hint = unmeant(refusal.value) + (f"{said} For example: {listed(examples)}." if examples else said)
    meant = _respelt(words, refusal)
    fix = Fix(f"Write `{meant}`", (Edit(Place(words.source, refusal.path), meant),)) if meant else None
    hint = hint.strip() or "Write it like the others here."
    yield Misfit("format", message, words.at(refusal.path), "", hint, fix=fix)


def _blank(words: Words, refusal: Refusal) -> Misfit:
    unseen = "spaces" if not refusal.value.strip() else "invisible signs"
    state = f"holds nothing but {unseen}" if refusal.value else "is empty"
    message = f"{capital(words.name(refusal.path))} {state}."
    hint = words.advice_at(refusal.path) or words.advice(refusal.part) or "Add what is missing."
    return Misfit("length", message, words.at(refusal.path), NEEDED, hint)


def _respelt(words: Words, refusal: Refusal) -> str | None:
    """The value with other capitals, spaces or dashes, if it then has the form; never an id that is taken."""
    if refusal.keyword != "pattern" or not isinstance(refusal.value, str):
        return None
    small = even(refusal.value)
    beside = words.value(refusal.path[:-2]) if refusal.path[-1:] == ("id",) and len(refusal.path) > 1 else None
    taken = [item.get("id") for item in beside if isinstance(item, dict)] if isinstance(beside, list) else []
    for spelling in (small, small[:1].upper() + small[1:]):
        if re.search(refusal.limit, spelling) and spelling not in taken:
            return spelling
    return None


def length(words: Words, refusal: Refusal) -> Misfits:
    limit, has = refusal.limit, len(refusal.value)
    noun = "character" if isinstance(refusal.value, str) else "item" if isinstance(refusal.value, list) else "field"
    name = capital(words.name(refusal.path))
    if refusal.keyword.startswith("min"):
        state = "is empty" if has == 0 else f"has only {_count(has, noun)}"
        message = f"{name} {state}; it needs at least {_count(limit, noun)}."
        hint = words.advice(refusal.part) or "Add what is missing."
    else:
        message = f"{name} has {_count(has, noun)}; at most {limit} can stand there."
        hint = "Shorten it." if noun == "character" else f"Leave out {has - limit}."
    yield Misfit("length", message, words.at(refusal.path), "", hint)


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def size(words: Words, refusal: Refusal) -> Misfits:
    limit = shown(refusal.limit)
    must = {
        "minimum": f"at least {limit}",
        "maximum": f"at most {limit}",
        "exclusiveMinimum": f"more than {limit}",
        "exclusiveMaximum": f"less than {limit}",
        "multipleOf": f"a multiple of {limit}",
    }[refusal.keyword]
    message = f"{capital(words.name(refusal.path))} is {shown(refusal.value)}; it must be {must}."
    hint = words.advice(refusal.part) or "Check the number."
    yield Misfit("number-range", message, words.at(refusal.path), "", hint)


def duplicates(words: Words, refusal: Refusal) -> Misfits:
    first: dict[str, int] = {}
    for index, item in enumerate(refusal.value):
        earlier = first.setdefault(json.dumps(item, sort_keys=True), index)
        if earlier != index:
            there = words.at((*refusal.path, earlier))
            message = f"“{shown(item)}” stands in {words.name(refusal.path)} twice."
            related = (Related("Here it stands first", there),)
            place = words.at((*refusal.path, index))
            yield Misfit("duplicate-item", message, place, "", "Remove one of the two.", related)
