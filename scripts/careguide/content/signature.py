"""The fingerprint of what a reviewer signs."""

from __future__ import annotations

import hashlib

import orjson

from careguide.content.part import Unit

_NOT_SIGNED = frozenset({"status", "reviews", "version", "date"})
"""What may change after a sign-off without making it stale: the state of the review, and the version's name and day."""


def signature(unit: Unit) -> str:
    """The fingerprint of a whole file of the guide, given the guide's overview or a modality.

    It is taken of the values alone: comments, quoting and the order of the fields may change, a single word may not.
    """
    held = unit.place.source.value
    signed = {key: value for key, value in held.items() if key not in _NOT_SIGNED} if isinstance(held, dict) else held
    return f"sha256:{hashlib.sha256(orjson.dumps(signed, option=orjson.OPT_SORT_KEYS)).hexdigest()}"
