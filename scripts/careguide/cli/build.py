"""``careguide build``: export guides as books and as data."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.building import Current, Plan, Refusal
from careguide.cli.shell.caching import remembered
from careguide.cli.shell.extras import require
from careguide.cli.shell.failure import Failed, all_failed, told
from careguide.cli.shell.progress import Progress
from careguide.cli.shell.refusal import refuse_verdict
from careguide.cli.shell.run_options import RunOptions, goes_through_guides
from careguide.cli.shell.session import FOUND, Session, tell
from careguide.cli.shell.workers import Workers

if TYPE_CHECKING:
    from careguide.cache.outputs import Outputs
    from careguide.cache.store import Cache
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
@goes_through_guides
@click.pass_obj
def command(
    session: Session, guides: tuple[Path, ...], to: tuple[str, ...], out: Path | None, watch: bool, options: RunOptions
) -> int:
    """Export guides as EPUB, DOCX and FHIR.

    GUIDE is the name of a guide; without one, every guide is built. A guide with errors is not built.
    All files of a guide, with a manifest of them, are put into place together, or none. What has been built already,
    and would be the same again, is left as it stands.

    With --watch, errors are told and waited out; Ctrl-C ends it with exit code 0.
    """
    project = session.project()
    formats = [name.strip() for names in to for name in names.split(",") if name.strip()]
    if to and not formats:
        raise click.BadParameter("name at least one format.", param_hint="--to")
    session.stage = "looking for the guides"
    _refuse_unknown(formats)
    plan = Plan(project, formats, _apart(project, out.absolute() if out else project.build))
    if watch:
        require("preview", "watchfiles")
        return _watch(session, plan, guides)
    from careguide.cache.outputs import Outputs

    cache = remembered(session, project, guides, Outputs, plan.out) if options.cached else None
    return _build(session, plan, guides, options, cache)


def _apart(project: Project, out: Path) -> Path:
    """The same folder, where a build in it is taken neither for a guide nor for the project's own schemas."""
    from careguide.cache.folder import NAME
    from careguide.project import SCHEMA

    for folder in (project.sources, project.root / SCHEMA, project.root / NAME):
        if Path(realpath(out)).is_relative_to(realpath(folder)):
            raise click.BadParameter(f"{folder} is not for what is built. Choose another folder.", param_hint="--out")
    return out


def _refuse_unknown(formats: Sequence[str]) -> None:
    from careguide.publish import UnknownFormat, known

    try:
        known(formats)
    except UnknownFormat as error:
        raise click.BadParameter(str(error), param_hint="--to") from error


def _watch(session: Session, plan: Plan, guides: Sequence[Path]) -> int:
    """Builds all, and then what changes, until it is interrupted."""
    from careguide.library import named
    from careguide.project import Project, ProjectError
    from careguide.watch import COMMON, Watch

    alone = RunOptions(Workers(), cached=False, quiet=False)
    watch = Watch(plan.project)
    try:
        named(plan.project, guides)  # what is no guide now shall not be waited for
        _attempt(session, plan, guides, alone)
        tell("Watching; Ctrl-C ends it.\n")
        for changed in watch.changes():
            try:
                if COMMON in changed:
                    plan = replace(plan, project=Project(plan.project.root))
                names = [name for name in named(plan.project, guides) if name in changed or COMMON in changed]
            except ProjectError as error:
                told(error, session)
                continue
            for name in names:
                tell(f"\n{time.strftime('%H:%M:%S')} Building {name} again.\n")
                _attempt(session, plan, [Path(name)], alone)
    except KeyboardInterrupt:
        tell("\nNo longer watching.\n")
    return 0


def _attempt(session: Session, plan: Plan, guides: Sequence[Path], options: RunOptions) -> None:
    """Builds guides; whatever goes wrong is told, but for a call that can never go well."""
    try:
        _build(session, plan, guides, options)
    except (click.UsageError, BrokenPipeError):
        raise
    except Exception as error:
        told(error, session)


def _build(
    session: Session, plan: Plan, guides: Sequence[Path], options: RunOptions, cache: Cache[Outputs] | None = None
) -> int:
    """Builds guides, and tells what becomes of each; the exit code."""
    from careguide.library import named
    from careguide.reports.parts.style import FEW

    names = named(plan.project, guides)
    account = _Account(plan.project.root, len(names), FEW)
    ledger = cache.ledger if cache else None
    with Progress(options.quiet) as progress:

        def on_stage(stage: str) -> None:
            session.stage = f"building {stage}"
            progress.show(stage)

        for outcome in plan.each(names, options.workers, ledger, on_stage):
            session.stage = "telling what was built"
            with progress.aside():
                account.take(outcome)
            session.stage = progress.count("building", account.taken, len(names))
    if ledger:
        ledger.forget_all_but(plan.project.guides())
    account.conclude()
    if cache and account.current == len(names):
        cache.keep(0, "".join(account.said))
    return max(all_failed(account.failures), FOUND if account.refused else 0)


@dataclass
class _Account:
    """What has become of a number of guides so far, and what has been said about it.

    Of a ``few`` guides, each is told of; of more, the first ones that are refused, and all of them in numbers.
    """

    root: Path
    number: int
    few: int
    said: list[str] = field(default_factory=list)
    failures: list[Failed] = field(default_factory=list)
    built: int = 0
    current: int = 0
    refused: int = 0

    @property
    def taken(self) -> int:
        return self.built + self.current + self.refused + len(self.failures)

    def take(self, outcome: Built | Current | Refusal | Failed) -> None:
        if isinstance(outcome, Failed):
            self.failures.append(outcome)
        elif isinstance(outcome, Refusal):
            self.refused += 1
            if self.refused <= self.few:
                _refuse(outcome, self.root)
        elif isinstance(outcome, Current):
            self.current += 1
            self._say(f"{outcome.guide} is up to date in {_shown(outcome.folder, self.root)}.\n")
        else:
            self.built += 1
            self._say(_made(outcome, self.root))

    def conclude(self) -> None:
        """Says what has become of many guides."""
        if self.number > self.few:
            counts = {"built": self.built, "up to date": self.current, "refused": self.refused}
            counts["failed"] = len(self.failures)
            told = ", ".join(f"{number:,} {word}" for word, number in counts.items() if number)
            self._say(f"{self.number:,} guides: {told}.\n", always=True)

    def _say(self, text: str, *, always: bool = False) -> None:
        if always or self.number <= self.few:
            self.said.append(text)
            tell(text)


def _refuse(refusal: Refusal, root: Path) -> None:
    from careguide.reports.parts.run import all_of

    errors = all_of(refusal.number, "error")
    refuse_verdict(refusal.errors.unpacked(), root, f"{refusal.guide} was not built: mend {errors} first.")


def _made(built: Built, root: Path) -> str:
    """The files of a guide, with their sizes."""
    paths = [_shown(file.path, root) for file in built.files]
    width = max(map(len, paths))
    rows = [f"  {path:<{width}}  {_size(file.size):>8}" for path, file in zip(paths, built.files, strict=True)]
    return "\n".join([f"Built {built.guide} in {built.seconds:.1f} s:", *rows, ""])


def _shown(path: Path, root: Path) -> str:
    """The path from the project's folder, for what is in it; a name gives a terminal no orders."""
    from careguide.reports.parts.printable import printable

    whole = path.resolve()
    return printable((whole.relative_to(root.resolve()) if whole.is_relative_to(root.resolve()) else whole).as_posix())


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
