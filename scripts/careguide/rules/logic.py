"""How the items of a list combine."""

from __future__ import annotations

from careguide.content.common import Conditions
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Severity


@rule(Severity.ERROR, acknowledgeable=False)
def combinator_missing(conditions: Conditions) -> Faults:
    """A list of conditions does not say how they combine.

    Why: Four indications, of which any one is enough, and four that must come together are two different rules for the
    same operation.

    Bad:
        # at surgery
        indications:
          id: indications
          source: [S02.p1]
          items:
            - {id: failed-care, text: Conservative care has failed, source: [S02.p1]}
            - {id: weak-legs, text: The legs grow weaker, source: [S02.p1]}

    Good:
        # at surgery
        indications:
          id: indications
          source: [S02.p1]
          combine: unspecified
          items:
            - {id: failed-care, text: Conservative care has failed, source: [S02.p1]}
            - {id: weak-legs, text: The legs grow weaker, source: [S02.p1]}

    Fix: Write `combine: any` or `all` if the source says so, else `combine: unspecified`.
    """
    if len(conditions.items) > 1 and conditions.combine is None:
        yield Fault(
            f"“{conditions.id}” has {len(conditions.items)} items and no `combine`.", (conditions.place / "items").key
        )
