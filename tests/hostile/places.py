"""Projects whose folders and files are not what they seem: how a sound one is made so, and what must come of it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

FOUND, REFUSED = 1, 2

SECRET = "title: what stands outside of the project\n"


class Trap(NamedTuple):
    """``make`` turns a sound project into a hostile one; its second folder stands outside of the project.

    ``code`` is the exit code of a check, and ``named`` what its answer must name.
    """

    name: str
    make: Callable[[Path, Path], None]
    code: int
    named: str


def traps() -> Iterator[Trap]:
    for family in (_links, _kinds, _names, _settings, _schemas):
        yield from family()


def _replaced(path: str, by: Callable[[Path, Path], None], project: Path, outside: Path) -> None:
    target = project / path
    if target.is_dir():
        target.rename(outside / "moved")
    else:
        target.unlink(missing_ok=True)
    by(target, outside)


MASSAGE = "sources/base/massage.yaml"


def _links() -> Iterator[Trap]:
    targets = {
        "a file outside": lambda outside: outside / "secret.yaml",
        "a file outside, by a relative path": lambda outside: Path("../../../outside/secret.yaml"),
        "an endless file": lambda _: Path("/dev/zero"),
        "the terminal": lambda _: Path("/dev/stdin"),
        "the surroundings of the process": lambda _: Path("/proc/self/environ"),
        "the passwords": lambda _: Path("/etc/passwd"),
        "itself": lambda _: Path("massage.yaml"),
        "a link that leads outside": lambda outside: outside / "link",
        "nothing outside": lambda outside: outside / "absent",
    }
    for name, target in targets.items():
        yield Trap(f"a link to {name}", partial(_replaced, MASSAGE, partial(_link, target)), REFUSED, "massage.yaml")
    moved = partial(_link, lambda outside: outside / "moved")
    yield Trap("a link to nothing", partial(_replaced, MASSAGE, partial(_link, _absent)), FOUND, "massage.yaml")
    yield Trap("a guide outside", partial(_replaced, "sources/base", moved), REFUSED, "sources/base")
    yield Trap("all sources outside", partial(_replaced, "sources", moved), REFUSED, "sources")


def _absent(_: Path) -> Path:
    return Path("absent.yaml")


def _linked(target: Path, at: Path, _: Path) -> None:
    at.symlink_to(target)


def _link(target: Callable[[Path], Path], at: Path, outside: Path) -> None:
    at.symlink_to(target(outside))


def _kinds() -> Iterator[Trap]:
    for name, make in {
        "a folder": lambda at, _: at.mkdir(),
        "a pipe": lambda at, _: os.mkfifo(at),
        "a socket": _socket,
        "a file of 50 GB": _sparse,
    }.items():
        yield Trap(f"{name} for a file", partial(_replaced, MASSAGE, make), FOUND, "massage.yaml")
    yield Trap("a file for all sources", partial(_replaced, "sources", _written), REFUSED, "sources")
    yield Trap("a pipe for all sources", partial(_replaced, "sources", lambda at, _: os.mkfifo(at)), REFUSED, "sources")
    yield Trap("500 files too many", _crowd, FOUND, "extra-0.yaml")


def _socket(at: Path, _: Path) -> None:
    here = Path.cwd()
    os.chdir(at.parent)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(at.name)
    finally:
        os.chdir(here)


def _sparse(at: Path, _: Path) -> None:
    with at.open("wb") as file:
        file.truncate(50_000_000_000)


def _written(at: Path, _: Path) -> None:
    at.write_text(SECRET, "utf-8")


def _crowd(project: Path, _: Path) -> None:
    for number in range(500):
        (project / f"sources/base/extra-{number}.yaml").write_text("id: extra\n", "utf-8")


def _names() -> Iterator[Trap]:
    for name in (b"con", b"a b", b"x" * 49, b"Base", "guïde".encode(), b"b\xffse", b"a\nb", b"\x1b[2Ja", b"-rf"):
        yield Trap(f"a guide called {name!r}", partial(_folder, name), REFUSED, "cannot be the name of a guide")
    for name in (
        b"massage\n.yaml",
        b"\x1b[2Jx.yaml",
        b"b\xffse.yaml",
        "\u202egnp.yaml".encode(),
        b"x" * 200 + b".yaml",
    ):
        yield Trap(f"a file called {name[:20]!r}", partial(_file, name), FOUND, ".yaml")
    yield Trap("a file in capitals", partial(_file, b"MASSAGE.YAML"), FOUND, "MASSAGE.YAML")


def _folder(name: bytes, project: Path, _: Path) -> None:
    (project / "sources" / os.fsdecode(name)).mkdir()


def _file(name: bytes, project: Path, _: Path) -> None:
    (project / "sources" / "base" / os.fsdecode(name)).write_text("id: x\n", "utf-8")


def _settings() -> Iterator[Trap]:
    for name, content in {
        "random bytes": bytes(range(256)),
        "a million brackets": b"publisher = " + b"[" * 1_000_000,
        "50 MB": b'publisher = "' + b"x" * 50_000_000 + b'"\n',
        "a number of a million digits": b"publisher = " + b"1" * 1_000_000,
        "half of a character": b'publisher = "\xed\xa0\x80"\n',
        "an address that is none": b'publisher = "a"\ncanonical = "javascript:alert(1)"\n',
        "a field of its own": b'publisher = "a"\ncanonical = "https://example.org"\nbuild = "/tmp"\n',
        "200,000 fields": b"".join(b"a%d = 1\n" % n for n in range(200_000)),
        "dotted fields 100,000 deep": b"a" + b".a" * 100_000 + b" = 1\n",
        "a field with signs for the terminal": b'"\\u001b[2J" = 1\n',
    }.items():
        yield Trap(f"settings: {name}", partial(_content, "careguide.toml", content), REFUSED, "careguide.toml")
    for name, make in {"a folder": lambda at, _: at.mkdir(), "a pipe": lambda at, _: os.mkfifo(at)}.items():
        yield Trap(f"settings: {name}", partial(_replaced, "careguide.toml", make), REFUSED, "careguide.toml")
    zero = partial(_link, lambda _: Path("/dev/zero"))
    yield Trap("settings: an endless file", partial(_replaced, "careguide.toml", zero), REFUSED, "careguide.toml")


def _content(path: str, content: bytes, project: Path, _: Path) -> None:
    target = project / path
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(content)


def _schemas() -> Iterator[Trap]:
    schema = "schema/massage.schema.json"
    for name, content in {
        "nothing": b"",
        "random bytes": bytes(range(256)),
        "a list": b"[]",
        "100,000 brackets": b"[" * 100_000,
        "100,000 fields in each other": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        "50 MB": b'{"a": "' + b"x" * 50_000_000 + b'"}',
        "a type that is none": b'{"properties": {"id": {"type": "page"}}}',
        "a pattern that is none": b'{"properties": {"id": {"pattern": "("}}}',
        "a page elsewhere": b'{"properties": {"id": {"$ref": "https://example.org/x.json"}}}',
        "a file elsewhere": b'{"properties": {"id": {"$ref": "file:///etc/passwd"}}}',
        "a path outside": b'{"properties": {"id": {"$ref": "../../outside/secret.json"}}}',
        "part of nothing": b'{"properties": {"id": {"$ref": "#/$defs/absent"}}}',
    }.items():
        yield Trap(f"schema: {name}", partial(_content, schema, content), REFUSED, "massage.schema.json")
    for name, make in {"a folder": lambda at, _: at.mkdir(), "a pipe": lambda at, _: os.mkfifo(at)}.items():
        yield Trap(f"schema: {name}", partial(_schema_as, make), REFUSED, "massage.schema.json")
    for name, path in {"the passwords": "/etc/passwd", "an endless file": "/dev/zero"}.items():
        made = partial(_linked, Path(path))
        yield Trap(f"schema: a link to {name}", partial(_schema_as, made), REFUSED, "massage.schema.json")
    circle = b'{"properties": {"id": {"$ref": "#/properties/id"}}}'
    yield Trap("schema: one that refers to itself", partial(_content, schema, circle), FOUND, "guide.yaml")
    yield Trap("schema: a folder outside", _schemas_outside, REFUSED, "schema")


def _schema_as(make: Callable[[Path, Path], None], project: Path, outside: Path) -> None:
    (project / "schema").mkdir()
    make(project / "schema" / "massage.schema.json", outside)


def _schemas_outside(project: Path, outside: Path) -> None:
    (outside / "schemas").mkdir()
    (outside / "schemas" / "massage.schema.json").write_text("{}", "utf-8")
    (project / "schema").symlink_to(outside / "schemas")
