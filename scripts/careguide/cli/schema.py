"""``careguide schema``: keep a project's copy of the schemas up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.session import FOUND, Session, tell

if TYPE_CHECKING:
    from careguide.validation.copies import SchemaState


@click.command("schema")
@click.option("--update", is_flag=True, help="Write those that differ or are missing.")
@click.pass_obj
def command(session: Session, update: bool) -> int:
    """Compare the project's schemas with careguide's.

    A project has the schemas in schema/, where editors' tools look for them and where `careguide check` takes them
    from. After a new version of careguide is installed, --update brings them up to date. Schemas of your own that
    careguide does not know stay as they are.

    Exit code 1 where any differs or is missing.
    """
    project = session.project()
    session.stage = "reading the schemas"
    from careguide.validation.copies import compare_schemas, update_schemas

    state = compare_schemas(project)
    if update:
        session.stage = "writing the schemas"
        update_schemas(state)
    tell("".join(f"{line}\n" for line in _told(state, update)))
    return 0 if update or state.is_current else FOUND


def _told(state: SchemaState, update: bool) -> Iterator[str]:
    from careguide.reports.parts.run import plural

    yield from (f"{'Updated' if update else 'Differs:'} schema/{name}" for name in state.different)
    yield from (f"{'Added' if update else 'Missing:'} schema/{name}" for name in state.missing)
    yield from (f"Not one of careguide's: schema/{name}" for name in state.unknown)
    if state.is_current:
        yield f"{plural(len(state.same), 'schema')}, all as they come with this careguide."
    elif not update:
        yield "careguide schema --update writes them as they come with this careguide."
