"""``careguide`` with a rule that prints, and crashes, as long as the massage is titled “Massage”."""

from __future__ import annotations

import dataclasses
from typing import cast

from careguide.cli import main
from careguide.content.guide import Guide
from careguide.engine import registry
from careguide.engine.rule import Rule
from careguide.finding import Faults

RULE = "steps/unknown-ref"


def crashing(guide: Guide) -> Faults:
    print("Content-Length: 100000\r\n\r", flush=True)  # noqa: T201  # as a rule of somebody else's may do
    if any(module.title == "Massage" for module in guide.modules):
        raise ZeroDivisionError
    yield from ()


if __name__ == "__main__":
    rules = cast("dict[str, Rule]", registry.rules())
    rules[RULE] = dataclasses.replace(rules[RULE], check=crashing)
    main()
