"""What this house asks of its guides, beyond what careguide asks of every guide."""

import re

from careguide.content.common import Step
from careguide.content.medication import Drug
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Severity

_SHORTENED = re.compile(r"\b(?:approx|max|min|resp)\.", re.IGNORECASE)


@rule(Severity.WARNING)
def shortened_word(step: Step) -> Faults:
    """A step holds a shortened word, such as “approx.”.

    Why: Voices that read a page aloud stop at its full stop, and readers in a
    hurry take “min.” for “minutes”.

    Bad:
        # at massage.cervical.stroking
        text: Stroke with the palms, approx. as warm as the skin.

    Good:
        # at massage.cervical.stroking
        text: Stroke with the palms, about as warm as the skin.

    Fix: Write the word in full.
    """
    if found := _SHORTENED.search(step.text):
        message = f"`text` of the step “{step.id}” has the shortened word “{found[0]}”."
        yield Fault(message, step.place / "text")


@rule(Severity.ERROR, acknowledgeable=False)
def brand_as_title(drug: Drug) -> Faults:
    """The title of a drug carries the mark of a brand, ® or ™.

    Why: This house names substances, so that a guide stays right when a brand
    goes, and promotes nobody.

    Bad:
        # at medication.nsaids.diclofenac
        title: Diclofenac®

    Good:
        # at medication.nsaids.diclofenac
        title: Diclofenac

    Fix: Name the substance, and keep the source's word in `as_written`.
    """
    if any(mark in drug.title for mark in "®™"):
        yield Fault(f"`title` is “{drug.title}”, which is a brand.", drug.place / "title")
