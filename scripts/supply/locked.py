"""Reads the lock: which packages, in which versions, with which files' hashes, and what needs which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_HEAD = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Locked:
    """A package in one version. ``text`` is its entry; ``needed_by`` are the names of what needs it."""

    name: str
    version: str
    text: str
    needed_by: Sequence[str]


def read(lock: str) -> list[Locked]:
    """The entries of a lock as ``uv pip compile`` writes it. A package may have several, for different systems."""
    entries = re.findall(r"^(?![#\s]).*\n(?:[ ].*\n)*", lock, re.MULTILINE)
    return [_entry(entry) for entry in entries]


def needed(lock: Iterable[Locked], requirements: Iterable[str]) -> list[Locked]:
    """The entries of what is required, and of all that this needs in turn. Raises ``KeyError`` for what is missing."""
    entries = list(lock)
    names = {entry.name for entry in entries}
    wanted = {normal(_NAME.match(each)[0]) for each in requirements}  # type: ignore[index]  # each begins with a name
    if missing := wanted - names:
        raise KeyError(f"not in the lock: {', '.join(sorted(missing))}")
    while more := {entry.name for entry in entries if wanted & {*entry.needed_by}} - wanted:
        wanted |= more
    return [entry for entry in entries if entry.name in wanted]


def normal(name: str) -> str:
    """A package's name as all spellings of it are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(project: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Everything that a pyproject.toml asks for: for running, for extras, for groups, and for building."""
    about, groups = project["project"], project["dependency-groups"]
    lists = [about["dependencies"], *_values(about["optional-dependencies"]), *_values(groups)]
    lists.append(project["build-system"]["requires"])
    return [each for requirements in lists for each in requirements if isinstance(each, str)]  # type: ignore[attr-defined]


def _values(table: object) -> Iterable[object]:
    assert isinstance(table, Mapping)
    return table.values()


def _entry(text: str) -> Locked:
    head = _HEAD.match(text)
    assert head is not None, text
    remarks = re.findall(r"^ +# +(.*)$", text, re.MULTILINE)
    reasons = [remark.removeprefix("via").strip() for remark in remarks]
    by = [normal(reason) for reason in reasons if _NAME.fullmatch(reason)]
    return Locked(normal(head["name"]), head["version"], text, by)
