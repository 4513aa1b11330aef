"""The options of commands that may have many guides to go through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

from careguide.cli.shell.number import number
from careguide.cli.shell.workers import Workers


@dataclass(frozen=True)
class RunOptions:
    """How a command goes through guides: by whom, with or without what is remembered, with or without talk."""

    workers: Workers
    cached: bool
    quiet: bool


def goes_through_guides(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options, and hands them to it as ``options``."""

    @click.option(
        "--jobs", "-j", metavar="N", type=number(0), default=1, show_default=True,
        help="Do so many guides at once; 0 stands for one for each core.",
    )  # fmt: skip  # each option in one glance
    @click.option("--cluster", metavar="ADDRESS", default="", help="Leave it to a cluster: dask:tcp://HOST:PORT.")
    @click.option("--no-cache", "cached", flag_value=False, default=True, help="Do what has not changed again, too.")
    @click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
    @wraps(command)
    def wrapped(*given: Any, jobs: int, cluster: str, cached: bool, quiet: bool, **others: Any) -> Any:
        return command(*given, options=RunOptions(Workers(jobs, cluster), cached, quiet), **others)

    return wrapped
