"""The wheel, as someone has it who has no clone."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conformance.tools import CLONE

pytestmark = pytest.mark.conformance


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        folder,
        CLONE,
    ]
    subprocess.run(command, check=True)
    [wheel] = folder.glob("careguide-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_it_carries_every_schema(unpacked: Path) -> None:
    ours = {path.name for path in (CLONE / "schema").iterdir()}
    assert {path.name for path in (unpacked / "careguide" / "schema").iterdir()} == ours


def test_it_carries_every_file_of_the_package(unpacked: Path) -> None:
    package = CLONE / "scripts" / "careguide"
    ours = {path.relative_to(package) for path in package.rglob("*") if path.is_file()}
    carried = {path.relative_to(unpacked / "careguide") for path in (unpacked / "careguide").rglob("*")}
    assert {path for path in ours if "__pycache__" not in path.parts} <= carried


def test_it_checks_a_project_without_schemas_of_its_own(unpacked: Path, tmp_path: Path) -> None:
    shutil.copy(CLONE / "careguide.toml", tmp_path)
    shutil.copytree(CLONE / "sources", tmp_path / "sources")
    main = "import careguide.cli, sys; print(careguide.__file__); sys.exit(careguide.cli.main())"
    ran = subprocess.run(
        [sys.executable, "-c", main, "check"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.startswith(str(unpacked)), ran.stderr
    assert ran.returncode == 0, ran.stdout + ran.stderr
