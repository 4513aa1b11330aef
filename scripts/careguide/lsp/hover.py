"""What is told of the place at which somebody looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careguide.engine.suggest import did_you_mean
from careguide.finding import Finding
from careguide.lsp.draft import Group, Id, Locator, Mention, RuleName
from careguide.lsp.markdown import code, escaped, listed, paragraphs, strong
from careguide.lsp.spot import field_path
from careguide.lsp.symbols import Symbols
from careguide.reports.parts.catalogue import catalogue
from careguide.source.place import Place
from careguide.validation.outline import Outline


def hover(symbols: Symbols, outline: Outline, place: Place, findings: Sequence[Finding]) -> str:
    """What to know of a place, as Markdown; empty where nothing is to be told.

    ``outline`` is that of the whole file, ``findings`` are those that concern the place.
    """
    about = _meant(symbols, place) or _field(outline, place, is_name=symbols.meaning(place) is not None)
    return paragraphs([about, *map(_rule, _rules(findings))])


def _meant(symbols: Symbols, place: Place) -> str:
    match symbols.meaning(place):
        case Mention() as mention:
            address = symbols.resolved(mention)
            return "" if address is None else unit(symbols.units[address])
        case Locator(locator, at):
            return _block(symbols, locator, at)
        case Id(address):
            return _identity(symbols, address)
        case RuleName(rule):
            return _rule(rule)
        case None:
            return ""


def unit(group: Group) -> str:
    """A unit, as it is told wherever it is named."""
    head = strong(group.text("title")) + " " if group.text("title") else ""
    line = (group.place / "id").span.line
    where = f"In {group.place.source.path.name}, line {line}."
    return paragraphs([f"{head}{code(group.address)}", escaped(group.text("text")), where])


def _identity(symbols: Symbols, address: str) -> str:
    named = symbols.naming.get(address, ())
    about = f"{code(address)} is the address of this, for ever, in every export." if address else ""
    by = [code(_owner(symbols, place)) for place in named]
    return paragraphs([about, f"Named in:\n\n{listed(by)}" if by else "Nothing names it." if address else ""])


def _block(symbols: Symbols, locator: str, at: str) -> str:
    block, excluded = symbols.blocks.get(locator), symbols.exclusions.get(locator)
    if block is None:
        meant = did_you_mean(locator, symbols.blocks)
        return f"The source document has no block {code(locator)}. {escaped(meant)}".strip()
    others = dict.fromkeys(_owner(symbols, place) for place in symbols.citing.get(locator, ()))
    others.pop(at, None)
    lines = [f"{code(address)} {escaped(_said(symbols, address))}".strip() for address in others]
    alone = "Nothing else cites it." if at else "No unit cites it."
    return paragraphs(
        [
            f"{strong(locator)}, a block of the source document with the fingerprint {code(block.text('hash'))}.",
            f"It is excluded: {escaped(excluded.text('reason'))}" if excluded else "",
            f"{'Also cited' if at else 'Cited'} by:\n\n{listed(lines)}" if lines else alone,
        ]
    )


def _owner(symbols: Symbols, place: Place) -> str:
    group = symbols.unit_around(place)
    return (group.address or group.text("id")) if group else ""


def _said(symbols: Symbols, address: str) -> str:
    group = symbols.units.get(address)
    return (group.text("title") or group.text("text")) if group else ""


# Fields


def _field(outline: Outline, place: Place, *, is_name: bool) -> str:
    """What the schema says of a field: on the field's own name, and on a value that is more than words."""
    path = field_path(place.path)
    field, above = outline.at(path), outline.at(path[:-1])
    if not path or field is None or (place.part != "key" and not (is_name or _is_choice(outline, place))):
        return ""
    return described(str(path[-1]), field, required=above is not None and path[-1] in above.required)


def _is_choice(outline: Outline, place: Place) -> bool:
    """Whether a single value stands there that is more than words of its editor."""
    is_words = isinstance(place.value, str) and not _choices(outline.at(place.path))
    return not is_words and not isinstance(place.value, dict | list)


def described(name: str, field: Outline, *, required: bool) -> str:
    """A field, as it is told wherever it stands or could stand."""
    of_many = field.item is not None and not field.choices
    choices = [code(choice) for choice in _choices(field.item if of_many else field)]
    examples = [code(example) for example in field.examples[:2]]
    return paragraphs(
        [
            strong(name) + (" (required)" if required else ""),
            escaped(field.description),
            f"{'Any' if of_many else 'One'} of: {', '.join(choices)}" if len(choices) > 1 else "",
            f"Such as {' or '.join(examples)}" if examples and not len(choices) > 1 else "",
        ]
    )


def _choices(outline: Outline | None) -> Sequence[object]:
    return outline.choices if outline else ()


# Rules


def _rules(findings: Sequence[Finding]) -> Iterator[str]:
    yield from dict.fromkeys(finding.rule for finding in findings)


def _rule(rule: str) -> str:
    """What a rule finds, and why that matters."""
    entry = catalogue().get(rule)
    if entry is None:
        return ""
    return paragraphs([strong(rule), escaped(entry.manual.what), escaped(entry.manual.why)])
