"""What a rule is: a function over a part of the guide, and what it says about itself."""

from __future__ import annotations

import re
import sys
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType, SimpleNamespace
from typing import Any

from careguide.engine.manual import Manual, manual
from careguide.finding import Faults, Severity

Check = Callable[..., Faults]


@dataclass(frozen=True)
class Rule:
    """A rule. ``id`` is its address: ``steps/order-vs-list`` is ``order_vs_list`` in ``rules/steps.py``.

    ``needs`` names rules that must have found nothing at a place, or nothing that no note accepts, before this one
    looks there; ``acknowledgeable`` says whether an editorial note may accept its findings; ``fixable`` whether they
    can be mended without judgement; ``last`` that it is only asked where no error or warning is left, from which its
    findings might follow. ``package`` names the package that brings the rule, with its version; for one of careguide's
    own it is empty.
    """

    id: str
    severity: Severity
    check: Check
    needs: tuple[str, ...]
    acknowledgeable: bool
    fixable: bool
    last: bool = False
    package: str = ""

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]

    @property
    def about(self) -> str:
        """What its family is about: the first sentence of its module's docstring."""
        words = " ".join((sys.modules[self.check.__module__].__doc__ or "").split())
        return re.split(r"(?<=\.) ", words, maxsplit=1)[0]

    @cached_property
    def manual(self) -> Manual:
        return manual(self.check.__doc__)

    @cached_property
    def subject(self) -> Any:
        """The type of the first parameter: ``Guide``, a part such as ``Course``, ``Drug | Group``, or ``Sequence``."""
        name, written = next(iter(self._parameters.items()))
        first = SimpleNamespace(__annotations__={name: written})
        return typing.get_type_hints(first, self.check.__globals__)[name]

    @cached_property
    def wants_guide(self) -> bool:
        """Whether the function takes the guide as a second parameter."""
        return len(self._parameters) > 1

    @cached_property
    def takes_list(self) -> bool:
        return typing.get_origin(self.subject) is Sequence

    @cached_property
    def part_types(self) -> tuple[type, ...]:
        """The types of the parts, or of the items of the lists, that the rule is handed."""
        wanted = typing.get_args(self.subject)[0] if self.takes_list else self.subject
        return typing.get_args(wanted) or (wanted,)

    @cached_property
    def _parameters(self) -> Mapping[str, Any]:
        """The types of the function's parameters, in their order, as they are written."""
        return {name: type_ for name, type_ in self.check.__annotations__.items() if name != "return"}


def rule(
    severity: Severity,
    *,
    needs: Sequence[str] = (),
    acknowledgeable: bool = True,
    fixable: bool = False,
    last: bool = False,
) -> Callable[[Check], Rule]:
    """Makes a rule of a function; its module and name give the id, its docstring the manual."""

    def declare(check: Check) -> Rule:
        family = check.__module__.rpartition(".")[2]
        names = tuple(part.rstrip("_").replace("_", "-") for part in (family, check.__name__))
        return Rule("/".join(names), severity, check, tuple(needs), acknowledgeable, fixable, last)

    return declare


def rules_in(module: ModuleType) -> list[Rule]:
    """The rules that a module declares; those that it has from elsewhere are not among them."""
    declared = (value for value in vars(module).values() if isinstance(value, Rule))
    return [rule for rule in declared if rule.check.__module__ == module.__name__]
