"""The project of each test, and the command to run in it, as for all commands."""

from cli.conftest import careguide, project

__all__ = ["careguide", "project"]
