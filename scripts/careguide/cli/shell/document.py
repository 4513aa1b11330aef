"""The source document as a command is given it: a file of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from careguide.document.blocks import FoundBlock

LONGEST = 16_000_000
"""A document with more bytes than this is a mistake."""


def read_blocks(document: Path) -> Sequence[FoundBlock]:
    """The blocks of the document that ``--document`` names."""
    from careguide.document.blocks import blocks

    with document.open("rb") as file:
        data = file.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise click.BadParameter(f"{document} is too long to be the source document.", param_hint="--document")
    try:
        return blocks(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{document} is not text in UTF-8.", param_hint="--document") from error
