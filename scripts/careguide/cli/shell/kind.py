"""A kind of modality as a command is given it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from careguide.project import Project


def check_kind(project: Project, kind: str, parameter: str) -> None:
    """Refuses what is no kind of modality, and says which there are."""
    from careguide.engine.suggest import did_you_mean
    from careguide.writing.new_guide import modalities

    known = modalities(project)
    if kind not in known:
        hint = did_you_mean(kind, known, f"There are: {', '.join(known)}.")
        raise click.BadParameter(f"there is no modality “{kind}”. {hint}", param_hint=parameter)
