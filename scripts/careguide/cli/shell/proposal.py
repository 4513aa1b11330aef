"""A change to one file of a guide: written where nothing is worse after it, and otherwise told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from careguide.cli.shell.refusal import refuse
from careguide.cli.shell.session import Session, Wrong

if TYPE_CHECKING:
    from careguide.pipeline import Checked
    from careguide.project import Project
    from careguide.source.file import SourceFile


def write_unless_worse(
    session: Session, project: Project, checked: Checked, source: SourceFile, make: Callable[[], str], verdict: str
) -> Checked | None:
    """Writes the text that ``make`` gives, and returns the guide as it is then; or tells the errors that it would have.

    ``verdict`` says what follows from them.
    """
    from careguide.finding import Severity
    from careguide.source.writer import WriteError, save
    from careguide.trial import check_as, come

    try:
        text = make()
        after = check_as(project, checked.name, {source.name: text})
        worse = [f for f in come(checked, after) if f.severity is Severity.ERROR and not f.acknowledged_by]
        if worse:
            refuse(replace(after, findings=tuple(worse)), project.root, verdict)
            return None
        session.stage = f"writing {source.name}"
        save(source, text)
    except WriteError as error:
        raise Wrong(f"{source.name} cannot take this: {error}.") from error
    return after
