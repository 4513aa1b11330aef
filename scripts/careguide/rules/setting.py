"""Where a treatment is given, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content import massage, physiotherapy
from careguide.content.common import Equipment, Step
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.scope import demands, keeps_setting
from careguide.content.wording import term
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.language.manner import settings
from careguide.source.place import Place

HasSetting = Equipment | massage.Section | physiotherapy.Procedure | Step
"""What can say where it is used, or done."""


@rule(Severity.ERROR)
def home_vs_specialist(unit: HasSetting, guide: Guide) -> Faults:
    """Something may be done at home, or by the patient, although only a specialist is to do it.

    Why: The reader picks the sentence that suits. Whoever is meant to be kept from treating themselves is invited to.

    Bad:
        # at massage
        rules:
          - id: specialist-only
            text: Only a specialist gives massage.
            source: [S01.p2]
            scope: massage.cervical
            requires: {setting: specialist}

    Good:
        # at massage
        rules:
          - id: specialist-only
            text: Only a specialist gives massage of the back.
            source: [S01.p2]
            scope: massage.thoracic
            requires: {setting: specialist}

    Fix: Look both up. If the source says both, a note where the home use is allowed says so.
    """
    for setting, place in _settings(unit):
        broken = [(said, at) for said, demanded, at in _demanded(unit, guide) if not keeps_setting(setting, demanded)]
        if broken:
            yield Fault(
                f"`setting` allows “{setting}” ({term(setting)}), but {broken[0][0]}.",
                place,
                related=tuple(Related(said, at) for said, at in broken),
            )


@rule(Severity.ERROR, needs=["rule/requires-vs-text"])
def vs_text(unit: HasSetting) -> Faults:
    """The words of a unit allow or demand another setting than `setting` says.

    Why: Readers follow the words, programs follow the field; one of the two lets somebody do what is not for them.

    Bad:
        # at massage.cervical
        title: Massage of the neck at home
        setting: specialist

    Good:
        # at massage.cervical
        title: Massage of the neck at home
        setting: home

    Fix: Look the setting up in the source, and correct the words or the field.
    """
    declared = list(_settings(unit))
    named = settings(f"{unit.title} {unit.text} {unit.as_written}") if declared else []
    if named and not any(setting in named for setting, _ in declared):
        yield Fault(
            f"`setting` is {declared[0][0]} ({term(declared[0][0])}), but the words say {term(named[0])}.",
            declared[0][1],
        )


def _settings(unit: Unit) -> Iterator[tuple[str, Place]]:
    """Each setting that a unit allows, and its place."""
    if isinstance(unit, Equipment):
        for index, setting in enumerate(unit.setting):
            yield setting, unit.place / "setting" / index
    elif isinstance(unit, massage.Section | physiotherapy.Procedure | Step) and unit.setting:
        yield unit.setting, unit.place / "setting"


def _demanded(unit: Unit, guide: Guide) -> Iterator[tuple[str, str, Place]]:
    """Each setting that a rule, or what stands around a unit, demands of it: words, setting, place."""
    for rule_, asked, _ in demands(unit, guide, "setting"):
        yield f"the rule “{rule_.id}” demands “{asked.setting}”", asked.setting, asked.place / "setting"
    above = unit
    while above is not guide.overview:
        above = guide.parent(above)
        for setting, place in _settings(above):
            yield f"“{above.id}”, in which it stands, is for “{setting}”", setting, place
