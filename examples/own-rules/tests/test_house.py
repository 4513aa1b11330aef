"""Every rule of the house shows what its manual says, and holds its cases."""

import pytest

from careguide.engine.rule import Rule
from careguide.testing import case_faults, example_faults, rules_in
from house_rules import house


@pytest.mark.parametrize("rule", rules_in(house), ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    assert example_faults(rule) == []


CASES = {
    "the whole word": """
# at massage.cervical.stroking
text: Stroke for a maximum of the time that feels good, at a minimum of pressure.
""",
    "one step, and beside it another that is sound": """
# at massage.cervical.stroking
text: Stroke with the palms, max. pressure.  # expect: house/shortened-word
# at massage.cervical.kneading
text: Knead the muscles gently.
""",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_shortened_word(case: str) -> None:
    assert case_faults(house.shortened_word, case) == []
