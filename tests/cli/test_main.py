"""The command as a whole: help, exit codes, and what happens when something goes wrong."""

import os
import pkgutil
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import careguide as package
from careguide import cli as commands
from careguide.engine.registry import rules
from careguide.engine.run import RuleCrashed
from careguide.reports import formats
from careguide.source.file import SourceFile
from careguide.source.place import Place
from cli.conftest import Careguide

SCRIPTS = Path(package.__file__).parents[1]
PROGRAM = [sys.executable, "-c", "import sys; from careguide.cli import main; sys.exit(main())"]
COMMANDS = sorted(module.name for module in pkgutil.iter_modules(commands.__path__) if module.name != "shell")


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "HOME")}
    return {**kept, "PYTHONPATH": str(SCRIPTS), **more}


def test_version(careguide: Careguide) -> None:
    result = careguide("--version")
    assert (result.exit_code, result.stdout) == (0, f"careguide {package.__version__}\n")


def test_help_names_every_command(careguide: Careguide) -> None:
    text = careguide("--help").stdout
    assert re.findall(r"^  (\w+) {2,}\S", text, re.MULTILINE) == COMMANDS
    assert "..." not in text.partition("Commands:")[2]
    assert "Exit codes" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(careguide: Careguide, command: str) -> None:
    result = careguide(command, "--help")
    assert result.exit_code == 0
    assert careguide(command, "-h").stdout == result.stdout


def test_the_formats_are_the_modules_of_the_folder() -> None:
    assert formats() == ["text", "github", "json", "junit", "sarif"]


@pytest.mark.parametrize("arguments", [["chek"], ["check", "--formt", "json"], ["--nothing"], ["explain"], []])
def test_wrong_usage(careguide: Careguide, arguments: list[str]) -> None:
    assert careguide(*arguments).exit_code == 2


def test_a_misspelt_command(careguide: Careguide) -> None:
    assert "Did you mean “check”?" in careguide("chek").stderr


def test_no_project(careguide: Careguide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    result = careguide("check")
    assert result.exit_code == 2
    assert result.stderr.startswith("careguide: ")
    assert "--project" in result.stderr


def test_the_project_can_be_named(careguide: Careguide, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert careguide("--project", str(project), "check").exit_code == 0
    assert careguide("--project", str(project / "sources"), "check").exit_code == 2


def test_the_project_is_found_from_a_folder_inside(
    careguide: Careguide, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "sources" / "base")
    assert careguide("check").stdout == "No findings in 8 files.\n"
    assert careguide("check", "massage.yaml").exit_code == 0


def test_an_internal_error_names_the_stage(careguide: Careguide, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(*_: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr("careguide.cli.shell.judging.judge", check)
    result = careguide("check")
    assert result.exit_code == 3
    assert "internal error in checking base: IndexError: out of range" in result.stderr
    assert "CAREGUIDE_DEBUG=1" in result.stderr
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("CAREGUIDE_DEBUG", "1")
    result = careguide("check")
    assert result.exit_code == 3
    assert "Traceback" in result.stderr


@pytest.mark.parametrize("in_a_rule", [False, True])
def test_too_little_memory_is_the_machines(
    careguide: Careguide, monkeypatch: pytest.MonkeyPatch, in_a_rule: bool
) -> None:
    def check(*_: object) -> None:
        if not in_a_rule:
            raise MemoryError
        place = Place(SourceFile(Path("a.yaml"), "sources/a/massage.yaml", "id: massage\n"))
        raise RuleCrashed(rules()["count/min-max"], place) from MemoryError()

    monkeypatch.setattr("careguide.cli.shell.judging.judge", check)
    result = careguide("check")
    assert result.exit_code == 3
    assert "checking base failed: there is not enough memory." in result.stderr
    assert "a fault of careguide" not in result.stderr


def test_a_rule_that_crashes_is_named(careguide: Careguide, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(*_: object) -> None:
        try:
            raise ZeroDivisionError("division by zero")
        except ZeroDivisionError as error:
            place = Place(SourceFile(Path("a.yaml"), "sources/a/massage.yaml", "id: massage\n"))
            raise RuleCrashed(rules()["count/min-max"], place) from error

    monkeypatch.setattr("careguide.cli.shell.judging.judge", check)
    result = careguide("check")
    assert result.exit_code == 3
    assert "internal error in the rule count/min-max: ZeroDivisionError: division by zero" in result.stderr
    assert "sources/a/massage.yaml" in result.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "de_DE.ISO-8859-1"])
def test_utf8_whatever_the_locale(broken: Path, locale: str) -> None:
    broken.write_text(broken.read_text(encoding="utf-8").replace("titel: ", "“叩く”: "), encoding="utf-8")
    settings = environment(LC_ALL=locale, LANG=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    for arguments in (["check"], ["check", "--format", "json"], ["rules"], ["explain", "yaml/tab"]):
        done = subprocess.run([*PROGRAM, *arguments], capture_output=True, env=settings, check=False)
        assert done.returncode in (0, 1), done.stderr
        assert b"Traceback" not in done.stderr
        text = done.stdout.decode("utf-8")
        assert "叩く" in text or arguments[0] != "check"


@pytest.mark.skipif(os.name != "posix", reason="pipes break differently")
def test_a_reader_that_goes_away(broken: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*PROGRAM, "check"], stdout=writing, stderr=subprocess.PIPE, env=environment(), check=False
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [["check"], ["rules"], ["--help"]])
def test_where_not_even_the_failure_can_be_told_the_exit_code_still_tells(project: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*PROGRAM, *arguments], cwd=project, stdout=full, stderr=full, env=environment(), check=False
        )
    assert ended.returncode == 3


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c(project: Path) -> None:
    slow = (
        "import careguide.cli.shell.judging as judging, time, sys; "
        "judging.judge = lambda *_: (print('now', flush=True), time.sleep(60)); "
    )
    program = [sys.executable, "-c", slow + "from careguide.cli import main; main()", "check"]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    assert process.stdout
    assert process.stdout.readline() == b"now\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in errors


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str], project: Path) -> None:
    watch = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
    program = [sys.executable, "-c", watch + "from careguide.cli import main; main()", *arguments]
    done = subprocess.run(program, capture_output=True, text=True, env=environment(), check=True)
    heavy = {"msgspec", "ruamel", "jsonschema", "jsonschema_rs", "pypandoc", "docx", "lxml", "careguide.pipeline"}
    assert not heavy & set(done.stderr.split())


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        (("check", "--jobs"), "-1", "this must be a whole number of 0 or more, not “-1”."),
        (("build", "--jobs"), "two", "this must be a whole number of 0 or more, not “two”."),
        (("preview", "--port"), "65536", "this must be a whole number from 0 to 65535, not “65536”."),
    ],
)
def test_bounds_of_numbers_are_told_in_words(
    careguide: Careguide, option: tuple[str, str], value: str, said: str
) -> None:
    result = careguide(*option, value)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "<=x" not in careguide(option[0], "--help").stdout
