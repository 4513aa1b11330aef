"""Where the outside tools are. One that is missing skips a test, or fails it where all are required."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

CLONE = Path(__file__).resolve().parents[2]
REQUIRED = os.environ.get("CAREGUIDE_REQUIRE_CONFORMANCE") == "1"
NODE_MODULES = Path(os.environ.get("CAREGUIDE_NODE_MODULES") or CLONE / ".nox" / "npm" / "node_modules")
INSTALLS = "run `nox -s conformance`, which installs it"
PATIENCE = 300  # seconds, for one run of one tool


def absent(what: str, remedy: str) -> NoReturn:
    reason = f"{what} is missing: {remedy}"
    if REQUIRED:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def java() -> str:
    return program("java", package="default-jre-headless")


def node() -> str:
    return program("node", package="nodejs")


def chromium() -> str:
    return program("chromium", "chromium-browser", "google-chrome", package="chromium")


def libreoffice() -> str:
    return program("soffice", "libreoffice", package="libreoffice-writer-nogui")


def poppler(name: str) -> str:
    return program(name, package="poppler-utils")


def program(*names: str, package: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    return found or absent(names[0], f"on Debian, apt-get install {package}")


def script(name: str) -> str:
    """A command that a Python package brought into this environment."""
    found = Path(sys.executable).with_name(name)
    return str(found) if found.exists() else absent(name, INSTALLS)


def npm_package(name: str) -> Path:
    found = NODE_MODULES / name
    return found if found.is_dir() else absent(name, "run `nox -s conformance` where npm is installed")


def module(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        absent(name, INSTALLS)


def file_of(distribution: str, ending: str) -> Path:
    """A data file that a Python package brought."""
    try:
        files = metadata.files(distribution) or []
    except metadata.PackageNotFoundError:
        absent(distribution, INSTALLS)
    return next(Path(str(file.locate())) for file in files if str(file).endswith(ending))


def run(command: Iterable[str | Path], *, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
