"""By which routes the pharmaceutical forms can be given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table


class FormRoute(NamedTuple):
    """A form and one of its routes, as the schema calls them."""

    form: str
    route: str
    source: str


@cache
def routes() -> Mapping[str, tuple[str, ...]]:
    """The routes of each form."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in table.read("routes", FormRoute):
        found[row.form] += (row.route,)
    return dict(found)
