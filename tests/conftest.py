"""What all tests share: golden files, which ``pytest --update-golden`` rewrites."""

from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[str, str], None]
"""``golden("reports/text.txt", output)`` holds an output against ``tests/golden/reports/text.txt``."""

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files, and look at the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text, to the byte, with the golden file of that name."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.exists(), f"there is no {name} yet: run pytest with --update-golden"
        assert text == file.read_bytes().decode(), f"{name} differs: if that is meant, run pytest with --update-golden"

    return compare
