"""Many guides: several processes come to what one would; failures, kills and Ctrl-C leave nothing undone or behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cache.conftest import project_in
from careguide import library as loading
from careguide.cli import main
from careguide.cli.shell import processes, workers
from careguide.cli.shell.failure import Failed
from careguide.cli.shell.session import Wrong
from careguide.cli.shell.stop import Stopped
from careguide.cli.shell.workers import Task, Workers
from careguide.project import Project
from careguide.reports import text
from careguide.reports.parts import style

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes by way of /proc")

NAMES = [f"guide-{letter}" for letter in "abcdef"]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with several guides, one with a fault, one that cannot be read; few are enough for processes."""
    monkeypatch.setattr(workers, "FEWEST", 2)
    root = project_in(tmp_path / "project", *NAMES)
    massage = root / "sources" / "guide-b" / "massage.yaml"
    massage.write_text(massage.read_text("utf-8").replace("\ntitle:", "\ntitel:", 1), "utf-8")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def outside(library: Path, tmp_path: Path) -> Path:
    """A file of a guide that leads out of the project, which keeps the guide from being looked at."""
    (tmp_path / "outside.yaml").write_text("id: outside\n", "utf-8")
    link = library / "sources" / "guide-d" / "exercise.yaml"
    link.unlink(missing_ok=True)
    link.symlink_to(tmp_path / "outside.yaml")
    return link


@pytest.mark.parametrize("format_", ["text", "sarif"])
def test_two_come_to_the_same(library: Path, format_: str) -> None:
    one = run("check", "--format", format_, "--no-cache")
    two = run("check", "--format", format_, "--jobs", "2")
    assert (two.exit_code, two.stdout, two.stderr) == (one.exit_code, one.stdout, one.stderr)
    assert one.exit_code == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_failure_stops_no_other(outside: Path, jobs: str) -> None:
    result = run("check", "--jobs", jobs)
    assert result.exit_code == 2
    assert "error[schema/unknown-field]" in result.stdout
    assert "in 1 of 40 files" in result.stdout
    assert result.stderr.startswith("careguide: ")
    assert "exercise.yaml: this leads out of the project" in result.stderr


def test_alike_failures_are_told_once() -> None:
    from careguide.cli.shell.failure import all_failed

    assert all_failed([]) == 0
    assert all_failed([Failed(name, "the same", 2 + (name == "b")) for name in "abc"]) == 3


def lethal(mark: Path, times: int) -> Callable[[str], str]:
    """Work that ends its process at the third guide, so many times."""

    def work(name: str) -> str:
        if name == "c" and len([*mark.iterdir()]) < times:
            (mark / str(os.getpid())).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return name.upper()

    return work


def test_a_lost_process_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEWEST", 2)
    task = Task(lethal(tmp_path, 2), "testing")
    assert [*Workers(2).each(task, "abcdefgh")] == [*"ABCDEFGH"]
    assert len([*tmp_path.iterdir()]) == 2


def test_processes_that_are_lost_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEWEST", 2)
    with pytest.raises(Wrong, match=r"ended 3 times, at [abc] or soon after it"):
        _ = [*Workers(2).each(Task(lethal(tmp_path, 100), "testing"), "abcdefgh")]


def test_only_so_many_results_wait_for_a_slow_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEWEST", 2)
    monkeypatch.setattr(processes, "_AHEAD", 3)

    def work(name: str) -> int:
        (tmp_path / name).touch()
        return os.getpid()

    found = Workers(2).each(Task(work, "testing"), "abcdefgh")
    found_in = {next(found) for _ in range(3)}
    assert sorted(path.name for path in tmp_path.iterdir()) == [*"abc"]
    assert len(found_in.union(found)) <= 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [*"abcdefgh"]


def test_no_more_processes_than_there_is_memory_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_available", lambda: 700_000_000)
    assert [workers._fitting(jobs) for jobs in (1, 2, 8)] == [1, 2, 2]
    monkeypatch.setattr(workers, "_available", lambda: 1)
    assert workers._fitting(8) == 1


def family(session: int) -> set[int]:
    """The processes of a session."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of = stat.read_text("utf-8").rpartition(")")[2].split()[:4]
        except OSError:
            continue
        found |= {int(stat.parent.name)} if int(of) == session and state != "Z" else set()
    return found


@pytest.fixture
def busy(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A check of many guides in a session of its own, while its workers are at work."""
    root = project_in(tmp_path / "project", *(f"guide-{number}" for number in range(60)))
    process = subprocess.Popen(
        [sys.executable, "-m", "careguide", "check", "--jobs", "2", "--no-cache"],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    until(lambda: len(family(process.pid)) >= 3)
    yield process
    if family(process.pid):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def until(true: Callable[[], bool]) -> None:
    for _ in range(1200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to be")


@pytest.mark.parametrize("to", ["all", "one"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_is_stopped_leaves_no_process(busy: "subprocess.Popen[bytes]", number: int, to: str) -> None:
    (os.killpg if to == "all" else os.kill)(busy.pid, number)
    _, said = busy.communicate(timeout=60)
    assert busy.returncode == 128 + number
    assert b"stopped while" in said
    assert b"\n" not in said.strip(), said
    until(lambda: not family(busy.pid))


def test_what_nobody_reads_any_more_leaves_no_process(tmp_path: Path) -> None:
    """Of many guides each is told at once: the reader may be gone while processes are at work."""
    root = project_in(tmp_path / "project", *(f"guide-{number}" for number in range(60)))
    for massage in root.glob("sources/*/massage.yaml"):
        massage.write_text(massage.read_text("utf-8").replace("\ntitle:", "\ntitel:", 1), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "careguide", "check", "--jobs", "2", "--no-cache"],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == b"== sources/guide-0/massage.yaml: 1 error\n"
    process.stdout.close()
    assert process.stderr
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 141
    until(lambda: not family(process.pid))
    process.stderr.close()


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_processes_begin_where_streams_are_closed(library: Path, closed: str) -> None:
    program = "from careguide.cli.shell import workers; workers.FEWEST = 2; from careguide.cli import main; main()"
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-c", program]
    ended = subprocess.run([*shell, "check", "--jobs", "2"], stderr=subprocess.PIPE, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_what_is_killed_leaves_no_process(busy: "subprocess.Popen[bytes]") -> None:
    busy.kill()
    until(lambda: not family(busy.pid))


@pytest.mark.parametrize(("format_", "told"), [("text", True), ("json", False), ("junit", False), ("github", False)])
def test_what_was_told_before_a_stop(library: Path, format_: str, told: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person has been told what was found so far; a program is never given half a report."""
    for module in (text, style):
        monkeypatch.setattr(module, "FEW", 3)
    whole = loading.load

    def stopped(project: Project, name: str) -> loading.Loaded:
        if name == "guide-e":
            raise Stopped(15)
        return whole(project, name)

    monkeypatch.setattr(loading, "load", stopped)
    result = run("check", "--no-cache", "--format", format_)
    assert result.exit_code == 143
    assert "stopped while checking 6 guides" in result.stderr
    assert ("error[schema/unknown-field]" in result.stdout) == told
    assert bool(result.stdout) == told


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "github"])
def test_where_no_guide_can_be_judged_there_is_no_report(
    outside: Path, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for few in (0, 20):
        for module in (text, style):
            monkeypatch.setattr(module, "FEW", few)
        result = run("check", "guide-d", "--format", format_)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "exercise.yaml: this leads out of the project" in result.stderr
