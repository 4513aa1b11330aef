"""A rule's manual: its docstring, taken apart."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

_SECTION = re.compile(r"^(Why|Bad|Good|Fix):[ \n]", re.MULTILINE)


class ManualError(ValueError):
    """A rule's docstring lacks a part. It is a fault of whoever wrote the rule."""


@dataclass(frozen=True, slots=True)
class Manual:
    """What a rule finds, why that matters clinically, a bad and a good example in YAML, and how to fix it.

    An example begins with a line ``# at ADDRESS``: its fields stand in the unit of that address.
    """

    what: str
    why: str
    bad: str
    good: str
    fix: str

    @property
    def summary(self) -> str:
        """The first sentence of ``what``."""
        return re.split(r"(?<=[.])\s", self.what, maxsplit=1)[0]

    @property
    def markdown(self) -> str:
        """All of it, for programs that show Markdown."""
        parts = [self.what, f"**Why it matters.** {self.why}"]
        if self.bad:
            parts += ["**Not like this:**", f"```yaml\n{self.bad}```", "**But like this:**", f"```yaml\n{self.good}```"]
        return "\n\n".join([*parts, f"**What to do.** {self.fix}"])


def manual(docstring: str | None) -> Manual:
    """Takes a docstring apart into its opening and the sections ``Why:``, ``Bad:``, ``Good:`` and ``Fix:``.

    Raises ``ManualError`` where one of them is missing, doubled or empty.
    """
    what, *rest = _SECTION.split(inspect.cleandoc(docstring or ""))
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    if len(sections) * 2 != len(rest) or set(sections) != {"Why", "Bad", "Good", "Fix"} or not what.strip():
        raise ManualError("a rule's docstring says what it finds, and then Why:, Bad:, Good: and Fix:, each once")
    return Manual(
        what=_prose(what),
        why=_prose(sections["Why"]),
        bad=_example(sections["Bad"]),
        good=_example(sections["Good"]),
        fix=_prose(sections["Fix"]),
    )


def _prose(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def _example(text: str) -> str:
    return inspect.cleandoc("\n" + text.strip("\n")) + "\n"
