"""``careguide check``: hold guides against their schemas and the rules, and mend what can be mended."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.caching import Transcript, remembered
from careguide.cli.shell.failure import Failed, all_failed
from careguide.cli.shell.formats import format_option
from careguide.cli.shell.progress import Progress
from careguide.cli.shell.run_options import RunOptions, goes_through_guides
from careguide.cli.shell.session import FOUND, Session, style, tell

if TYPE_CHECKING:
    from careguide.cache.store import Cache
    from careguide.pipeline import Checked
    from careguide.project import Project
    from careguide.reports.parts.run import Run, Verdicts
    from careguide.reports.parts.verdict import Packed


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@format_option()
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without judgement; then report what is left.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@goes_through_guides
@click.pass_obj
def command(
    session: Session, paths: tuple[Path, ...], format_: str, strict: bool, fix: bool, diff: bool, options: RunOptions
) -> int:
    """Check guides for faults.

    PATH is the name of a guide, its folder, or a file in it; without one, every guide is checked. A guide is always
    checked whole, because its files refer to each other.

    Findings that an editorial note acknowledges are listed, and never fail a check.

    With --fix, the exit code is that of a check afterwards; with --diff, that of a check as it would be then.
    """
    project = session.project()
    session.stage = "checking"
    check = _Check(session, project, paths, format_, strict)
    if fix or diff:
        return check.of_mended(options, diff)
    return check.of_all(options)


@dataclass
class _Check:
    """A check of guides, and its report; ``failures`` are the guides that something keeps from being judged."""

    session: Session
    project: Project
    paths: Sequence[Path]
    format_: str
    strict: bool
    failures: list[Failed] = field(default_factory=list)

    def of_mended(self, options: RunOptions, diff: bool) -> int:
        """Mends the guides that are named, and tells what is left; with a diff, shows what that would change."""
        from careguide.reports.parts.verdict import Packed, verdict
        from careguide.reports.parts.verdicts import kept

        with Progress(options.quiet) as progress:
            mended = self._mended(diff, progress)
            with kept(Packed.of(verdict(each)) for each in mended) as verdicts:
                run = self._run(verdicts)
                for piece in self._pieces(run):
                    if not diff:
                        self._tell(piece, run, progress)
        return FOUND if run.failed else 0

    def of_all(self, options: RunOptions) -> int:
        """Judges the guides that are named, and tells what was found; the exit code."""
        from careguide.reports.parts.verdict import Packed

        cache = remembered(self.session, self.project, self.paths, Packed) if options.cached else None
        names = self._names()
        with Progress(options.quiet) as progress, closing(self._judged(names, options, cache, progress)) as found:
            code = self._told(names, found, cache, progress)
        return max(code, all_failed(self.failures))

    def _judged(
        self, names: Sequence[str], options: RunOptions, cache: Cache[Packed] | None, progress: Progress
    ) -> Generator[Packed]:
        """What there is to say about each guide; of those that are as they were, from the cache."""
        from careguide.cli.shell.judging import judged

        ledger = cache.ledger if cache else None
        with closing(judged(self.project, names, options.workers, ledger)) as outcomes:
            for done, outcome in enumerate(outcomes, start=1):
                self.session.stage = progress.count("checking", done, len(names))
                if isinstance(outcome, Failed):
                    self.failures.append(outcome)
                else:
                    yield outcome
        if ledger:
            ledger.forget_all_but(self.project.guides())

    def _told(
        self, names: Sequence[str], found: Iterator[Packed], cache: Cache[Packed] | None, progress: Progress
    ) -> int:
        """Tells what is found: to a person at once, where there are many guides; to a program when it is whole."""
        from careguide.reports.parts.style import FEW
        from careguide.reports.parts.verdicts import Coming, kept

        first = next(found, None)
        if first is None and self.failures:
            return 0
        found = chain([first] if first else [], found)
        at_once = self.format_ == "text" and len(names) > FEW
        with nullcontext(Coming(found, len(names))) if at_once else kept(found) as verdicts:
            run, said = self._run(verdicts), Transcript()
            for piece in self._pieces(run):
                self._tell(piece, run, progress)
                said.add(piece)
        code = FOUND if run.failed else 0
        if cache and not self.failures and said.whole:
            cache.keep(code, said.text)
        return code

    def _names(self) -> Sequence[str]:
        """The guides in the order of their files: a hyphen comes before the slash after a guide's name."""
        from careguide.library import named

        return sorted(named(self.project, self.paths), key=lambda name: f"{name}/")

    def _run(self, verdicts: Verdicts) -> Run:
        from careguide.engine.registry import rules
        from careguide.reports.parts.run import Run

        return Run(verdicts, rules(), self.project.root, self.strict, style())

    def _pieces(self, run: Run) -> Iterator[str]:
        from careguide.reports import pieces

        return pieces(self.format_, run)

    def _tell(self, piece: str, run: Run, progress: Progress) -> None:
        stage, self.session.stage = self.session.stage, f"writing the report ({self.format_})"
        with progress.aside():
            tell(piece, run.style)
        self.session.stage = stage

    def _mended(self, diff: bool, progress: Progress) -> Iterator[Checked]:
        """The guides after their fixes, or, with a diff, as they would be; in the end, tells what was mended."""
        from careguide.fixes.mend import mend, write
        from careguide.reports.parts.mended import Mended, difference

        aside = diff or self.format_ != "text"
        mended = Mended(style("stderr" if aside else "stdout"), written=not diff)
        names = self._names()
        try:
            for done, name in enumerate(names):
                self.session.stage = progress.count("mending", done, len(names))
                mending = mend(self.project, name)
                if diff:
                    with progress.aside():
                        tell("".join(difference(mending)))
                else:
                    self.session.stage = f"writing {name}"
                    mending = write(self.project, mending)
                mended.take(mending)
                yield mending.after
        finally:  # whatever has happened, some of them may have been written
            progress.stop()
            tell(mended.text + ("" if aside else "\n"), mended.style, err=aside)
