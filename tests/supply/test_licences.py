"""The page on dependencies lists every package of the lock, with a licence that goes together with ours."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

CLONE = Path(__file__).parents[2]
sys.path.insert(0, str(CLONE / "scripts"))

from supply.licences import WHY, page  # noqa: E402  # found through the line above
from supply.locked import normal, read  # noqa: E402

LOCK = read((CLONE / "requirements" / "all.txt").read_text("utf-8"))
PROJECT = tomllib.loads((CLONE / "pyproject.toml").read_text("utf-8"))
PAGE = (CLONE / "docs" / "reference" / "dependencies.md").read_text("utf-8")
GOOD = {
    *(
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "PSF-2.0",
        "Unlicense",
    ),
    "MPL-2.0",  # in files that we do not change
    "not installed where sessions run",
}


def licences() -> dict[str, str]:
    """The licence of each package on the page."""
    running, _, others = PAGE.partition("## To work on careguide")
    found = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|", running, re.MULTILINE))
    found.pop("package")
    for licence, names in re.findall(r"^\| ([^|]+) \| ([a-z0-9, -]+) \|$", others, re.MULTILINE)[1:]:
        found |= dict.fromkeys(names.split(", "), licence)
    return {name: licence for name, licence in found.items() if set(name) != {"-"}}


def test_every_package_is_listed_and_the_page_is_what_the_lock_says() -> None:
    found = licences()
    assert {entry.name for entry in LOCK} == found.keys(), "run nox -s licences"
    assert page(LOCK, PROJECT, found) == PAGE, "run nox -s licences"


STARTED = {"yamllint"}
"""What the benchmark measures as a program: it is never imported, so its licence (the GPL) binds nothing of ours."""


def test_every_licence_goes_together_with_ours() -> None:
    for name, licence in licences().items():
        if name in STARTED:
            continue
        choices = re.split(r" OR ", licence.replace("(", "").replace(")", ""))
        assert any({*choice.split(" AND ")} <= GOOD for choice in choices), f"{name}: {licence}"


def test_what_is_only_started_is_imported_nowhere() -> None:
    texts = [path.read_text("utf-8") for folder in ("scripts", "tests") for path in (CLONE / folder).rglob("*.py")]
    for name in STARTED:
        assert not [text for text in texts if re.search(rf"^\s*(import|from) {name}\b", text, re.MULTILINE)]


def test_what_we_use_ourselves_says_for_what() -> None:
    about = PROJECT["project"]
    direct = [*about["dependencies"], *(each for extra in about["optional-dependencies"].values() for each in extra)]
    names = {normal(re.split(r"[\[<>=~!; ]", each)[0]) for each in direct}
    assert names == WHY.keys()
