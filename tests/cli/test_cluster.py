"""A Dask cluster comes to what one process would, and a worker that is killed loses nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cache.conftest import project_in
from careguide.cli import main

pytest.importorskip("distributed", reason="the extra careguide[dask] is not installed")

NAMES = [f"guide-{letter}" for letter in "abcdefgh"]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = project_in(tmp_path / "project", *NAMES)
    massage = root / "sources" / "guide-b" / "massage.yaml"
    massage.write_text(massage.read_text("utf-8").replace("\ntitle:", "\ntitel:", 1), "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """A scheduler and two workers on loopback: the address, and the workers' processes."""
    file = tmp_path / "scheduler.json"

    def start(program: str, *options: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--scheduler-file", str(file), *options]
        return subprocess.Popen(
            [*command, "--no-dashboard"], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    alone = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--local-directory", str(tmp_path))
    workers = [start("dask_worker", *alone, "--name", str(number)) for number in range(2)]
    try:
        yield _address(file, len(workers)), workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _address(file: Path, workers: int) -> str:
    """The scheduler's address, as soon as it has the workers."""
    import json

    from distributed import Client

    for _ in range(600):
        if file.exists() and file.stat().st_size:
            break
        time.sleep(0.1)
    address: str = json.loads(file.read_text("utf-8"))["address"]
    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]  # it has types in part
        client.wait_for_workers(workers, timeout=60)
    return address


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_same_findings(library: Path, cluster: tuple[str, list["subprocess.Popen[bytes]"]]) -> None:
    address, workers = cluster
    alone = run("check", "--no-cache")
    for format_ in ("text", "json"):
        alone = run("check", "--format", format_, "--no-cache")
        together = run("check", "--format", format_, "--no-cache", "--cluster", f"dask:{address}")
        assert (together.exit_code, together.stdout, together.stderr) == (1, alone.stdout, alone.stderr)
    os.kill(workers[0].pid, signal.SIGSTOP)  # so that it dies with its work in hand
    running = subprocess.Popen(
        [sys.executable, "-m", "careguide", "check", "--no-cache", "--format", "json", "--cluster", f"dask:{address}"],
        stdout=subprocess.PIPE,
    )
    time.sleep(3)
    workers[0].kill()
    said, _ = running.communicate(timeout=120)
    assert (running.returncode, said.decode()) == (1, alone.stdout)


def test_the_same_bytes(library: Path, cluster: tuple[str, list["subprocess.Popen[bytes]"]]) -> None:
    def built(*options: str) -> dict[str, bytes]:
        assert run("build", "--no-cache", "--to", "fhir,docx", *options).exit_code == 1
        return {str(path): path.read_bytes() for path in (library / "build").rglob("*.*")}

    alone = built()
    together = built("--cluster", f"dask:{cluster[0]}", "--out", str(library / "build"))
    assert together == alone
    assert len(alone) == 3 * 7


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("dask:tcp://127.0.0.1:9", "No Dask scheduler answers at tcp://127.0.0.1:9."),
        ("dask:nowhere", "--cluster takes dask:tcp://HOST:PORT, not “dask:nowhere”."),
        ("ray://127.0.0.1:1", "--cluster takes dask:tcp://HOST:PORT"),
    ],
)
def test_a_wrong_address(library: Path, address: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careguide.cli.shell.processes._PATIENCE", 2)
    result = run("check", "--cluster", address)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_without_the_extra(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careguide.cli.shell.extras.find_spec", lambda module: None)
    result = run("check", "--cluster", "dask:tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert 'pip install "careguide[dask]"' in result.stderr
