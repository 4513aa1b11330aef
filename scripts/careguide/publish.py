"""An edition → files in the build folder: all of them, or none."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careguide import __version__
from careguide.edition import Edition, Export
from careguide.engine.registry import rules
from careguide.engine.run import run_on_export
from careguide.engine.suggest import did_you_mean
from careguide.exporters import Delegating, exporters
from careguide.finding import Finding
from careguide.system.regular_file import NotRegular, TooLarge, read_regular
from careguide.system.staging import staging, write
from careguide.system.swap import swap

MANIFEST = "manifest.json"
_LONGEST_MANIFEST = 10_000_000  # in bytes

Waiting = Mapping[str, Callable[[], bytes]]
"""Files with which other programs have begun, by their formats: each waits for the whole file."""


class UnknownFormat(Exception):
    """A format was asked for that no exporter writes."""


class Faulty(Exception):
    """A rule objects to a finished file, so that none is put into place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings about the finished files")
        self.findings = findings


class Occupied(Exception):
    """The folder to build into holds files that are not a build's."""


@dataclass(frozen=True)
class BuiltFile:
    """A file that was made: where, its size in bytes, and its SHA-256 in hexadecimal."""

    path: Path
    size: int
    sha256: str


def publish(
    edition: Edition,
    folder: Path,
    formats: Sequence[str],
    on_stage: Callable[[str], None],
    kept: Mapping[str, bytes] | None = None,
    waiting: Waiting | None = None,
) -> tuple[BuiltFile, ...]:
    """Exports an edition to the named formats (none means all), and puts the files and their manifest into ``folder``.

    ``kept`` are files that were made of the same edition before, by their formats: they are not made again. ``waiting``
    are those with which other programs have begun.
    Everything is made elsewhere and moved into place at the end, so that ``folder`` holds a whole old set or a whole
    new one. Raises ``Faulty`` where a rule objects to a file, ``UnknownFormat``, ``Occupied``, ``OSError`` where the
    folder cannot be written, and what an exporter raises.
    """
    kept = kept or {}
    written = _written(edition, [name for name in known(formats) if name not in kept], on_stage, waiting or {})
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for name in known(formats):
        exporter = exporters()[name]
        file = f"{edition.guide.id}{exporter.SUFFIX}"
        if name in kept:
            made[file] = kept[name]
            continue
        data = made[file] = written[name]
        on_stage(f"reading {name}")
        findings += run_on_export(Export(edition, name, exporter.notes(data, edition)), rules())
    if findings:
        raise Faulty(findings)
    on_stage("moving into place")
    files = {**made, MANIFEST: _manifest(edition, made)}
    _replace(folder, files)
    return tuple(BuiltFile(folder / name, len(data), _sha256(data)) for name, data in files.items())


def begin(edition: Edition, formats: Sequence[str], stack: ExitStack) -> Waiting:
    """Has other programs begin with those files that they write; they are ended with the stack."""
    chosen = {name: exporters()[name] for name in formats}
    return {
        name: stack.enter_context(exporter.begun(edition))
        for name, exporter in chosen.items()
        if isinstance(exporter, Delegating)
    }


def _written(
    edition: Edition, formats: Sequence[str], on_stage: Callable[[str], None], waiting: Waiting
) -> Mapping[str, bytes]:
    """The files by format. Those that another program writes begin first, and the others are written meanwhile."""
    written: dict[str, bytes] = {}
    with ExitStack() as stack:
        on_stage("writing the books")
        waiting = {**waiting, **begin(edition, [name for name in formats if name not in waiting], stack)}
        for name in sorted(formats - waiting.keys()):
            on_stage(f"writing {name}")
            written[name] = exporters()[name].export(edition)
        for name, finished in waiting.items():
            on_stage(f"writing {name}")
            written[name] = finished()
    return {name: written[name] for name in formats}


def known(formats: Sequence[str]) -> tuple[str, ...]:
    """The formats to write, in their fixed order; none named means all. Raises ``UnknownFormat``."""
    for name in formats:
        if name not in exporters():
            otherwise = f"Formats are: {', '.join(exporters())}."
            raise UnknownFormat(f"There is no format “{name}”. {did_you_mean(name, exporters(), otherwise)}")
    return tuple(name for name in exporters() if name in formats or not formats)


def _manifest(edition: Edition, files: Mapping[str, bytes]) -> bytes:
    overview = edition.guide.overview
    manifest: dict[str, Any] = {
        "guide": overview.id,
        "version": overview.version,
        "status": overview.status,
        "date": overview.date,
        "tool": f"careguide {__version__}",
        "fingerprint": edition.fingerprint,
        "files": {name: {"size": len(data), "sha256": _sha256(data)} for name, data in files.items()},
        "sources": dict(sorted(edition.sources.items())),
    }
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files into a folder beside ``folder``, and lets the two change places."""
    _refuse_strangers(folder, files)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with staging(folder.parent) as new:
        new.mkdir()
        for name, data in files.items():
            write(new / name, data)
        swap(new, folder)


def _refuse_strangers(folder: Path, files: Mapping[str, bytes]) -> None:
    """The folder is replaced whole: what a build did not put there must not vanish with it."""
    if folder.is_dir():
        ours = {*files, MANIFEST, *(f"{folder.name}{exporter.SUFFIX}" for exporter in exporters().values())}
        found = sorted(path.name for path in folder.iterdir())
        strangers = [name for name in found if name not in ours]
        if found == [MANIFEST] and _is_of_another_tool(folder / MANIFEST):
            strangers = found
    elif os.path.lexists(folder):
        strangers = ["it is a file" if folder.exists() else "it is a link to nothing"]
    else:
        return
    if strangers:
        raise Occupied(
            f"{folder} holds what no build has put there ({', '.join(strangers)}). "
            "Move it elsewhere, or choose another folder with --out."
        )


def _is_of_another_tool(manifest: Path) -> bool:
    """Whether a manifest is none of ours. One that is damaged may well be."""
    try:
        said = json.loads(read_regular(manifest, _LONGEST_MANIFEST))
    except (NotRegular, TooLarge):
        return True
    except (OSError, ValueError, RecursionError):
        return False
    return not (isinstance(said, dict) and str(said.get("tool")).startswith("careguide "))
