"""Zip files that depend on what is in them and on nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from careguide.book.pandoc import PandocFault

_DAY_ONE = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def pack(parts: Iterable[tuple[str, bytes]], stored: frozenset[str] = frozenset()) -> bytes:
    """Parts in the order given; those in ``stored`` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts:
            info = zipfile.ZipInfo(name, _DAY_ONE)
            info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return out.getvalue()


def unpack(package: bytes) -> Mapping[str, bytes]:
    """The parts of what pandoc has written. Raises ``PandocFault`` where that is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            return {name: opened.read(name) for name in opened.namelist()}
    except zipfile.BadZipFile as error:
        raise PandocFault("pandoc wrote what is no zip file") from error
