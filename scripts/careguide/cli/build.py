"""``careguide build``: export guides as books and as data."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.extra import require
from careguide.cli.shell.failure import told
from careguide.cli.shell.progress import Progress
from careguide.cli.shell.refusal import refuse
from careguide.cli.shell.session import FOUND, Session, Wrong, tell

if TYPE_CHECKING:
    from careguide.pipeline import Built
    from careguide.project import Project


@click.command("build")
@click.argument("guides", metavar="[GUIDE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--to", metavar="FORMATS", multiple=True, help="Formats with commas between them: epub,docx,fhir. [default: all]"
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put a folder for each guide. [default: build, in the project]",
)
@click.option("--watch", is_flag=True, help="Stay, and build again what changes, until Ctrl-C.")
@click.pass_obj
def command(session: Session, guides: tuple[Path, ...], to: tuple[str, ...], out: Path | None, watch: bool) -> int:
    """Export guides as EPUB, DOCX and FHIR.

    GUIDE is the name of a guide; without one, every guide is built. A guide with errors is not built.
    All files of a guide, with a manifest of them, are put into place together, or none.

    With --watch, errors are told and waited out; Ctrl-C ends it with exit code 0.
    """
    project = session.project()
    formats = [name.strip() for names in to for name in names.split(",") if name.strip()]
    if to and not formats:
        raise click.BadParameter("name at least one format.", param_hint="--to")
    session.stage = "looking for the guides"
    from careguide.library import named

    if watch:
        require("preview", "watchfiles")
        return _watch(session, project, guides, formats, out)
    results = [_build(session, project, name, formats, out) for name in named(project, guides)]
    return 0 if all(results) else FOUND


def _watch(session: Session, project: Project, guides: Sequence[Path], formats: Sequence[str], out: Path | None) -> int:
    """Builds all, and then what changes, until it is interrupted."""
    from careguide.library import named
    from careguide.project import Project, ProjectError
    from careguide.watch import COMMON, Watch

    watch = Watch(project)
    try:
        for name in named(project, guides):
            _attempt(session, project, name, formats, out)
        tell("Watching; Ctrl-C ends it.\n")
        for changed in watch.changes():
            try:
                project = Project(project.root) if COMMON in changed else project
                names = [name for name in named(project, guides) if name in changed or COMMON in changed]
            except ProjectError as error:
                told(error, session)
                continue
            for name in names:
                tell(f"\n{time.strftime('%H:%M:%S')} Building {name} again.\n")
                _attempt(session, project, name, formats, out)
    except KeyboardInterrupt:
        tell("\nNo longer watching.\n")
    return 0


def _attempt(session: Session, project: Project, name: str, formats: Sequence[str], out: Path | None) -> None:
    """Builds one guide; whatever goes wrong is told, but for a call that can never go well."""
    try:
        _build(session, project, name, formats, out)
    except (click.UsageError, BrokenPipeError):
        raise
    except Exception as error:
        told(error, session)


def _build(session: Session, project: Project, name: str, formats: Sequence[str], out: Path | None) -> bool:
    """Builds one guide; whether that went well."""
    from careguide.pipeline import Refused, build
    from careguide.publish import Occupied, UnknownFormat
    from careguide.reports.parts.run import all_of

    with Progress() as progress:

        def on_stage(stage: str) -> None:
            session.stage = f"building {name} ({stage})"
            progress.show(f"{name}: {stage}")

        on_stage("checking")
        try:
            built = build(project, name, to=formats, out=out, on_stage=on_stage)
        except UnknownFormat as error:
            raise click.BadParameter(str(error), param_hint="--to") from error
        except Occupied as error:
            raise Wrong(str(error)) from error
        except Refused as error:
            progress.stop()
            errors = all_of(len(error.checked.errors), "error")
            refuse(error.checked, project.root, f"{name} was not built: mend {errors} first.")
            return False
        progress.stop()
        tell(_made(built, project.root))
        return True


def _made(built: Built, root: Path) -> str:
    """The files of a guide, with their sizes."""
    paths = [_shown(file.path, root) for file in built.files]
    width = max(map(len, paths))
    rows = [f"  {path:<{width}}  {_size(file.size):>8}" for path, file in zip(paths, built.files, strict=True)]
    return "\n".join([f"Built {built.guide} in {built.seconds:.1f} s:", *rows, ""])


def _shown(path: Path, root: Path) -> str:
    """The path from the project's folder, for what is in it."""
    whole = path.resolve()
    return (whole.relative_to(root.resolve()) if whole.is_relative_to(root.resolve()) else whole).as_posix()


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
