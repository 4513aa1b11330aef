"""An error that is no fault of the guide: where it came up, and whose fault it is."""

from __future__ import annotations

from typing import NamedTuple


class InternalError(NamedTuple):
    """``rule`` is the id of the rule that crashed, if one has; ``cause`` names the exception and its words."""

    rule: str
    cause: str
    whose: str

    @classmethod
    def of(cls, error: Exception) -> InternalError:
        """What to tell of an error: of a rule that crashed, the error inside it."""
        rule = getattr(error, "rule", "") or ""
        cause = error.__cause__ if rule and error.__cause__ else error
        return cls(rule, f"{type(cause).__name__}: {cause}", getattr(error, "package", "") or "careguide")

    @property
    def blame(self) -> str:
        return f"This is a fault of {self.whose}, not of the guide."
