"""Why a command does nothing with a guide: its errors, and what follows from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from careguide.cli.shell.session import style, tell

if TYPE_CHECKING:
    from careguide.pipeline import Checked
    from careguide.reports.parts.verdict import Verdict


def refuse(checked: Checked, root: Path, conclusion: str) -> None:
    """Tells the errors of a guide, and nothing else of what was found, and then what follows from them."""
    from careguide.reports.parts.verdict import verdict

    refuse_verdict(verdict(replace(checked, findings=checked.errors)), root, conclusion)


def refuse_verdict(errors: Verdict, root: Path, conclusion: str) -> None:
    """Tells the errors of a guide, and then what follows from them."""
    from careguide.engine.registry import rules
    from careguide.reports import report
    from careguide.reports.parts.run import Run

    run = Run([errors], rules(), root, style=style("stderr"))
    tell(f"{report('text', run)}\n{conclusion}\n", run.style, err=True)
