"""Whatever a file of a guide holds: findings that name it, in little time and memory, and nothing written anywhere."""

from __future__ import annotations

import pytest

from hostile.confined import MEMORY, Ran, run
from hostile.conftest import Ground
from hostile.files import Make, files, large_files, sound

HOSTILE, LARGE, SOUND = dict(files()), dict(large_files()), dict(sound())
WHAT = "sources/base/massage.yaml"


def test_there_is_a_case_for_each_kind_of_file() -> None:
    assert len(HOSTILE) > 80


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file(ground: Ground, make: Make) -> None:
    assert_refused(ground, make, "check")


@pytest.mark.heavy
@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_a_large_hostile_file(ground: Ground, make: Make) -> None:
    assert_refused(ground, make, "check")


@pytest.mark.heavy
@pytest.mark.parametrize("make", [*HOSTILE.values(), *LARGE.values()], ids=[*HOSTILE, *LARGE])
def test_no_command_comes_to_harm(ground: Ground, make: Make) -> None:
    assert_refused(ground, make, "build")
    outside = ground.outside_now()
    commands = (["fmt"], ["check", "--fix"], ["status"], ["coverage", "base"], ["check", "--format", "sarif"])
    for ran in run(ground.project, ground.scratch, *commands):
        assert_harmless(ran, ground)
    assert ground.outside_now() == outside


@pytest.mark.parametrize("make", SOUND.values(), ids=SOUND)
def test_what_looks_strange_and_is_sound(ground: Ground, make: Make) -> None:
    file = ground.project / WHAT
    file.write_bytes(make(file.read_bytes()))
    [checked] = run(ground.project, ground.scratch, ["check"])
    assert_harmless(checked, ground)
    assert checked.code == 0, checked.said


def assert_refused(ground: Ground, make: Make, command: str) -> None:
    """It ends with findings that name the file, which stays as it is, and nothing is built."""
    file = ground.project / WHAT
    file.write_bytes(make(file.read_bytes()))
    before, outside = file.read_bytes(), ground.outside_now()
    [ran] = run(ground.project, ground.scratch, [command, "base"])
    assert_harmless(ran, ground)
    assert ran.code == 1, ran.said
    assert "massage.yaml" in ran.said
    assert file.read_bytes() == before
    assert not (ground.project / "build" / "base").exists()
    assert ground.outside_now() == outside


def assert_harmless(ran: Ran, ground: Ground) -> None:
    """No traceback, no signal, no more memory than allowed, no order for the terminal, nothing touched elsewhere."""
    assert ran.code >= 0, f"ended by signal {-ran.code}: too slow, or it waits for ever"
    assert ran.code < 3, ran.said
    assert ran.memory < MEMORY
    assert "Traceback" not in ran.said
    assert "\x1b" not in ran.said
    assert "\u202e" not in ran.said
    assert [path for path in ran.read | ran.written if ground.is_reserved(path)] == []
