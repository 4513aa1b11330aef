"""A file → its ``SourceFile`` and what is wrong with it as a file. Whatever it holds, never an exception."""

from __future__ import annotations

import codecs
import errno
from collections.abc import Callable
from pathlib import Path

from careguide.finding import Finding
from careguide.source import characters
from careguide.source.events import Events, Refused, fast_events, is_stricter_than_yaml, slow_events
from careguide.source.file import BOM, Mark, SourceFile
from careguide.source.parse import Parse
from careguide.source.syntax import explain
from careguide.source.troubles import TooMany, Troubles
from careguide.system.regular_file import NotRegular, TooLarge, read_regular

MAX_BYTES = 1_000_000
"""Ten times the longest file that an editor should have to work with."""

SUFFIX = ".yaml"

# A repeated field is the one fault that leaves a value worth judging: what stood first counts.
_HARMLESS = frozenset({"yaml/duplicate-key"})

# So many lines above the end of what can be read, a finding belongs to it.
_NEAR = 2
_CAUSES = frozenset({"yaml/anchor", "yaml/tag"})

Reader = Callable[[Path, str], tuple[SourceFile, list[Finding]]]
"""What makes a source, and says what is wrong with it as a file, from its path and the name to show."""


_ORDERS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class _Unreadable(Exception):
    """Why a file cannot be opened or taken in, and what to do: ``rule``, message and hint."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint


def read(path: Path, name: str) -> tuple[SourceFile, list[Finding]]:
    """Reads one source. ``name`` is the path to show. The value is None where nothing is left to judge."""
    try:
        return read_bytes(_bytes(path), path, name)
    except _Unreadable as trouble:
        return _unread(trouble, path, name)


def read_text(text: str, path: Path, name: str) -> tuple[SourceFile, list[Finding]]:
    """Reads one source as if this text, such as one that is not saved yet, were that of its file."""
    size = len(text.encode(errors="surrogatepass"))
    if size > MAX_BYTES:
        return _unread(_too_large(size), path, name)
    source = SourceFile(path, name, text.removeprefix(BOM), bom=text.startswith(BOM))
    return _judged(source)


def _unread(trouble: _Unreadable, path: Path, name: str) -> tuple[SourceFile, list[Finding]]:
    source = SourceFile(path, name)
    troubles = Troubles(source)
    troubles.add(trouble.rule, trouble.message, (0, 0), hint=trouble.hint)
    return source, troubles.found


def read_bytes(data: bytes, path: Path, name: str) -> tuple[SourceFile, list[Finding]]:
    """Reads a source from the bytes of its file."""
    bom = data.startswith(codecs.BOM_UTF8)
    text, undecoded = _decode(data[3:] if bom else data)
    return _judged(SourceFile(path, name, text, bom=bom), undecoded)


def _judged(source: SourceFile, undecoded: _Undecoded | None = None) -> tuple[SourceFile, list[Finding]]:
    """A source with the value that its text holds, and what is wrong with it as a file."""
    troubles = Troubles(source)
    try:
        if source.path.suffix != SUFFIX:
            _wrong_suffix(troubles, source.path)
        if undecoded:
            troubles.add(
                "encoding",
                undecoded.message,
                _bounds(source, undecoded.at),
                why=_ENCODING,
                hint=undecoded.hint,
            )
        elif _characters(source, troubles):
            source.value, source.mark = _parse(source, troubles)
    except TooMany:
        pass
    if not all(finding.rule in _HARMLESS for finding in troubles.found):
        source.value = None
    return source, troubles.found


# From a path to bytes


def _bytes(path: Path) -> bytes:
    try:
        return read_regular(path, MAX_BYTES)
    except TooLarge as error:
        raise _too_large(error.size) from error
    except NotRegular as error:
        raise _no_file(path) from error
    except (OSError, ValueError) as error:
        raise _no_access(path, error) from error


def _too_large(size: int) -> _Unreadable:
    message = f"This file has {size / 1_000_000:.1f} MB; up to {MAX_BYTES // 1_000_000} MB are read."
    return _Unreadable("too-large", message, "Check that it is the right file. If it is, divide it.")


def _no_file(path: Path) -> _Unreadable:
    what = "a folder" if _is_folder(path) else "no ordinary file"
    return _Unreadable("unreadable", f"This is {what}, where a file should be.", "Put the file itself here.")


def _no_access(path: Path, error: OSError | ValueError) -> _Unreadable:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ENOENT:
        return _Unreadable("unreadable", "There is no such file.", "Check its name and its folder.")
    if _is_folder(path):
        return _no_file(path)
    if number in (errno.EACCES, errno.EPERM):
        return _Unreadable("unreadable", "This file may not be read by you.", "Ask its owner for the permission.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name cannot be used"
    return _Unreadable("unreadable", f"This file cannot be read: {reason}.", "Check the file and its disk.")


def _is_folder(path: Path) -> bool:
    """Whether a folder stands at a path; False too for a path that cannot be one."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


