"""The workflow and the hooks that come with a project, as far as they run without the service."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from careguide.cli import main
from careguide.cli.shell.commands import Folder

CLONE = Path(__file__).parents[2]
STARTER = CLONE / "scripts" / "careguide" / "starter"
WORKFLOW = STARTER / ".github" / "workflows" / "careguide.yml"
HOOKS = CLONE / ".pre-commit-hooks.yaml"

Step = Callable[[str], "subprocess.CompletedProcess[str]"]


def load(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


STEPS: list[Mapping[str, Any]] = load(WORKFLOW)["jobs"]["guides"]["steps"]
OURS = {step["name"]: step["run"] for step in STEPS if "careguide " in step.get("run", "")}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def step(project: Path, tmp_path: Path) -> Step:
    """Runs a step as the service does: by name, in the project, in a shell that stops at the first failure."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed: the steps of the workflow cannot be run")
    program = tmp_path / "bin" / "careguide"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(CLONE / 'scripts')!r})\n"
        "from careguide.cli import main\nsys.exit(main())\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "GITHUB_WORKSPACE": str(project), "GITHUB_ACTIONS": "true"}

    def run(name: str) -> subprocess.CompletedProcess[str]:
        command = [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", OURS[name]]
        return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def broken(project: Path) -> Path:
    file = project / "sources" / "example" / "exercise.yaml"
    file.write_text(file.read_text("utf-8").replace("{min: 5, max: 10,", "{min: 10,   max: 5,"), encoding="utf-8")
    return file


def test_the_workflow_is_what_github_takes() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(WORKFLOW)]
    ran = subprocess.run(checker, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_action_is_of_a_fixed_version() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", action) for action in used)


def test_every_step_passes_in_a_project_just_begun(step: Step, project: Path) -> None:
    for name in OURS:
        ran = step(name)
        assert ran.returncode == 0, f"{name}: {ran.stdout}{ran.stderr}"
    assert {path.name for path in project.glob("careguide.*")} == {"careguide.toml", "careguide.sarif", "careguide.xml"}
    assert (project / "build" / "example" / "example.epub").is_file()
    ignored = subprocess.run(
        ["git", "-c", "core.excludesFile=", "check-ignore", "careguide.sarif", "careguide.xml", "build/manifest.json"],
        cwd=git(project), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert len(ignored.stdout.splitlines()) == 3


def git(folder: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


def test_a_fault_is_annotated_at_its_line(step: Step, broken: Path) -> None:
    ran = step("Check")
    assert ran.returncode == 1
    line = broken.read_text("utf-8").splitlines().index("            hold: {min: 10,   max: 5, unit: s}") + 1
    assert re.search(rf"^::error file=sources/example/exercise\.yaml,line={line},", ran.stdout, re.MULTILINE)
    assert step("Check the layout").returncode == 1
    assert step("Build").returncode == 1


def test_reports_are_written_whatever_is_found(step: Step, broken: Path, project: Path) -> None:
    assert step("Write reports").returncode == 0
    sarif = json.loads((project / "careguide.sarif").read_text("utf-8"))
    (result,) = sarif["runs"][0]["results"]
    assert result["ruleId"] == "count/min-max"
    failures = ElementTree.parse(project / "careguide.xml").findall(".//failure")  # our own file
    assert len(failures) == 1


def test_reports_that_could_not_be_written_fail(step: Step, project: Path) -> None:
    (project / "careguide.toml").unlink()
    assert step("Write reports").returncode != 0


@pytest.mark.parametrize("name", ["sarif", "junit"])
def test_what_is_uploaded_is_what_is_written(name: str) -> None:
    written = re.search(rf"--format {name} > (\S+)", OURS["Write reports"])
    assert written
    uploaded = [value for step in STEPS for value in step.get("with", {}).values()]
    assert written[1] in uploaded


def hooks(path: Path) -> list[Mapping[str, Any]]:
    held = load(path)
    found: list[Mapping[str, Any]] = held if isinstance(held, list) else held["repos"][0]["hooks"]
    return found


@pytest.mark.parametrize("path", [HOOKS, STARTER / ".pre-commit-config.yaml"], ids=["repository", "project"])
def test_hooks_are_commands_and_take_the_files_that_matter(path: Path) -> None:
    for hook in hooks(path):
        program, command = hook["entry"].split()
        assert program == "careguide"
        assert isinstance(main, Folder)
        assert main.get_command(main.make_context("careguide", ["--help"], resilient_parsing=True), command)
        assert re.search(hook["files"], "sources/example/guide.yaml")
        assert not re.search(hook["files"], "sources/example/article.txt")


def test_the_two_files_of_hooks_agree() -> None:
    same = ("name", "entry", "files", "pass_filenames", "require_serial")
    ours, theirs = (
        {hook["id"]: {key: hook.get(key) for key in same} for hook in hooks(path)}
        for path in (HOOKS, STARTER / ".pre-commit-config.yaml")
    )
    assert ours == theirs
