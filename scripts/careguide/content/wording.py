"""The words for figures and for the terms of the schema's enumerations, the same in every export."""

from __future__ import annotations

from careguide.content.quantity import Bound, Number, Quantity, Range

NOT_STATED = "not stated in the source"

_UNITS = {
    "s": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "d": ("day", "days"),
    "wk": ("week", "weeks"),
    "mo": ("month", "months"),
    "a": ("year", "years"),
    "/d": ("time a day", "times a day"),
    "/wk": ("time a week", "times a week"),
    "/mo": ("time a month", "times a month"),
    "ug": ("microgram", "micrograms"),
    "mg": ("mg", "mg"),
    "g": ("g", "g"),
    "kg": ("kg", "kg"),
    "mL": ("mL", "mL"),
    "L": ("L", "L"),
    "cm": ("cm", "cm"),
    "teaspoon": ("teaspoon", "teaspoons"),
    "tablespoon": ("tablespoon", "tablespoons"),
    "cup": ("cup", "cups"),
    "glass": ("glass", "glasses"),
    "handful": ("handful", "handfuls"),
    "pinch": ("pinch", "pinches"),
    "drop": ("drop", "drops"),
    "piece": ("piece", "pieces"),
    "part": ("part", "parts"),
    "session": ("session", "sessions"),
    "repetition": ("repetition", "repetitions"),
}

_TERMS = {
    "supine": "lying on the back",
    "prone": "lying on the front",
    "side-lying": "lying on the side",
    "all-fours": "on all fours",
    "source-unspecified": NOT_STATED,
    "unstated": NOT_STATED,
    "unspecified": "the source does not say how these combine",
    "self": "by the patient",
    "home": "at home",
    "specialist": "by a specialist only",
    "hospital": "in hospital",
    "palm-edge": "edge of the palm",
    "finger-pads": "pads of the fingers",
    "lateral-flexion": "bending sideways",
    "isometric-press": "pressing without movement",
    "whole-spine": "whole spine",
    "last-resort": "when the others have failed",
    "any": "any one of these",
    "all": "all of these together",
    "each": "each side",
    "both": "both sides",
    "alternating": "each side in turn",
    "in-review": "in review",
}


def term(value: str) -> str:
    """The words for a value of one of the schema's enumerations."""
    return _TERMS.get(value, value.replace("-", " "))


_AUDIENCES = {"patient": "patients", "clinician": "clinicians", "both": "patients and clinicians"}

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_LANGUAGES = {"de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "ru": "Russian"}


def language(code: str) -> str:
    """A language by its name, or by its code where we have no name for it."""
    return _LANGUAGES.get(code.partition("-")[0], code)


def audience(value: str) -> str:
    """Whom something is for, in words."""
    return _AUDIENCES[value]


def day(date: str) -> str:
    """A date as a reader writes it: ``2026-11-22`` is ``22 November 2026``."""
    year, month, of_month = date.split("-")
    return f"{int(of_month)}\N{NO-BREAK SPACE}{_MONTHS[int(month) - 1]}\N{NO-BREAK SPACE}{year}"


def number(value: Number) -> str:
    """A number exactly as the source has it, without a trailing zero."""
    return f"{value:d}" if isinstance(value, int) else f"{value:.10f}".rstrip("0").rstrip(".")


def with_article(noun: str) -> str:
    """A noun with its indefinite article: an ointment, a drug group."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def figure(quantity: Quantity, counted: str = "") -> str:
    """A quantity in words: ``at least 15–20 minutes``. ``counted`` names what a figure without a unit counts.

    An open bound is said in words and a vague amount stays as the source has it; what is unstated is said to be
    so. Ranges take an en dash, and a figure and its unit are joined by a no-break space.
    """
    if quantity.unstated:
        said = f"“{quantity.as_written}”; " if quantity.as_written else ""
        return f"{said}{NOT_STATED} ({quantity.unstated})"
    if quantity.words:
        return quantity.words
    said = _with_unit(_amount(quantity), quantity.unit or counted, quantity.numbers[-1])
    return f"{said} (derived: not stated in the source at this place)" if quantity.derived else said


def _amount(quantity: Quantity) -> str:
    if quantity.value is not None:
        return number(quantity.value)
    if quantity.at_least is not None:
        return f"at least {_bound(quantity.at_least)}"
    if quantity.at_most is not None:
        return f"at most {_bound(quantity.at_most)}"
    low = number(quantity.min) if quantity.min is not None else ""
    return f"{low}–{number(quantity.max)}" if quantity.max is not None else f"from {low}"


def _bound(bound: Bound) -> str:
    return f"{number(bound.low)}–{number(bound.high)}" if isinstance(bound, Range) else number(bound)


def _with_unit(amount: str, unit: str, last: Number) -> str:
    if unit == "%":
        return f"{amount}%"
    if not unit:
        return amount
    one, many = _UNITS[unit]
    return f"{amount}\N{NO-BREAK SPACE}{one if last == 1 and '–' not in amount else many}"