# From bytes to text

_ENCODING = "Read in another encoding, letters and signs would turn into others."
_SAVE = "Open it in your editor and save it with the encoding UTF-8."


class _Undecoded:
    def __init__(self, at: int, message: str, hint: str) -> None:
        self.at = at
        self.message = message
        self.hint = hint


def _decode(data: bytes) -> tuple[str, _Undecoded | None]:
    for mark, encoding in _ORDERS:
        if data.startswith(mark):
            return "", _Undecoded(0, f"This file is stored as {encoding}, not as UTF-8.", _SAVE)
    if b"\0" in data[:4] and len(data) > 3 and data[:4].count(0) in (2, 3):
        return "", _Undecoded(0, "This file is stored as UTF-16 or UTF-32, not as UTF-8.", _SAVE)
    try:
        return data.decode(), None
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode())
        broken = data[error.start : error.start + 3]
        text = data.decode(errors="replace")
    if b"\0" in data:
        return text, _Undecoded(at, "This is not a text file.", "Check that it is the right file.")
    if len(broken) == 3 and broken[0] == 0xED and broken[1] >= 0xA0:
        return text, _Undecoded(
            at, "Here stands half of a character.", "Delete it, and type again what should stand there."
        )
    letter = bytes(broken[:1]).decode("cp1252", errors="replace")
    message = f"This file is not stored as UTF-8: this sign (“{letter}”, if it is Windows-1252) is not."
    return text, _Undecoded(at, message, _SAVE)


def _bounds(source: SourceFile, at: int) -> tuple[int, int]:
    return at, min(at + 1, len(source.text))


def _wrong_suffix(troubles: Troubles, path: Path) -> None:
    message = f"The name of this file ends in “{path.suffix}”, not in “{SUFFIX}”."
    why = "Exports and links would miss it."
    troubles.add("file-name", message, (0, 0), why=why, hint=f"Rename it to {path.stem}{SUFFIX}.")


def _characters(source: SourceFile, troubles: Troubles) -> bool:
    """Whether all characters can be read."""
    before = len(troubles.found)
    for unwanted in characters.UNWANTED.finditer(source.text):
        troubles.character(unwanted[0], unwanted.start())
    return len(troubles.found) == before


# From text to a value


def _parse(source: SourceFile, troubles: Troubles) -> tuple[object, Mark | None]:
    noted = len(troubles.found)
    try:
        return _run(source, troubles, fast_events(source.text))
    except Refused as refused:
        if not is_stricter_than_yaml(refused, source.text):
            return _told(source, refused, troubles)
    del troubles.found[noted:]
    try:
        return _run(source, troubles, slow_events(source.text))
    except Refused as refused:
        return _told(source, refused, troubles)


def _told(source: SourceFile, refused: Refused, troubles: Troubles) -> tuple[None, None]:
    explain(source, refused, troubles)
    troubles.found = _without_echo(troubles.found)
    return None, None


def _without_echo(found: list[Finding]) -> list[Finding]:
    """Findings of which the last says where the file stops being readable, without those that it explains.

    A sign such as ``&`` or ``!`` close above is the cause; other findings close above are consequences.
    """
    *earlier, last = found
    line = last.place.span.line
    near = [finding for finding in earlier if line - finding.place.span.line <= _NEAR]
    causes = [finding for finding in near if finding.rule in _CAUSES]
    return [finding for finding in earlier if finding not in near] + (causes or [last])


def _run(source: SourceFile, troubles: Troubles, events: Events) -> tuple[object, Mark | None]:
    value, mark = Parse(source, troubles).run(events)
    if value is None:
        message = "This file is empty." if not source.text.strip() else "No field stands in this file."
        troubles.add("empty", message, (0, 0), hint="Write its fields, or delete the file.")
    return value, mark
