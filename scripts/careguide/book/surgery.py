"""The chapter on operations, and on when to operate."""

from __future__ import annotations

from careguide.book.blocks import Blocks, Chapter, Heading
from careguide.book.manuscript import Manuscript
from careguide.book.module import chapter as module_chapter
from careguide.book.quantities import chosen
from careguide.book.statements import indications
from careguide.book.steps import steps
from careguide.book.unit import body
from careguide.content.surgery import Category, Operation, Surgery


def chapter(ms: Manuscript, module: Surgery) -> Chapter:
    when = indications(ms, module.indications, 2, "When surgery is indicated")
    return module_chapter(ms, module, when, *(_category(ms, category) for category in module.categories))


def _category(ms: Manuscript, category: Category) -> Blocks:
    return (
        Heading(2, (category.title,), category.address),
        *body(ms, category, chosen("Choice", category.combine)),
        *indications(ms, category.indications, 3, "When it is indicated"),
        *(block for operation in category.operations for block in _operation(ms, operation)),
    )


def _operation(ms: Manuscript, operation: Operation) -> Blocks:
    heading = Heading(3, (operation.title,), operation.address)
    return (heading, *body(ms, operation), *steps(ms, operation.steps))
