"""The chapter on massage."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.book.blocks import Blocks, Chapter, Heading
from careguide.book.course import course
from careguide.book.manuscript import Manuscript
from careguide.book.module import chapter as module_chapter
from careguide.book.quantities import chosen
from careguide.book.statements import equipment, group, rules, statements
from careguide.book.steps import steps
from careguide.book.unit import Fact, body
from careguide.content.massage import Massage, Section


def chapter(ms: Manuscript, module: Massage) -> Chapter:
    return module_chapter(ms, module, *(_section(ms, section) for section in module.sections))


def _section(ms: Manuscript, section: Section) -> Blocks:
    return (
        Heading(2, (section.title,), section.address),
        *body(ms, section, _facts(ms, section)),
        *group(3, "What the source says of it", section, "principles", statements(ms, section.principles)),
        *group(3, "Effects", section, "effects", statements(ms, section.effects)),
        *group(3, "Rules", section, "rules", rules(ms, section.rules)),
        *course(ms, section.course, section),
        *group(3, "Equipment", section, "needed", equipment(ms, section.equipment)),
        *group(3, "Techniques, in order", section, "steps", steps(ms, section.steps)),
    )


def _facts(ms: Manuscript, section: Section) -> Iterator[Fact]:
    yield from chosen("Region", section.region)
    yield from chosen("Method", section.method)
    yield from chosen("Setting", section.setting)
    if section.combined_with:
        yield "Combined with", ms.refer_all(section.combined_with, section)
