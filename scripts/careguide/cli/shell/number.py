"""Whole numbers as a command is given them."""

from __future__ import annotations

from collections.abc import Callable

import click


def number(least: int, most: int | None = None) -> Callable[[str], int]:
    """The type of an option: a number within bounds, told in words where click's own tells them as ``0<=x<=65535``."""

    def convert(value: str) -> int:
        try:
            given = int(value)
        except ValueError:
            given = least - 1
        if given < least or (most is not None and given > most):
            bounds = f"of {least} or more" if most is None else f"from {least} to {most}"
            raise click.BadParameter(f"this must be a whole number {bounds}, not “{value}”.")
        return given

    return convert
