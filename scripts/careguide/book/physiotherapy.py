"""The chapter on physical procedures other than massage and exercise."""

from __future__ import annotations

from careguide.book.blocks import Blocks, Chapter, Heading
from careguide.book.course import course
from careguide.book.manuscript import Manuscript
from careguide.book.module import chapter as module_chapter
from careguide.book.quantities import chosen
from careguide.book.statements import equipment, group, rules, statements
from careguide.book.steps import steps
from careguide.book.unit import body
from careguide.content.physiotherapy import Physiotherapy, Procedure


def chapter(ms: Manuscript, module: Physiotherapy) -> Chapter:
    return module_chapter(ms, module, *(_procedure(ms, procedure) for procedure in module.procedures))


def _procedure(ms: Manuscript, procedure: Procedure) -> Blocks:
    facts = (*chosen("Region", procedure.region), *chosen("Setting", procedure.setting))
    return (
        Heading(2, (procedure.title,), procedure.address),
        *body(ms, procedure, facts),
        *group(3, "Effects", procedure, "effects", statements(ms, procedure.effects)),
        *group(3, "Rules", procedure, "rules", rules(ms, procedure.rules)),
        *course(ms, procedure.course, procedure),
        *group(3, "Equipment", procedure, "needed", equipment(ms, procedure.equipment)),
        *group(3, "Steps", procedure, "steps", steps(ms, procedure.steps)),
    )
