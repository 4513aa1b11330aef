"""Makes a broken file from a good one: what a checker must reject, or it has not been checking."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Edit = Callable[[str], str]


def rezip(good: Path, bad: Path, part: str, edit: Edit) -> Path:
    """A copy of a package in which the first part whose name ends so is edited."""
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        name = next(name for name in sorted(source.namelist()) if name.endswith(part))
        for item in source.infolist():
            content = source.read(item)
            if item.filename == name:
                content = changed(content.decode(), edit).encode()
            target.writestr(item, content)
    return bad


def changed(text: str, edit: Edit) -> str:
    result = edit(text)
    assert result != text, "the edit finds nothing to break"
    return result


def reshape(good: Path, bad: Path, edit: Callable[[Any], None]) -> Path:
    """A copy of a JSON file, edited in place."""
    content = json.loads(good.read_text("utf-8"))
    edit(content)
    bad.write_text(json.dumps(content), "utf-8")
    assert json.loads(good.read_text("utf-8")) != content, "the edit changes nothing"
    return bad


def insert(what: str, *, before: str) -> Edit:
    """Before the last such mark."""
    return lambda text: what.join(split_last(text, before))


def split_last(text: str, mark: str) -> tuple[str, str]:
    at = text.rindex(mark)
    return text[:at], text[at:]


def remove(pattern: str) -> Edit:
    return lambda text: re.sub(pattern, "", text, flags=re.DOTALL)
