"""A project of one's own, with the wheel installed in a fresh environment and no clone in sight."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.tools import CLONE, absent, run, script

pytestmark = pytest.mark.conformance

Careguide = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment in which the wheel is installed, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    built = run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, CLONE])
    assert built.returncode == 0, built.stderr
    [wheel] = folder.glob("careguide-*.whl")
    venv.create(folder / "env", with_pip=True)
    found = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    installed = run([found / "python", "-m", "pip", "install", "--quiet", wheel])
    if "No matching distribution" in installed.stderr or "Connection" in installed.stderr:
        absent("PyPI", "what careguide depends on is installed from there")
    assert installed.returncode == 0, installed.stderr
    return found


@pytest.fixture
def careguide(programs: Path, tmp_path: Path) -> Careguide:
    """Runs the installed command in an empty folder, with nothing around it that could help."""

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if name in ("HOME", "LANG", "SYSTEMROOT", "TMPDIR")}
        return subprocess.run(
            [str(programs / "careguide"), *arguments],
            cwd=tmp_path,
            env={**env, "PATH": f"{programs}{os.pathsep}{os.defpath}"},
            capture_output=True,
            text=True,
            check=False,
        )

    return call


@pytest.fixture
def project(careguide: Careguide, tmp_path: Path) -> Path:
    begun = careguide("init")
    assert begun.returncode == 0, begun.stderr
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "check --strict",
        "fmt --check",
        "build",
        "status",
        "schema",
        "coverage example --document sources/example/article.txt",
        "rules",
        "explain source/unmapped-block",
        "review check",
        "review sign example --module exercise --reviewer reader --outcome changes-requested",
        "new modality example massage",
        "new note example exercise.neck --id a-note --severity low --text Unclear.",
        "new guide another --document sources/example/article.txt --modality surgery",
    ],
)
def test_every_command_works(careguide: Careguide, project: Path, command: str) -> None:
    ran = careguide(*command.split())
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_its_build_is_the_clone_s(careguide: Careguide, project: Path) -> None:
    """The same sources give the same bytes, wherever careguide is installed."""
    careguide("build")
    ours = project / "ours"
    built = run([script("careguide"), "--project", project, "build", "--out", ours])
    assert built.returncode == 0, built.stderr
    theirs = project / "build" / "example"
    assert {path.name: path.read_bytes() for path in theirs.iterdir()} == {
        path.name: path.read_bytes() for path in (ours / "example").iterdir()
    }


def test_pre_commit_runs_the_hooks_of_the_project(project: Path, programs: Path) -> None:
    hooked = pre_commit(project, programs, "run", "--all-files")
    assert hooked.returncode == 0, hooked.stdout
    assert hooked.stdout.count("Passed") == 2
    file = project / "sources" / "example" / "exercise.yaml"
    file.write_text(file.read_text("utf-8").replace("{min: 5, max: 10,", "{min: 10,   max: 5,"), encoding="utf-8")
    hooked = pre_commit(project, programs, "run", "--all-files")
    assert hooked.returncode == 1
    assert "files were modified by this hook" in hooked.stdout
    assert "error[count/min-max]" in hooked.stdout
    assert "{min: 10, max: 5," in file.read_text("utf-8")


def test_the_hooks_of_the_repository_can_be_tried(project: Path, programs: Path, tmp_path: Path) -> None:
    repository = committed(tmp_path / "repository")
    for hook in ("careguide-check", "careguide-fmt"):
        hooked = pre_commit(project, programs, "try-repo", str(repository), hook, "--all-files")
        assert hooked.returncode == 0, hooked.stdout + hooked.stderr
        assert "Passed" in hooked.stdout


def committed(folder: Path) -> Path:
    """A repository of the clone as it stands, committed or not."""
    for name in ("schema", "scripts"):
        shutil.copytree(CLONE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".pre-commit-hooks.yaml", "LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(CLONE / name, folder)
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    for command in (["init", "--quiet"], ["add", "--all"], [*who, "commit", "--quiet", "--message=all"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def pre_commit(project: Path, programs: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = script("pre-commit")
    for command in (["init", "--quiet"], ["add", "sources", "schema", "careguide.toml", ".pre-commit-config.yaml"]):
        subprocess.run(["git", *command], cwd=project, check=True)
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    env |= {"PRE_COMMIT_HOME": str(programs.parent / "pre-commit"), "PRE_COMMIT_COLOR": "never"}
    return subprocess.run([program, *arguments], cwd=project, env=env, capture_output=True, text=True, check=False)
