"""Files that no editor would write on purpose: each with what it is, and what its bytes are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial

Make = Callable[[bytes], bytes]
"""A hostile file, from the bytes of the sound file in whose place it is put."""

HALVES = "\ud800".encode("utf-8", "surrogatepass") * 1_000
"""Text that is none: halves of characters."""


def files() -> Iterator[tuple[str, Make]]:
    """Hostile files by name; all of them must lead to findings."""
    for family in (_noise, _bombs, _keys, _values, _encodings, _ends):
        yield from family()


def large_files() -> Iterator[tuple[str, Make]]:
    """Hostile files that take a second or so; they too must lead to findings."""
    yield from _largest()
    yield from _many()


def sound() -> Iterator[tuple[str, Make]]:
    """What looks strange and is no fault."""
    yield "line breaks of Windows", lambda real: real.replace(b"\n", b"\r\n")
    yield "line breaks of old Macs", lambda real: real.replace(b"\n", b"\r")
    yield "byte order mark", lambda real: b"\xef\xbb\xbf" + real
    yield "document start and end", lambda real: b"---\n" + real + b"...\n"
    yield "a million spaces at the end", lambda real: real + b" " * (999_000 - len(real))
    yield "a path for a title", partial(_titled, b"../../../../etc/passwd")
    yield "a date for a title", partial(_titled, b"2026-11-22")
    yield "a device for an id", partial(_named, b"con")
    yield "a long remark", lambda real: b"# " + b"x" * (990_000 - len(real)) + b"\n" + real


def _noise() -> Iterator[tuple[str, Make]]:
    for seed in range(4):
        yield f"random bytes {seed}", partial(_random, seed)
    yield "random ASCII", lambda real: bytes(random.Random(5).choices(range(32, 127), k=40_000))
    yield "random signs of YAML", lambda real: bytes(random.Random(6).choices(b"{}[],:-?#&*!|>'\"%@` \n", k=40_000))
    yield (
        "half of it in disorder",
        lambda real: (
            real[: len(real) // 2] + bytes(random.Random(7).sample(real[len(real) // 2 :], len(real) - len(real) // 2))
        ),
    )
    yield "empty bytes", lambda real: bytes(10_000)
    yield "an empty byte in the middle", lambda real: real[:500] + b"\0" + real[500:]
    yield "nothing", lambda real: b""
    yield "a program", lambda real: b"\x7fELF\x02\x01\x01" + bytes(500) + real


def _random(seed: int, _: bytes) -> bytes:
    return random.Random(seed).randbytes(40_000)


def _bombs() -> Iterator[tuple[str, Make]]:
    def laughs(_: bytes) -> bytes:
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
        return "\n".join(lines).encode()

    yield "a billion laughs", laughs
    yield "an anchor inside itself", lambda real: b"id: massage\nsteps: &a [*a]\n"
    yield "an anchor around everything", lambda real: b"&a\n" + real + b"again: *a\n"
    yield "merge keys", lambda real: real + b"base: &b {x: y}\nmore:\n  <<: *b\n"
    yield "a merge key of itself", lambda real: b"a: &a\n  <<: *a\n"
    yield "a tag that runs a program", lambda real: real + b"x: !!python/object/apply:os.system ['touch hacked']\n"
    yield "a tag for data in base64", lambda real: real.replace(b"title: ", b"title: !!binary ", 1)
    yield "a tag of its own", lambda real: b"!<tag:example.org,2026:x>\n" + real
    yield "a directive", lambda real: b"%YAML 1.1\n---\n" + real
    yield "two documents", lambda real: real + b"---\n" + real
    yield "100,000 brackets", lambda real: b"a: " + b"[" * 100_000
    yield "100,000 brackets and their ends", lambda real: b"a: " + b"[" * 100_000 + b"]" * 100_000
    yield "100,000 braces", lambda real: b"a: " + b"{a: " * 100_000
    yield "100,000 dashes", lambda real: b"- " * 100_000
    yield "1,000 steps to the right", lambda real: b"".join(b" " * n + b"a:\n" for n in range(1_300))
    yield "100,000 question marks", lambda real: b"? " * 100_000
    yield "100,000 anchors", lambda real: b"".join(b"- &a%d x\n" % n for n in range(70_000))
    yield (
        "63 brackets for a text",
        lambda real: real.replace(b"title: ", b"title: " + b"[" * 62, 1).replace(b"\n", b"]" * 62 + b"\n", 3),
    )


def _keys() -> Iterator[tuple[str, Make]]:
    yield "the whole twice", lambda real: real + real
    yield "a field 60,000 times", lambda real: real + b"title: again\n" * 60_000
    yield "60,000 unknown fields", lambda real: real + b"".join(b"f%d: 1\n" % n for n in range(60_000))
    yield "a number for a key", lambda real: real + b"1: x\n"
    yield "nothing for a key", lambda real: real + b"null: x\n"
    yield "a list for a key", lambda real: real + b"[a, b]: x\n"
    yield "a date, a truth and a float for keys", lambda real: real + b"2026-11-22: x\ntrue: x\n1.5: x\n.nan: x\n"
    yield "an empty key", lambda real: real + b'"": x\n'
    yield "a key of 100,000 signs", lambda real: real + b'"' + b"k" * 100_000 + b'": x\n'
    yield "a key over lines", lambda real: real + b'"a\n  b": x\n'
    yield "names that Python knows", lambda real: real + b"__class__: x\n__init__: {__globals__: y}\nself: 1\n"


def _values() -> Iterator[tuple[str, Make]]:
    for name, value in {
        "a number of 100,000 digits": b"9" * 100_000,
        "a number with a huge exponent": b"1e999999999",
        "not a number": b".nan",
        "infinity": b"-.inf",
        "a number in hexadecimal": b"0x" + b"f" * 5_000,
        "a truth": b"true",
        "nothing": b"null",
        "a list": b"[a]",
        "fields": b"{a: b}",
        "half of a character": rb'"\ud800"',
        "both halves of a character": rb'"\ud83d\ude00"',
        "an escape beyond the last character": rb'"\U00110000"',
        "an escaped empty byte": rb'"\0"',
        "a mark that turns the order": "Massage \u202egnihtemos".encode(),
        "an isolate": "Massage \u2066x".encode(),
        "a control character": b"Mas\x08sage",
        "an escape of the terminal": b"\x1b]0;hacked\x07\x1b[2J",
        "the same, written with a backslash": rb'"\e]0;hacked\a\e[2J"',
        "a line separator": "Mas\u2028sage".encode(),
        "20,000 signs": b"x" * 20_000,
        "900,000 signs": b"x" * 900_000,
        "900,000 signs in quotes": b'"' + b"\\x41" * 225_000 + b'"',
        "900,000 combining marks": ("a" + "\u0301" * 400_000).encode(),
    }.items():
        yield f"title: {name}", partial(_titled, value)
    for name, value in {
        "out of the project": b"../../outside",
        "absolute": b"/etc/passwd",
        "a device with an end": b"nul.txt",
        "a dot": b".",
        "empty": b'""',
        "with an empty byte": rb'"a\0b"',
        "of 10,000 signs": b"a" * 10_000,
        "in capitals": b"MASSAGE",
        "of Greek letters": "μασάζ".encode(),
    }.items():
        yield f"id: {name}", partial(_named, value)


def _titled(value: bytes, real: bytes) -> bytes:
    before, _, rest = real.partition(b"\ntitle: ")
    return before + b"\ntitle: " + value + b"\n" + rest.partition(b"\n")[2]


def _named(value: bytes, real: bytes) -> bytes:
    before, _, rest = real.partition(b"\n  - id: ")
    return before + b"\n  - id: " + value + b"\n" + rest.partition(b"\n")[2]


def _encodings() -> Iterator[tuple[str, Make]]:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037"):
        yield encoding, partial(_encoded, encoding)
    yield "Windows-1252", lambda real: real.replace(b"title: ", "title: Übung ".encode("cp1252"), 1)
    yield "a lone surrogate", lambda real: real.replace(b"title: ", b"title: \xed\xa0\x80", 1)
    yield "an overlong slash", lambda real: real.replace(b"title: ", b"title: \xc0\xaf", 1)
    yield "a byte order mark in the middle", lambda real: real.replace(b"title: ", b"title: \xef\xbb\xbf", 1)
    yield "two byte order marks", lambda real: b"\xef\xbb\xbf\xef\xbb\xbf" + real
    yield "tabs for spaces", lambda real: real.replace(b"  ", b"\t")
    yield "line breaks of EBCDIC", lambda real: real.replace(b"\n", "\u0085".encode())


def _encoded(encoding: str, real: bytes) -> bytes:
    return real.decode().encode(encoding)


def _ends() -> Iterator[tuple[str, Make]]:
    yield "cut inside a character", lambda real: real.replace(b"title: ", "title: é".encode()[:-1], 1)[:-1] + b"\xc3"
    yield "an open quote", lambda real: real + b'more: "never closed\n'
    yield "an open quote at the start", lambda real: b'"' + real
    yield "an open bracket", lambda real: real + b"more: [never, closed\n"
    yield "an open text on lines", lambda real: real + b"more: |\n" + b"   x\n  x\n x\nx\n"


def _largest() -> Iterator[tuple[str, Make]]:
    """Files of just under the most that is read, made of one thing."""
    pieces = {
        "items": b"- a\n",
        "items in brackets": b"a,",
        "lists": b"- [a, {b: c}]\n",
        "quotes": b"'",
        "texts in quotes": b'- "\\u0041"\n',
        "colons": b":",
        "remarks": b"#\n",
        "empty lines": b"\n",
        "line breaks of old Macs": b"\r",
        "backslashes": b"\\",
        "wide characters": "😀".encode(),
        "steps": b"- {id: a, text: b, source: [S01.p1]}\n",
        "texts on lines": b"- >-\n  a\n\n  b\n",
    }
    for name, piece in pieces.items():
        yield f"a million bytes of {name}", partial(_filled, piece)
    yield "a million and one bytes", lambda real: b"#" + b"x" * 1_000_000
    yield "a text of 50 MB", lambda real: b"title: " + b"x" * 50_000_000
    yield "50 MB of fields", lambda real: b"a: b\n" * 10_000_000


def _filled(piece: bytes, _: bytes) -> bytes:
    start = b"a: [" if piece == b"a," else b""
    return start + piece * ((999_900 - len(start)) // len(piece)) + (b"a]\n" if start else b"")


def _many() -> Iterator[tuple[str, Make]]:
    """Many of what a guide has a few of."""

    def grown(real: bytes, item: bytes, count: int) -> bytes:
        return real + b"principles:\n" + b"".join(item % (n,) for n in range(count))

    step = b"  - id: p%x\n    text: Massage relieves pain for 10 to 15 minutes.\n    source: [S01.p1]\n"
    note = b"  - {id: n%x, severity: low, text: t, for_review: r, author: a, date: 2026-11-22, status: open}\n"
    yield "9,000 statements", lambda real: grown(real, step, 9_000)
    yield "7,000 statements without a source", lambda real: grown(real, step.replace(b"source", b"sauce"), 7_000)
    yield "8,000 notes", lambda real: grown(real, note, 8_000)
    yield "one statement 9,000 times", lambda real: grown(real, step.replace(b"p%x", b"p%.0x"), 9_000)
