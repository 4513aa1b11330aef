"""Codes from published classifications."""

from __future__ import annotations

from careguide.content import exercise, massage, medication, physiotherapy
from careguide.content.common import Condition
from careguide.content.exercise import ExerciseTherapy
from careguide.content.guide import Referral
from careguide.content.massage import Massage
from careguide.content.medication import Drug, Group
from careguide.content.part import Unit
from careguide.content.physiotherapy import Physiotherapy
from careguide.content.remedies import Method, Remedies
from careguide.content.surgery import Operation
from careguide.content.wording import with_article
from careguide.engine.rule import rule
from careguide.engine.suggest import did_you_mean
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.code_systems import code_systems
from careguide.knowledge.codes import known_code, known_codes
from careguide.knowledge.substances import names_substance

_ATC_SUBSTANCE = 7
"""How long an ATC code is that stands for one substance."""

_THERAPY = ("therapy", "procedure")
_KINDS: tuple[tuple[type[Unit], tuple[str, ...]], ...] = (
    (Condition, ("condition",)),
    (Drug, ("drug",)),
    (Group, ("drug group",)),
    (medication.Procedure, ("procedure",)),
    (Operation, ("operation",)),
    (Referral, ("referral",)),
    (Massage, _THERAPY),
    (massage.Section, _THERAPY),
    (ExerciseTherapy, _THERAPY),
    (exercise.Section, _THERAPY),
    (Physiotherapy, _THERAPY),
    (physiotherapy.Procedure, _THERAPY),
    (Remedies, _THERAPY),
    (Method, _THERAPY),
)
"""What the codes of each kind of unit may stand for; any other unit may have any code."""


@rule(Severity.ERROR, acknowledgeable=False)
def invalid(unit: Unit) -> Faults:
    """A code is not in the list of codes that have been looked up, or has another name there.

    Why: A wrong digit makes another drug or another operation of it, in every system that reads the export.

    Bad:
        # at medication.nsaids.diclofenac
        codes:
          - {system: atc, code: M01AB5, display: diclofenac, confidence: confident}

    Good:
        # at medication.nsaids.diclofenac
        codes:
          - {system: atc, code: M01AB05, display: diclofenac, confidence: confident}

    Fix: Look the code up in the classification. If it is right, and only new to careguide, have it added to the list of
    codes (`knowledge/codes.csv`), with where it was looked up.
    """
    for code in unit.codes:
        known = known_code(code.system, code.code)
        title = code_systems()[code.system].title
        if known is None:
            yield Fault(
                f"`code` is {code.code}, which is not among the codes of the {title} that have been looked up.",
                code.place / "code",
                did_you_mean(code.code, known_codes(code.system)),
            )
        elif not known.is_called(code.display):
            yield Fault(
                f"`display` is “{code.display}”, but {code.code} is called “{known.display}” in the {title}.",
                code.place / "display",
                f"Write {known.display}, or the code of what you mean.",
            )


@rule(Severity.WARNING, needs=["codes/invalid"])
def category_mismatch(unit: Unit) -> Faults:
    """A code stands for something else than the thing that bears it: a disease for a drug, a drug group for a drug.

    Why: A system that reads the export looks for drugs among the drugs, and finds none.

    Bad:
        # at medication.nsaids.diclofenac
        codes:
          - {system: icd-10, code: M47, display: Spondylosis, confidence: confident}

    Good:
        # at medication.nsaids.diclofenac
        codes:
          - {system: mesh, code: D004008, display: Diclofenac, confidence: confident}

    Fix: Use a code of the right kind, or move the code to the unit that it belongs to.
    """
    if not unit.codes:
        return
    expected = next((kinds for of, kinds in _KINDS if isinstance(unit, of)), ())
    for code in unit.codes:
        known = known_code(code.system, code.code)
        if known and expected and known.kind not in expected:
            yield Fault(
                f"“{unit.name}” has the code {code.code} (“{code.display}”), which stands for "
                f"{with_article(known.kind)}, not {' or '.join(map(with_article, expected))}.",
                code.place / "code",
            )


@rule(
    Severity.ERROR,
    needs=["codes/invalid", "codes/category-mismatch", "drug/misspelt-substance"],
    acknowledgeable=False,
)
def uncertain_exported(drug: Drug) -> Faults:
    """A code of a drug is marked as confident, but stands for something that the drug is not said to hold.

    The name of the code is compared with the drug's substances, or, where none is named, with its title and its name in
    the source. Uncertain codes are never exported; this one would be.

    Why: A guess becomes a fact in every system that reads the export, and somebody gets the wrong drug.

    Bad:
        # at medication.nsaids.diclofenac
        codes:
          - {system: mesh, code: D008012, display: Lidocaine, confidence: confident}

    Good:
        # at medication.nsaids.diclofenac
        codes:
          - {system: mesh, code: D008012, display: Lidocaine, confidence: uncertain}

    Fix: Look the drug up. Correct the code or `substances`; where they cannot be made sure of, write
    `confidence: uncertain`.
    """
    named = " | ".join(drug.substances or (drug.title, drug.as_written))
    codes = [code for code in drug.exported_codes if code.system != "atc" or len(code.code) == _ATC_SUBSTANCE]
    strange = [code for code in codes if not names_substance(named, code.display)]
    if strange:
        yield Fault(
            f"“{drug.name}” has the code {strange[0].code} (“{strange[0].display}”), marked as confident, but is not "
            "said to be or to hold that.",
            strange[0].place / "confidence",
            related=(
                *((Related("what it is said to hold", drug.place / "substances"),) if drug.substances else ()),
                *(Related(f"{code.code}, “{code.display}”", code.place) for code in strange[1:]),
            ),
        )
