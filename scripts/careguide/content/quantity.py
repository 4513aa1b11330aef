"""Figures as the source gives them: values, ranges, open bounds, vague words, and what is left unstated."""

from careguide.content.part import Part

Number = int | float


class Range(Part, frozen=True, kw_only=True):
    """A bound that the source itself gives as a range: at least 15-20 minutes."""

    low: Number
    high: Number


Bound = Number | Range


class Quantity(Part, frozen=True, kw_only=True):
    """A figure. One of ``value``; ``min`` (and ``max``); ``at_least``; ``at_most``; ``words``; ``unstated``.

    ``unit`` is UCUM or a declared household measure, and empty for plain counts (sessions, repetitions).
    ``derived`` marks a figure that the guide infers and the source does not state at this place.
    """

    value: Number | None = None
    min: Number | None = None
    max: Number | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None
    words: str = ""
    unstated: str = ""
    unit: str = ""
    as_written: str = ""
    derived: bool = False

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Every number that the quantity states, from left to right."""
        found: list[Number] = []
        for figure in (self.value, self.min, self.max, self.at_least, self.at_most):
            if isinstance(figure, Range):
                found += [figure.low, figure.high]
            elif figure is not None:
                found.append(figure)
        return tuple(found)
