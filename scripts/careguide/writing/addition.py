"""Something is added to a list that a unit has, or is to have: a note, a sign-off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careguide.finding import Append, Insert
from careguide.source.place import Place
from careguide.validation.outline import Outline


def addition(to: Place, name: str, item: Mapping[str, Any], outline: Outline) -> Append | Insert:
    """The edit that adds an item to the list ``name`` of the group at a place, with its fields in the schema's order.

    A group that has no such list gets it where the schema would have it. ``outline`` is that of the file.
    """
    group = to.value
    assert isinstance(group, dict)
    path = (*to.path, name, 0)
    ordered = {field: item[field] for field in outline.in_order(path, list(item))}
    if name in group:
        return Append(to / name, ordered)
    names = outline.in_order(to.path, [*group, name])
    before = names[max(names.index(name) - 1, 0)]
    return Insert(to / before, name, [ordered])
