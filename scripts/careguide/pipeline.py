"""Load → check → export."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from careguide import library
from careguide.clock import days_told
from careguide.content.guide import Guide
from careguide.engine.registry import rules
from careguide.engine.run import order, run
from careguide.finding import Finding, Severity
from careguide.project import Project
from careguide.source.file import SourceFile
from careguide.source.reader import Reader, read
from careguide.system.garbage_collection import collect_seldom

if TYPE_CHECKING:
    from careguide import publish
    from careguide.cache.evidence import Evidence, Moment
    from careguide.cache.outputs import Earlier
    from careguide.edition import Edition
    from careguide.library import Loaded


@dataclass(frozen=True)
class Checked:
    """A guide's name, its files by kind, what they mean, and what is wrong with them.

    ``guide`` is ``None`` where the files are not sound enough to be understood; then no rule has been run.
    """

    name: str
    sources: Mapping[str, SourceFile]
    guide: Guide | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR and not f.acknowledged_by)


class Refused(Exception):
    """A guide has errors and is not built; ``checked`` holds them."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(f"{checked.name} has {len(checked.errors)} errors")
        self.checked = checked


@dataclass(frozen=True)
class Built:
    """What a build made: the files in the order of their formats, the manifest last; and what it rests on."""

    guide: str
    folder: Path
    files: tuple[publish.BuiltFile, ...]
    seconds: float
    evidence: Evidence


def check(project: Project, paths: Sequence[Path] = ()) -> list[Checked]:
    """Checks guides and gives their findings in the order of file, line, column and rule.

    ``paths`` are guides' names, their folders or files inside them; none means every guide. A guide is always checked
    whole, since its files refer to each other. Raises ``ProjectError`` for a path that is no guide.
    """
    return [check_guide(project, name) for name in library.named(project, paths)]


def check_with_evidence(project: Project, moment: Moment | None, name: str) -> tuple[Checked, Evidence]:
    """Checks one guide by name; with a ``moment`` before it, also gives what the findings rest on."""
    return _judged_with_evidence(name, *_load_with_evidence(project, moment, name))


def _load_with_evidence(project: Project, moment: Moment | None, name: str) -> tuple[Loaded, Evidence]:
    from careguide.cache.evidence import Evidence, Witness, digest

    collect_seldom()
    try:
        seen = moment.look(project.sources / name) if moment else None
    except OSError:
        seen = None
    if seen is None:
        return library.load(project, name), Evidence()
    witness = Witness()
    loaded = library.load(project, name, witness.read)
    return loaded, Evidence(seen, digest(witness.held))


def _judged_with_evidence(name: str, loaded: Loaded, evidence: Evidence) -> tuple[Checked, Evidence]:
    with days_told() as days:
        checked = _judged(name, loaded)
    return checked, replace(evidence, days=frozenset(days))


def check_guide(project: Project, name: str, reader: Reader = read, unsaved: Iterable[Path] = ()) -> Checked:
    """Checks one guide by name; ``reader`` and ``unsaved`` are those of ``library.load``."""
    collect_seldom()
    return _judged(name, library.load(project, name, reader, unsaved))


def _judged(name: str, loaded: Loaded) -> Checked:
    """Holds what could be understood against the rules."""
    findings = loaded.findings if loaded.guide is None else [*loaded.findings, *run(loaded.guide, rules())]
    return Checked(name, loaded.sources, loaded.guide, tuple(sorted(findings, key=order)))


def build(
    project: Project,
    name: str,
    *,
    to: Sequence[str] = (),
    out: Path | None = None,
    on_stage: Callable[[str], None] = lambda stage: None,
    moment: Moment | None = None,
    earlier: Earlier | None = None,
) -> Built:
    """Checks a guide, exports it to the named formats (none means all) and moves the result into place at once.

    ``on_stage`` is told what is being done. With a ``moment`` before it, the result tells what it rests on; what was
    built ``earlier`` of the same is not made again. Raises ``Refused`` for a guide with errors,
    ``publish.UnknownFormat`` for a format that no exporter writes, ``ProjectError`` for a name that is no guide; in
    each case nothing is written.
    """
    from careguide import publish

    start = time.perf_counter()
    formats = publish.known(to)
    on_stage("checking")
    loaded, evidence = _load_with_evidence(project, moment, name)
    kept = earlier.kept(evidence.read) if earlier else {}
    folder = (out or project.build) / name
    with ExitStack() as stack:
        whole = _edition(project, loaded.sources, loaded.guide) if loaded.guide else None
        waiting = _begun(whole, [name for name in formats if name not in kept], stack) if whole else {}
        checked, evidence = _judged_with_evidence(name, loaded, evidence)
        if whole is None or checked.errors:
            raise Refused(checked)
        try:
            files = publish.publish(whole, folder, formats, on_stage, kept, waiting)
        except publish.Faulty as faulty:
            raise Refused(replace(checked, findings=(*checked.findings, *faulty.findings))) from faulty
    return Built(name, folder, files, time.perf_counter() - start, evidence)


def _begun(whole: Edition, formats: Sequence[str], stack: ExitStack) -> publish.Waiting:
    """Has pandoc begin while the rules look at the guide; what keeps it from that is told once they let it pass."""
    from careguide import publish

    try:
        return publish.begin(whole, formats, stack)
    except Exception:  # of a guide with errors no book need be possible; publishing begins again
        return {}


def edition(project: Project, checked: Checked, guide: Guide) -> Edition:
    """A guide as the project publishes it, with the fingerprints of the files that were checked."""
    return _edition(project, checked.sources, guide)


def _edition(project: Project, sources: Mapping[str, SourceFile], guide: Guide) -> Edition:
    from careguide.edition import Edition

    return Edition(
        guide=guide,
        publisher=project.publisher,
        canonical=project.canonical,
        sources={source.path.name: source.sha256 for source in sources.values()},
    )
