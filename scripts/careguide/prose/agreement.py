"""Whether the figures in prose and the structured ones say the same."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from careguide.content.common import Step
from careguide.content.guide import Guide, once_in_guide
from careguide.content.medication import Drug
from careguide.content.part import Unit
from careguide.knowledge.units import convert, measures
from careguide.prose.context import equal_parts
from careguide.prose.fields import DIMENSIONS, Stated, free, measurable, stated, stated_below, stated_here
from careguide.prose.figure import Bound, Figure
from careguide.prose.numerals import plain
from careguide.prose.reading import counted_figures, figures, quoted_figures
from careguide.source.place import Place

_LANGUAGE = "en"
"""The language whose numbers we read."""

_METRIC = ("mass", "volume")
_COUNTED = ("repetitions", "sessions", "frequency")
_ROUNDING = Fraction(1, 100)
_AGAIN = re.compile(r"\bsame\b|\blikewise\b|\bas (?:before|above)\b", re.IGNORECASE)


class Kind(enum.Enum):
    """How prose and structure differ."""

    OTHER_FIGURE = "the two name different figures"
    UNCARRIED = "the prose names a figure that no field carries"
    CONVERTED = "the prose has a household measure, the field a metric one"
    MADE_EXACT = "the prose is vague, the field has a number"
    UNSAID = "the words quoted for a figure do not contain it"


class Difference(NamedTuple):
    """Words of the prose and their place, and the figure in a field that they are to agree with, if there is one."""

    kind: Kind
    said: str
    prose: Place
    stated: Stated | None = None

    @property
    def where(self) -> str:
        """What to call the field with the words."""
        field = self.prose.path[-1]
        return "the text" if field == "text" else f"`{field}`"


@once_in_guide
def differences(unit: Unit, guide: Guide) -> Sequence[Difference]:
    """Where a unit's text and quotations say otherwise than its figures."""
    return tuple(_differences(unit, guide)) if measurable(type(unit)) else ()


def _differences(unit: Unit, guide: Guide) -> Iterator[Difference]:
    if guide.document.language.startswith(_LANGUAGE):
        for one in stated(unit):
            yield from _in_quotation(one, unit, guide)
    yield from _in_prose(unit, guide)


def agree(figure: Figure, one: Stated) -> bool:
    """Whether prose and field name the same figure, bounds included; units that convert exactly are converted."""
    if figure.vague or not one.numbers or not _for_a_time(figure.per) or (one.unit == "part" and not figure.unit):
        return False
    return _close(_in_unit(figure, one.unit), one.numbers) and figure.bound in (one.bound, Bound.UNCLEAR)


def _in_quotation(one: Stated, unit: Unit, guide: Guide) -> Iterator[Difference]:
    quantity = one.quantity
    if quantity.words:
        yield from _hidden(one, "words", quantity.words)
    elif quantity.unstated:
        yield from _hidden(one, "as_written", quantity.as_written)
    elif quantity.as_written and not equal_parts(quantity.as_written):
        yield from _misquoted(one, unit, guide)


def _misquoted(one: Stated, unit: Unit, guide: Guide) -> Iterator[Difference]:
    words, place = one.quantity.as_written, one.quantity.place / "as_written"
    before = _before(one, unit, guide) if _AGAIN.search(words) else None
    if before and (before.numbers, before.unit, before.bound) != (one.numbers, one.unit, one.bound):
        yield Difference(Kind.OTHER_FIGURE, words, place, one)
    elif not one.quantity.derived:
        said = quoted_figures(words)
        if not _as_quoted(one):
            figure = next((figure for figure in said if not figure.vague), said[0] if said else None)
            yield Difference(_kind(figure, one), figure.said if figure else words, place, one)


def _before(one: Stated, unit: Unit, guide: Guide) -> Stated | None:
    """The figure in the same field of the nearest unit above this one and beside it: what “the same” means."""
    beside = [part for part in guide.parent(unit).parts() if isinstance(part, type(unit))]
    above = reversed(beside[: next((index for index, part in enumerate(beside) if part is unit), 0)])
    found = (other for part in above for other in stated(part) if other.field == one.field and other.numbers)
    nearest = next(found, None)
    return nearest if nearest and nearest.unit and _as_quoted(nearest) else None


def _as_quoted(one: Stated) -> bool:
    words = one.quantity.as_written
    return not words or any(agree(figure, one) for figure in quoted_figures(words))


def _hidden(one: Stated, field: str, words: str) -> Iterator[Difference]:
    """An exact figure in words that are to be vague, or that are quoted for what is unstated."""
    for figure in counted_figures(words):
        measured = figure.unit and measures()[figure.unit].dimension in DIMENSIONS[one.field]
        if not figure.vague and (measured or plain(words) == figure.said):
            yield Difference(Kind.UNCARRIED, figure.said, one.quantity.place / field, one)
            return


def _kind(figure: Figure | None, one: Stated) -> Kind:
    if figure is None:
        return Kind.UNSAID
    if figure.vague:
        return Kind.MADE_EXACT
    return Kind.CONVERTED if _converted(figure, one) else Kind.OTHER_FIGURE


