"""What becomes of a command that cannot end well: a message for people, and an exit code for programs."""

from __future__ import annotations

import os
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

import click

from careguide.cli.shell.session import BROKEN, WRONG, Session, complain

DEBUG = "CAREGUIDE_DEBUG"
"""Set to anything but nothing, it adds the traceback to the message about an internal error."""

MOST_TOLD = 10
"""Of more failures than these, only the number is told."""

INTERRUPTED = 130
"""What a shell gives for a program that was stopped by Ctrl-C."""


@dataclass(frozen=True)
class Failed:
    """A guide with which something went wrong that is no finding: words for people, and the exit code that follows."""

    guide: str
    words: str
    code: int


def told(error: Exception, session: Session) -> int:
    """Tells the user about an error, where that can still be told; returns the exit code."""
    if isinstance(error, click.Abort):
        return INTERRUPTED
    if isinstance(error, click.ClickException):
        with suppress(OSError):
            error.show()
        return error.exit_code
    return _say(*in_words(error, session.stage))


def in_words(error: Exception, stage: str) -> tuple[str, int]:
    """What to tell of an error in the middle of a stage, and the exit code that follows from it."""
    from careguide.book.pandoc import PandocFault
    from careguide.project import ProjectError

    trace = "".join(traceback.format_exception(error)) if os.environ.get(DEBUG) else ""
    if isinstance(error, click.ClickException):
        return trace + error.format_message(), error.exit_code
    if isinstance(error, ProjectError):
        return trace + str(error), WRONG
    if isinstance(error, OSError) and error.strerror:
        return f"{trace}{stage} failed: {_words(error)}.", BROKEN
    if isinstance(error, MemoryError) or isinstance(error.__cause__, MemoryError):  # the latter: in a rule
        return f"{trace}{stage} failed: there is not enough memory.", BROKEN
    if isinstance(error, PandocFault):
        return f"{trace}{stage} failed: {error}.", BROKEN
    return trace + internal(error, stage), BROKEN


def all_failed(failures: Sequence[Failed]) -> int:
    """Tells of guides with which something went wrong, alike ones once; returns the exit code, 0 without any."""
    guides: dict[str, list[str]] = {}
    for failed in failures:
        guides.setdefault(failed.words, []).append(failed.guide)
    for words, names in islice(guides.items(), MOST_TOLD):
        _say(words + (f"\nThe same goes for {len(names) - 1} more." if len(names) > 1 else ""), 0)
    if len(guides) > MOST_TOLD:
        _say(f"{len(guides) - MOST_TOLD} more failures are not shown.", 0)
    return max((failed.code for failed in failures), default=0)


def stopped(code: int, session: Session) -> int:
    """Tells that the command has stopped because it was asked to; returns the exit code."""
    return _say(f"stopped while {session.stage}. Every file is as it was, or finished.", code)


def _say(message: str, code: int) -> int:
    with suppress(OSError):  # the exit code still tells
        complain(message)
    return code


def _words(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)


def internal(error: Exception, stage: str) -> str:
    """Names the rule, if the error knows it, or else what was being done."""
    from careguide.reports.parts.internal_error import InternalError

    found = InternalError.of(error)
    lines = [f"internal error in {f'the rule {found.rule}' if found.rule else stage}: {found.cause}"]
    lines += [str(error)] if found.rule and error.__cause__ else []
    lines += [found.blame]
    lines += [] if os.environ.get(DEBUG) else [f"With {DEBUG}=1 it shows where it happened."]
    return "\n".join(lines)
