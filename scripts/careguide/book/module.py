"""What the chapters of all modalities have in common: their opening, and the lists that any of them may have."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.book.blocks import Blocks, Chapter, Matter
from careguide.book.manuscript import Manuscript
from careguide.book.quantities import chosen
from careguide.book.statements import contraindications, group, rules, statements
from careguide.book.unit import Fact, body
from careguide.content.common import Module


def chapter(ms: Manuscript, module: Module, *parts: Blocks) -> Chapter:
    """The chapter of a modality: when it must not be used comes before how it is."""
    content = (
        *body(ms, module, _facts(ms, module)),
        *contraindications(ms, module.contraindications),
        *group(2, "In general", module, "general", _general(ms, module)),
        *(block for part in parts for block in part),
    )
    return Chapter(module.id, module.address, module.title, Matter.BODY, "chapter", content)


def _general(ms: Manuscript, module: Module) -> Blocks:
    return (
        *group(3, "What the source says of it", module, "principles", statements(ms, module.principles)),
        *group(3, "Effects", module, "effects", statements(ms, module.effects)),
        *group(3, "Rules", module, "rules", rules(ms, module.rules)),
    )


def _facts(ms: Manuscript, module: Module) -> Iterator[Fact]:
    yield from chosen("Place in the treatment", module.role)
    if module.phase:
        yield "Begins in", (ms.refer(module.phase, module),)
    if module.after:
        yield "After", ms.refer_all(module.after, module)
    if module.combined_with:
        yield "Combined with", ms.refer_all(module.combined_with, module)
    yield from chosen("Review", module.status)
