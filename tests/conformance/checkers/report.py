"""What a checker says about a file."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Report:
    checker: str
    seen: str
    problems: list[str]


Judge = Callable[[Report], None]


class DidNotRun(Exception):
    """The checker ended without a sign that it has read the file: that it found nothing then says nothing."""


def existing(file: Path) -> Path:
    """The file, absolute: some checkers report no problem with a file that is not there."""
    return file.resolve(strict=True)


def read_json(file: Path, ran: subprocess.CompletedProcess[str]) -> Any:
    if not file.exists():
        raise DidNotRun(f"exit {ran.returncode}: {ran.stdout}{ran.stderr}")
    return json.loads(file.read_text("utf-8"))


def printed_json(ran: subprocess.CompletedProcess[str]) -> Any:
    try:
        return json.loads(ran.stdout)
    except ValueError as fault:
        raise DidNotRun(f"exit {ran.returncode}: {ran.stdout}{ran.stderr}") from fault
