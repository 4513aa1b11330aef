"""``oneOf`` and ``anyOf``: which of the alternatives was meant, and what is wrong with that one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from careguide.finding import Related
from careguide.validation.misfit.misfit import Misfit
from careguide.validation.misfit.refusal import Refusal
from careguide.validation.misfit.values import wrong_kind
from careguide.validation.misfit.words import Words, capital, fits, listed

Tell = Callable[[Words, Refusal], Iterator[Misfit]]
Schemas = Sequence[dict[str, Any]]

# What speaks against an alternative: another choice than its own more than fields that are not its own.
_WEIGHTS = {"const": 12, "enum": 12, "type": 8, "required": 3, "additionalProperties": 3, "pattern": 2}


def choose(words: Words, refusal: Refusal, tell: Tell) -> Iterator[Misfit]:
    """The misfits of the alternative that comes nearest."""
    branches = [words.schemas.resolve(branch) for branch in refusal.limit]
    if isinstance(refusal.value, dict) and all(_only_names_fields(branch) for branch in branches):
        yield _fields(words, refusal, branches)
        return
    fitting = [index for index, branch in enumerate(branches) if fits(refusal.value, words.types(branch))]
    if not fitting:
        yield wrong_kind(words, refusal, frozenset().union(*(words.types(branch) for branch in branches)))
        return
    best = _nearest(refusal, fitting)
    if best is None:
        yield _unclear(words, refusal, branches)
    for index, inner in refusal.inner:
        if index == best:
            yield from tell(words, inner)


def _nearest(refusal: Refusal, fitting: Sequence[int]) -> int | None:
    """The alternative with the least against it; None where two have as much, or where several fit whole."""
    against = dict.fromkeys(fitting, 0)
    for index, inner in refusal.inner:
        if index in against:
            against[index] += _WEIGHTS.get(inner.keyword, 1)
    least = min(against.values())
    best = [index for index, weight in against.items() if weight == least]
    return best[0] if len(best) == 1 and least else None


def _unclear(words: Words, refusal: Refusal, branches: Schemas) -> Misfit:
    forms = [form for form in map(words.advice, branches) if form]
    hint = " Or: ".join(forms) or words.advice(refusal.part) or "Compare it with the same field at another place."
    message = f"{capital(words.name(refusal.path))} has none of the forms that it can have."
    if not refusal.inner:
        message = f"{capital(words.name(refusal.path))} has more than one of the forms that it can have."
    return Misfit("one-of", message, words.at(refusal.path), "", hint, group=refusal.path)


# Alternatives that only name fields: exactly one of `value`, `min` and `max`, `at_least` …


def _only_names_fields(branch: dict[str, Any]) -> bool:
    return "required" in branch and "type" not in branch


def _fields(words: Words, refusal: Refusal, branches: Schemas) -> Misfit:
    name = capital(words.name(refusal.path))
    options = "; ".join(_option(branch["required"], refusal.part) for branch in branches)
    whole = [names for names in (branch["required"] for branch in branches) if refusal.value.keys() >= set(names)]
    if len(whole) < 2:
        exactly = "exactly" if refusal.keyword == "oneOf" else "at least"
        return Misfit(
            "one-of",
            f"{name} must have {exactly} one of these: {options}. It has none of them.",
            words.head(refusal.path),
            words.meaning(refusal.part),
            "Add the one that says what is meant.",
            group=refusal.path,
            would_be_explained_by=frozenset(other for branch in branches for other in branch["required"]),
        )
    order = list(refusal.value)
    given = sorted((names[0] for names in whole), key=order.index)
    return Misfit(
        "one-of",
        f"{name} has {listed(given, ' and ')}, but only one of these can stand: {options}.",
        words.key(refusal.path, given[1]),
        words.meaning(refusal.part),
        "Keep the one that says what is meant.",
        related=(Related("It has this already", words.key(refusal.path, given[0])),),
        group=refusal.path,
    )


def _option(names: Sequence[str], part: dict[str, Any]) -> str:
    """The fields of an alternative, and those that go with them."""
    more = [name for name, needs in part.get("dependentRequired", {}).items() if set(needs) <= set(names)]
    return listed([*names, *more], " and ")
