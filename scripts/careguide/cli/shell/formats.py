"""The option ``--format`` of commands that report something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from careguide.reports import formats


def format_option(of: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Gives a command the option; its formats are the modules of ``reports/``, or ``of`` a folder in it."""
    choice = click.Choice(formats(of))
    return click.option("--format", "format_", type=choice, default="text", show_default=True, help="How to report.")
