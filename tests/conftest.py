"""What all tests share: golden files, which ``pytest --update-golden`` rewrites."""

import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

# What a shell starts in the background ignores Ctrl-C, and so would the programs that tests start and interrupt.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

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
