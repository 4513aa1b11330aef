"""A refusal → misfits: a function for each keyword of JSON Schema. What is wrong with fields as such stands here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from careguide.finding import Edit, Fix
from careguide.source.place import TreePath
from careguide.validation.misfit import values
from careguide.validation.misfit.alternatives import choose
from careguide.validation.misfit.misfit import Misfit
from careguide.validation.misfit.refusal import Refusal
from careguide.validation.misfit.words import NEEDED, Words, capital, is_same, listed, nearest, shown, unmeant

Misfits = Iterator[Misfit]

_LOST = "A field that is not known is in no export."


def tell(words: Words, refusal: Refusal) -> Misfits:
    """What a refusal means for the editor."""
    teller = _name if refusal.is_of_a_name else _TELLERS.get(refusal.keyword, _other)
    yield from teller(words, refusal)


def _required(words: Words, refusal: Refusal) -> Misfits:
    properties = refusal.part.get("properties", {})
    for name in refusal.limit:
        if name not in refusal.value:
            advice = words.advice(properties[name]) if name in properties else ""
            yield Misfit(
                "missing-field",
                f"`{name}` is missing from {words.name(refusal.path)}.",
                words.head(refusal.path),
                NEEDED,
                f"{name}: {advice}" if advice else f"Add `{name}`.",
                group=refusal.path,
                would_be_explained_by=frozenset([name]),
            )


def _unknown(words: Words, refusal: Refusal) -> Misfits:
    known = list(refusal.part.get("properties", {}))
    patterns = refusal.part.get("patternProperties", {})
    free = [name for name in known if name not in refusal.value]
    for name in refusal.value:
        if name not in known and not any(re.search(pattern, name) for pattern in patterns):
            yield _unknown_field(words, refusal.path, name, free, known)


def _unknown_field(words: Words, path: TreePath, name: str, free: list[str], known: list[str]) -> Misfit:
    place = words.key(path, name)
    taken = any(is_same(name, other) for other in known if other not in free)
    meant = None if taken else nearest(name, free)
    again = nearest(name, known) if meant is None else None
    joined, _, rest = name.partition(":")
    if rest and joined in free:
        hint = f"Write a space after the colon: {joined}: {shown(rest)}"
    elif meant:
        hint = f"Did you mean `{meant}`?"
    elif again:
        hint = f"`{again}` is there already: remove one of the two."
    else:
        hint = f"These can stand here: {listed(free)}." if free else "Remove it."
    hint = unmeant(name) + hint
    same = meant is not None and is_same(name, meant)
    return Misfit(
        "unknown-field",
        f"{capital(words.name(path))} has no field `{shown(name)}`.",
        place,
        _LOST,
        hint,
        fix=Fix(f"Call it `{meant}`", (Edit(place, meant),)) if same else None,
        meant=meant or "",
        group=path,
        explains=frozenset(filter(None, [meant, joined])),
    )


def _unevaluated(words: Words, refusal: Refusal) -> Misfits:
    """Like ``_unknown``, where the known fields are spread over several parts of the schema."""
    for name in refusal.value:
        if repr(name) in refusal.error.message:
            yield _unknown_field(words, refusal.path, name, [], [])


def _name(words: Words, refusal: Refusal) -> Misfits:
    message = f"A field here cannot be called `{shown(refusal.value)}`."
    hint = words.advice(refusal.part) or "Call it otherwise."
    yield Misfit("format", message, words.key(refusal.path, refusal.value), _LOST, hint, group=refusal.path)


def _depends(words: Words, refusal: Refusal) -> Misfits:
    for name, others in refusal.limit.items():
        missing = [other for other in others if other not in refusal.value]
        if name in refusal.value and missing:
            needed = listed(missing, " and ")
            yield Misfit(
                "depends",
                f"`{name}` stands alone: it needs {needed} beside it.",
                words.key(refusal.path, name),
                f"On its own it does not say what {words.name(refusal.path)} is.",
                f"Add {needed}, or write something else in the place of `{name}`.",
                group=refusal.path,
                explains=frozenset(missing),
                would_be_explained_by=frozenset(missing),
            )


def _not(words: Words, refusal: Refusal) -> Misfits:
    names = refusal.limit.get("required") if isinstance(refusal.limit, dict) else None
    if not names or not isinstance(refusal.value, dict):
        yield from _other(words, refusal)
        return
    message = f"{listed(names, ' and ')} cannot stand beside each other in {words.name(refusal.path)}."
    place = words.key(refusal.path, names[-1])
    yield Misfit("one-of", message, place, "", "Keep one of them.", group=refusal.path)


def _alternatives(words: Words, refusal: Refusal) -> Misfits:
    yield from choose(words, refusal, tell)


def _other(words: Words, refusal: Refusal) -> Misfits:
    """A keyword that no schema of ours uses yet."""
    message = f"{capital(words.name(refusal.path))} is not what it should be."
    hint = words.advice(refusal.part) or "Compare it with the same field at another place."
    yield Misfit("other", message, words.at(refusal.path), "", hint)


_LENGTHS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_SIZES = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_TELLERS: dict[str, Callable[[Words, Refusal], Misfits]] = {
    "required": _required,
    "additionalProperties": _unknown,
    "unevaluatedProperties": _unevaluated,
    "dependentRequired": _depends,
    "not": _not,
    **dict.fromkeys(("oneOf", "anyOf"), _alternatives),
    "type": values.kind,
    **dict.fromkeys(("enum", "const"), values.choice),
    **dict.fromkeys(("pattern", "format"), values.form),
    **dict.fromkeys(_LENGTHS, values.length),
    **dict.fromkeys(_SIZES, values.size),
    "uniqueItems": values.duplicates,
}
