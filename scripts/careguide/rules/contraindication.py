"""When a treatment must not be used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careguide.content.common import Combine, Conditions, Module, Role, Statement
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.language.words import content_words, plain

_DENIAL = frozenset({"not", "no", "never", "without", "nor"})
_ALLOWING = re.compile(
    r"\b(?:advisable|advised|allowed|appropriate|beneficial|helpful|helps|indicated|permitted|possible|prescribed|"
    r"recommended|safe|suitable|useful)\b"
)
_HOLDING_BACK = re.compile(
    r"n't\b|\b(?:no|not|nor|none|neither|never|without|only|except|unless|until|against|instead|rarely|rules? out|"
    r"ruled out|wait)\b|"
    r"\b(?:avoid|caution|cannot|contraindicat|danger|exclu|forbid|harm|inadvisabl|prohibit|refrain|restrict|"
    r"unsafe|unsuitabl)"
)


@rule(Severity.ERROR, needs=["ref/dangling", "ref/wrong-kind"], acknowledgeable=False)
def other_modality(conditions: Conditions, guide: Guide) -> Faults:
    """Indications or contraindications stand in the file of one modality and apply to something outside of it.

    Why: Whoever reads up on the one treatment is warned of the other, and the treatment that the warning is meant for
    stands there without it.

    Bad:
        # at massage.contraindications
        applies_to: [exercise]

    Good:
        # at massage.contraindications
        applies_to: [massage]

    Fix: Name the modality of this file or a part of it, or move the list to the file that it belongs to.
    """
    module = guide.module_of(conditions)
    for index, name in enumerate(conditions.applies_to):
        target = guide.resolve(name, conditions)
        if module and target and guide.module_of(target) is not module:
            yield Fault(
                f"`applies_to` names “{name}”, but the list stands in {module.place.source.path.name} and is read as "
                f"one for {module.id}.",
                conditions.place / "applies_to" / index,
            )


@rule(Severity.WARNING)
def conflicts_with_indication(module: Module, guide: Guide) -> Faults:
    """The very thing that a treatment of the guide is given for bars another treatment, or the same one.

    Why: The patients for whom the guide is written would then be excluded from the treatment that it gives them. Either
    the contraindication is meant more narrowly, or one of the two statements is wrong.

    Bad:
        # at massage.contraindications
        items:
          - {id: pain, text: Pain in the body, source: [S02.p1], strength: absolute}

    Good:
        # at massage.contraindications
        items:
          - {id: chest-pain, text: Pain in the chest, source: [S02.p1], strength: absolute}

    Fix: Look both up. If the source says both, a note at the contraindication says so, and that it must be narrowed.
    """
    items = module.contraindications.items if module.contraindications else ()
    aims = list(_aims(module, guide)) if items else []
    for item in items:
        bar, codes = content_words(item.name), {(code.system, code.code) for code in item.codes}
        for aim in aims:
            same_code = any((code.system, code.code) in codes for code in aim.codes)
            if same_code or (bar and bar <= content_words(aim.name)):
                yield Fault(
                    f"“{item.name}” bars {module.id}, but is also what treatment in this guide is aimed at: "
                    f"“{aim.name}”",
                    item.place / "text",
                    related=(Related("what the treatment is given for", aim.place),),
                )
                break


@rule(Severity.WARNING)
def only_together(guide: Guide) -> Faults:
    """Contraindications or red flags count only when all of them are present.

    Why: `combine: all` says that fever alone, or numbness alone, is no reason to hold back. A single one is enough.

    Bad:
        # at massage.contraindications
        combine: all
        items:
          - {id: fever, text: Fever, source: [S02.p1], strength: absolute}
          - {id: open-wounds, text: Open wounds, source: [S02.p1], strength: absolute}

    Good:
        # at massage.contraindications
        combine: any
        items:
          - {id: fever, text: Fever, source: [S02.p1], strength: absolute}
          - {id: open-wounds, text: Open wounds, source: [S02.p1], strength: absolute}

    Fix: Write `combine: any`, or `unspecified` where the source leaves it open.
    """
    lists = [module.contraindications for module in guide.modules]
    lists.append(guide.overview.referral.red_flags if guide.overview.referral else None)
    for conditions in lists:
        if conditions and conditions.combine is Combine.ALL and len(conditions.items) > 1:
            yield Fault(
                f"`combine` is all: the {len(conditions.items)} conditions of “{conditions.id}” would count only when "
                "they are all present.",
                conditions.place / "combine",
            )


@rule(Severity.ERROR)
def vs_text(module: Module, guide: Guide) -> Faults:
    """The text above a list of contraindications recommends or allows the treatment.

    Only the text of the list as a whole is read, and only in English; any word that holds back is enough.

    Why: A lost “not” turns the list into its opposite: the very patients whom the treatment may harm are sent to it.

    Bad:
        # at massage.contraindications
        text: Massage is advised in these conditions.

    Good:
        # at massage.contraindications
        text: Massage is not advised in these conditions.

    Fix: Look the sentence up in the source, and write the “not” that was lost; or move the list to `indications`.
    """
    conditions = module.contraindications
    said = plain(conditions.text) if conditions and guide.overview.language.startswith("en") else ""
    allows = _ALLOWING.search(said)
    if conditions and allows and not _HOLDING_BACK.search(said):
        yield Fault(
            f"These are contraindications, but the text says “{allows[0]}”, and nothing in it holds back.",
            conditions.place / "text",
        )


@rule(Severity.INFO)
def strength_missing(module: Module) -> Faults:
    """A contraindication does not say whether it is absolute or relative, nor that the source leaves it open.

    Why: “Never” and “not without asking a doctor” are different instructions.

    Bad:
        # at massage.contraindications
        items:
          - {id: fever, text: Fever, source: [S02.p1]}

    Good:
        # at massage.contraindications
        items:
          - {id: fever, text: Fever, source: [S02.p1], strength: unstated}

    Fix: Write `strength: absolute` or `relative` if the source says so, else `strength: unstated`.
    """
    for item in module.contraindications.items if module.contraindications else ():
        if not item.strength:
            yield Fault(f"The contraindication “{item.name}” has no `strength`.", item.place / "text")


@rule(Severity.WARNING)
def section_empty(module: Module) -> Faults:
    """A modality says nothing of contraindications, not even that the source names none.

    Why: Silence reads as “safe for everybody”. Drugs, heat, massage, exercise, operations and remedies are not.

    Bad:
        # at surgery
        contraindications:

    Good:
        # at surgery
        contraindications:
          id: contraindications
          unstated: the source names none

    Fix: Add `contraindications` with the source's own, or with `unstated` if it names none.
    """
    if module.contraindications is None:
        yield Fault(f"{module.title} has no `contraindications`.", module.place / "title")


def _aims(module: Module, guide: Guide) -> Iterator[Unit]:
    """What the guide treats: its condition, and what the treatments that go with this one are given for.

    What surgery is done for is no aim of the treatments that go before it.
    """
    yield guide.overview.condition
    for other in guide.modules:
        if other is module or Role.LAST_RESORT not in (module.role, other.role):
            for part in other.walk():
                if isinstance(part, Conditions) and part is not other.contraindications:
                    yield from part.items
                elif isinstance(part, Statement) and _is_effect(part) and not _denies(part):
                    yield part


def _is_effect(statement: Statement) -> bool:
    return "effects" in statement.place.path


def _denies(statement: Statement) -> bool:
    return not _DENIAL.isdisjoint(plain(statement.text).split())
