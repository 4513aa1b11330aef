"""Checks, lays out and builds a sound guide once, so that no process that divides from this one has to begin from cold.

Imported for that alone, by the process that all others divide from (see ``confined``).
"""

import tempfile
from importlib import import_module

from careguide.cli import main
from careguide.pipeline import check
from careguide.project import Project
from careguide.testing.overlay import PROJECT

main.list_commands(main.make_context("careguide", ["--help"], resilient_parsing=True))
check(Project(PROJECT))
for module in ("fixes.mend", "publish", "validation.misfit", "writing.formatting"):
    import_module(f"careguide.{module}")
import_module("click.testing")
tempfile.gettempdir()
