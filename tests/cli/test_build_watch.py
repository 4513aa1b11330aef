"""``careguide build --watch``: what it builds, what it survives, and how it ends."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from careguide import publish
from cli.conftest import Careguide
from cli.test_main import PROGRAM, environment

pytest.importorskip("watchfiles", reason="watchfiles is missing: pip install 'careguide[preview]'")

from careguide.watch import COMMON, Watch

Act = Callable[[], None]
Script = Sequence[tuple[Act, frozenset[str]]]


def exporter(export: Callable[[object], bytes]) -> SimpleNamespace:
    return SimpleNamespace(NAME="fhir", SUFFIX=".fhir.json", export=export, notes=lambda data, edition: {})


@pytest.fixture(autouse=True)
def _formats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "exporters", lambda: {"fhir": exporter(lambda edition: b"{}")})


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Callable[[Script], None]:
    """What happens while it watches; then Ctrl-C."""

    def play(script: Script) -> None:
        def changes(_: Watch) -> Iterator[frozenset[str]]:
            for act, changed in script:
                act()
                yield changed
            raise KeyboardInterrupt

        monkeypatch.setattr(Watch, "changes", changes)

    return play


def writing(file: Path, text: str) -> Act:
    def write() -> None:
        file.write_text(text, "utf-8")

    return write


BASE, ALL = frozenset({"base"}), frozenset({COMMON})


def test_what_changes_is_built_again(careguide: Careguide, project: Path, play: Callable[[Script], None]) -> None:
    manifest = project / "build" / "base" / "manifest.json"
    play([(manifest.unlink, BASE), (lambda: None, frozenset({"other"}))])
    result = careguide("build", "--watch")
    assert result.exit_code == 0
    assert result.stdout.count("Built base in ") == 2
    assert result.stdout.endswith("\nNo longer watching.\n")
    assert manifest.exists()


def test_errors_are_told_and_waited_out(careguide: Careguide, project: Path, play: Callable[[Script], None]) -> None:
    file = project / "sources" / "base" / "massage.yaml"
    sound = file.read_text("utf-8")
    play(
        [
            (writing(file, sound.replace("\ntitle:", "\ntitel:")), BASE),
            (writing(file, sound), BASE),
        ]
    )
    result = careguide("build", "--watch")
    assert result.exit_code == 0
    assert "base was not built: mend the error first." in result.stderr
    assert result.stdout.count("Built base in ") == 2


def test_it_begins_with_a_guide_that_has_errors(
    careguide: Careguide, broken: Path, play: Callable[[Script], None]
) -> None:
    sound = broken.read_text("utf-8").replace("\ntitel:", "\ntitle:", 1)
    play([(writing(broken, sound), BASE)])
    result = careguide("build", "--watch")
    assert result.exit_code == 0
    assert "base was not built" in result.stderr
    assert result.stdout.count("Built base in ") == 1


def test_settings_are_read_again(careguide: Careguide, project: Path, play: Callable[[Script], None]) -> None:
    settings = project / "careguide.toml"
    sound = settings.read_text("utf-8")
    play(
        [
            (writing(settings, "x"), ALL),
            (writing(settings, sound.replace("contributors", "friends")), ALL),
        ]
    )
    result = careguide("build", "--watch")
    assert "this is not TOML" in result.stderr
    assert result.stdout.count("Built base in ") == 2


def test_a_guide_that_vanishes_and_an_exporter_that_fails_do_not_end_it(
    careguide: Careguide, project: Path, play: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def export(edition: object) -> bytes:
        raise KeyError("lost")

    folder = project / "sources" / "base"
    failing = {"fhir": exporter(export)}
    play(
        [
            (lambda: monkeypatch.setattr(publish, "exporters", lambda: failing), BASE),
            (lambda: shutil.rmtree(folder), BASE),
        ]
    )
    result = careguide("build", "base", "--watch")
    assert result.exit_code == 0
    assert "internal error in building base (writing fhir): KeyError: 'lost'" in result.stderr
    assert "“base” is neither a guide" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_call_that_can_never_go_well_ends_at_once(careguide: Careguide) -> None:
    assert careguide("build", "--watch", "--to", "epbu").exit_code == 2
    assert careguide("build", "--watch", "bse").exit_code == 2


def test_a_real_one_ends_cleanly_on_an_interrupt(project: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "build", "--watch", "--to", "fhir"],
        cwd=project,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout
        while "Watching" not in running.stdout.readline():
            pass
        os.utime(project / "sources" / "base" / "massage.yaml")
        while "Built" not in running.stdout.readline():
            pass
        running.send_signal(signal.SIGINT)
        said, wrong = running.communicate(timeout=20)
    assert running.returncode == 0
    assert said.endswith("\nNo longer watching.\n")
    assert wrong == ""
    assert sorted(path.name for path in (project / "build").iterdir()) == ["base"]
