"""A place in the terms of other programs."""

import pytest

from careguide.reports.parts.addresses import address
from careguide.source.place import Place
from reports.example import GUIDE_FILE, MASSAGE_FILE


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(MASSAGE_FILE), "massage"),
        (Place(MASSAGE_FILE, ("title",)), "massage.title"),
        (Place(MASSAGE_FILE, ("courses", 0)), "massage.thoracic"),
        (Place(MASSAGE_FILE, ("courses", 0, "steps", 1)), "massage.thoracic.vibration"),
        (Place(MASSAGE_FILE, ("courses", 0, "steps", 1, "position")), "massage.thoracic.vibration.position"),
        (Place(MASSAGE_FILE, ("courses", 0, "steps", 2, "after", 1)), "massage.thoracic.rubbing.after.1"),
        (Place(MASSAGE_FILE, ("courses", 9, "steps")), "massage.courses.9.steps"),
        (Place(GUIDE_FILE, ("modalities", 1)), "modalities.1"),
        (Place(GUIDE_FILE), ""),
    ],
)
def test_address(place: Place, expected: str) -> None:
    assert address(place) == expected
