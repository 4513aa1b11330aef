"""Writes the page on dependencies: what each is for, and its licence, as the installed packages say it.

``nox -s licences`` does it, where all of the lock is installed.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

CLONE = Path(__file__).parents[2]
sys.path.insert(0, str(CLONE / "scripts"))

from supply.locked import Locked, needed, normal, read  # noqa: E402  # found through the line above

WHY = {
    "click": "the commands and their options",
    "distributed": "checks on the machines of a Dask cluster",
    "joblib": "checks of many guides by several processes",
    "jsonschema": "what is wrong with a file, in the reference's own terms",
    "jsonschema-rs": "whether a file fits its schema, fast",
    "lxml": "reading and writing the XML of the books",
    "msgspec": "the typed guide, and fast JSON for pandoc",
    "orjson": "writing the FHIR Bundle",
    "pygls": "the language server",
    "pypandoc-binary": "pandoc, which writes the books' text; see above",
    "referencing": "references between schemas, without a network",
    "ruamel-yaml": "reading YAML, and keeping comments when it is written",
    "ruamel-yaml-clib": "its fast parser",
    "starlette": "the pages of the preview",
    "uvicorn": "the server of the preview",
    "watchfiles": "noticing that files change",
}
"""Each package that careguide itself imports or starts, and for what."""

# What packages write for one and the same licence.
_SPELLED = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD",
    "BSD license": "BSD",
    "ISC License": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}
# Packages whose metadata does not say it, but the licence that they carry does; or that are made for other systems.
_READ = {
    "atheris": "Apache-2.0",
    "fhirpathpy": "MIT",
    "httpx2-jsfetch": "not installed where sessions run",
    "mergedeep": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "tzdata": "Apache-2.0",
}

_OPENING = """\
# Dependencies

<!-- Made by `nox -s licences`; do not edit. -->

careguide is under the MIT licence. What it stands on is installed beside it, not copied into it, in the versions that
`requirements/all.txt` locks for its own sessions. All of it may be used together with code under MIT: most licences ask
for little more than being named (MIT, BSD, ISC, Apache, PSF); the MPL asks for the source of changed files, and we
change none.

**Pandoc is under the GPL, version 2 or later.** The package pypandoc-binary brings it as a program of its own, which
careguide starts and talks to through pipes. Pandoc's licence binds whoever passes pandoc on, and not careguide.
"""
_REST = """\
Tests, checkers, documentation; nobody who uses careguide gets them. yamllint, under the GPL, is a program that the
benchmark measures careguide against; nothing imports it."""


def page(lock: Sequence[Locked], project: Mapping[str, Any], licences: Mapping[str, str]) -> str:
    """The page, in Markdown; ``licences`` by the packages' names."""
    needs = {"always": project["project"]["dependencies"], **project["project"]["optional-dependencies"]}
    running: dict[str, tuple[str, Locked]] = {}
    for when, requirements in needs.items():
        for entry in needed(lock, requirements):
            running.setdefault(entry.name, (when, entry))
    lines = [_OPENING, "## To run", "", "| package | licence | installed | for |", "| --- | --- | --- | --- |"]
    for name, (when, entry) in sorted(running.items()):
        reason = WHY.get(name) or ", ".join(sorted({*entry.needed_by} & running.keys()))
        lines.append(f"| {name} | {licences[name]} | {when if when == 'always' else f'with `{when}`'} | {reason} |")
    lines += [
        "",
        "## To work on careguide",
        "",
        _REST,
        "",
    ]
    return "\n".join([*lines, *_others({entry.name for entry in lock} - running.keys(), licences), ""])


def _others(names: set[str], licences: Mapping[str, str]) -> Iterator[str]:
    yield from ("| licence | packages |", "| --- | --- |")
    for licence in sorted({licences[name] for name in names}):
        yield f"| {licence} | {', '.join(sorted(name for name in names if licences[name] == licence))} |"


def licence(name: str) -> str:
    """What an installed package says of its licence."""
    if name in _READ:
        return _READ[name]
    try:
        about = metadata(name)
    except PackageNotFoundError:
        raise SystemExit(f"{name} is not installed: nox -s licences") from None
    kinds = [
        line.rpartition("::")[2].strip() for line in about.get_all("Classifier") or () if line.startswith("License")
    ]
    short = [said for said in (about["License-Expression"], about["License"]) if said and len(said.strip()) < 60]
    said = (short or kinds or ["unknown"])[0].strip()
    return _SPELLED.get(said, said)


def main() -> None:
    lock = read((CLONE / "requirements" / "all.txt").read_text("utf-8"))
    project = tomllib.loads((CLONE / "pyproject.toml").read_text("utf-8"))
    licences = {name: licence(name) for name in sorted({normal(entry.name) for entry in lock})}
    Path(sys.argv[1]).write_text(page(lock, project, licences), "utf-8")


if __name__ == "__main__":
    main()
