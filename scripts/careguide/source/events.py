"""Text → the events of YAML 1.2 (a field begins, a text, a list ends), each with offsets in characters.

The C parser (libyaml, which ``ruamel.yaml.clib`` brings) does the work: it is some 25 times as fast as the
one in Python. But it knows YAML 1.1, and refuses a ``:`` or a ``?`` inside a text that stands in brackets, as
in ``{page: https://…}``. Where it stops at one of these, the Python parser, which knows 1.2, decides.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import Event

Events = Iterator[Event]

SLOW_LIMIT = 300_000
"""The Python parser is not asked about a text longer than this (in characters): it would take seconds."""


class Refused(Exception):
    """The text stops being YAML: what the parser says, where, and where what it was reading began."""

    def __init__(self, problem: str, at: int, context: str = "", since: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.at = at
        self.context = context
        self.since = at if since is None else since


def c_parser() -> Callable[[str], Any] | None:
    """The class of the C parser, or None where this Python has none."""
    for module in ("_ruamel_yaml", "_ruamel_yaml_clibz"):
        try:
            parser: Callable[[str], Any] = importlib.import_module(module).CParser
        except ImportError:
            continue
        return parser
    return None


C_PARSER = c_parser()


def fast_events(text: str) -> Events:
    """The events of a text, from the C parser where there is one. Raises ``Refused``."""
    if C_PARSER is None:
        yield from slow_events(text)
        return
    try:
        yield from iter(C_PARSER(text).get_event, None)
    except YAMLError as error:
        raise _refused(error, text) from error


def slow_events(text: str) -> Events:
    """The events of a text, from the parser in Python. Raises ``Refused``."""
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except YAMLError as error:
        raise _refused(error, text) from error
    except (ValueError, OverflowError) as error:  # such as an escape code beyond the last character
        raise Refused("unreadable", 0) from error


def is_stricter_than_yaml(refused: Refused, text: str) -> bool:
    """Whether the C parser may have refused what YAML 1.2 allows, and the other parser may be asked."""
    stopped = refused.problem == "found unexpected ':'" or text[refused.at : refused.at + 1] == "?"
    return stopped and C_PARSER is not None and len(text) <= SLOW_LIMIT


def _refused(error: YAMLError, text: str) -> Refused:
    if not isinstance(error, MarkedYAMLError):
        return Refused(str(error), 0)
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark is not None else 0
    since = min(error.context_mark.index, len(text)) if error.context_mark is not None else at
    return Refused(error.problem or "", at, error.context or "", since)