class _Said(NamedTuple):
    """A figure of the prose and the field that it stands in."""

    figure: Figure
    place: Place


def _in_prose(unit: Unit, guide: Guide) -> Iterator[Difference]:
    said = list(_prose(unit, guide))
    if not said:
        return
    exact = [one for one in said if one.figure.numbers]
    here = [*stated_here(unit), *_used(unit, guide)]
    silent = [one for one in here if one.numbers and one.unit and not any(agree(s.figure, one) for s in exact)]
    found = list(_other_figures(unit, guide, exact, here, silent))
    yield from found
    told = [difference.stated for difference in found]
    for figure, place in said:
        for one in silent:
            if figure.vague and one.unit == figure.unit and not one.quantity.derived and one not in told:
                yield Difference(Kind.MADE_EXACT, figure.said, place, one)


def _other_figures(
    unit: Unit, guide: Guide, said: Iterable[_Said], here: Sequence[Stated], silent: Sequence[Stated]
) -> Iterator[Difference]:
    """Each exact figure of the prose that no field carries, with the field that was probably to carry it."""
    left = list(silent)
    for figure, place in said:
        if figure.per or any(agree(figure, one) for one in here) or _carried_elsewhere(figure, unit, guide, here):
            continue
        meant = next((one for one in left if _meant(figure, one)), None)
        if meant:
            left.remove(meant)
            kind = Kind.CONVERTED if _converted(figure, meant) else Kind.OTHER_FIGURE
            yield Difference(kind, figure.said, place, meant)
        elif measures()[figure.unit].dimension in _free(unit, guide):
            yield Difference(Kind.UNCARRIED, figure.said, place)


def _prose(unit: Unit, guide: Guide) -> Iterator[_Said]:
    """The figures of a unit's words; a drug's names hold the strength of a tablet, which no field carries."""
    words = [("text", unit.text, guide.overview.language)]
    if not isinstance(unit, Drug):
        words.append(("title", unit.title, guide.overview.language))
        words.append(("as_written", unit.as_written, guide.document.language))
    for field, text, language in words:
        if language.startswith(_LANGUAGE):
            for figure in figures(text):
                yield _Said(figure, unit.place / field)


def _used(unit: Unit, guide: Guide) -> Iterator[Stated]:
    """What a step's words may repeat: how often its parent is done, and how much there is of what it alone uses."""
    if isinstance(unit, Step):
        yield from (one for one in stated(guide.parent(unit)) if one.dimension in _COUNTED)
        beside = [step for step in guide.parent(unit).parts() if isinstance(step, Step)]
        for name in unit.uses:
            used = guide.resolve(name, unit)
            if used and sum(name in step.uses for step in beside) == 1:
                yield from stated(used)


def _carried_elsewhere(figure: Figure, unit: Unit, guide: Guide, here: Sequence[Stated]) -> bool:
    """Whether figures inside the unit, or beside it in one of its parents, are what the prose sums up or repeats."""
    own = {id(one.quantity) for one in here}
    around = [one for one in _around(unit, guide) if one.unit and id(one.quantity) not in own]
    return all(
        any(_close((convert(number, figure.unit, one.unit),), (known,)) for one in around for known in one.numbers)
        for number in figure.numbers
    )


def _around(unit: Unit, guide: Guide) -> Iterator[Stated]:
    yield from stated_below(unit)
    above = unit
    while above is not guide.overview:
        above = guide.parent(above)
        yield from stated_here(above)


def _free(unit: Unit, guide: Guide) -> frozenset[str]:
    """What the fields measure that could carry one more figure."""
    dimensions = free(unit)
    if isinstance(unit, Step):
        dimensions |= free(guide.parent(unit)).intersection(_COUNTED)
    return dimensions


def _meant(figure: Figure, one: Stated) -> bool:
    """Whether a field was probably to carry a figure: one of the same unit, or the same number in another unit."""
    if figure.unit == one.unit or _converted(figure, one):
        return True
    return figure.numbers == one.numbers and measures()[figure.unit].dimension == one.dimension


def _converted(figure: Figure, one: Stated) -> bool:
    return bool(figure.unit) and measures()[figure.unit].dimension == "household" and one.dimension in _METRIC


def _in_unit(figure: Figure, unit: str) -> tuple[Fraction | None, ...]:
    """The numbers of a figure in another unit; as they are where one of the two has none."""
    numbers = figure.numbers[: len(set(figure.numbers))]
    if not figure.unit or not unit:
        return numbers
    return tuple(convert(number, figure.unit, unit) for number in numbers)


def _close(said: Sequence[Fraction | None], numbers: Sequence[Fraction]) -> bool:
    """Whether the numbers are the same; a third may be written 0.33."""
    return len(said) == len(numbers) and all(
        one is not None and (one == other or (one.denominator % 3 == 0 and abs(one - other) < _ROUNDING))
        for one, other in zip(said, numbers, strict=True)
    )


def _for_a_time(per: str) -> bool:
    return not per or (per in measures() and measures()[per].dimension == "time")
