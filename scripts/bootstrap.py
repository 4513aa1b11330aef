"""Runs one nox session in a clone where nothing has been set up yet.

    python3 scripts/bootstrap.py build
    python3 scripts/bootstrap.py tests -k loader

Nox itself goes into .nox/bootstrap; nothing is installed outside the clone. What follows the session's
name is passed on to it. The exit code is nox's own, or 2 where nox cannot be had.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Tuple, Union

OLDEST = (3, 11)

CLONE = Path(__file__).resolve().parents[1]
NOX = CLONE / "requirements" / "nox.txt"
NOX_HOME = CLONE / ".nox"
LOCKED = ["--require-hashes", "-r", str(NOX)]
HOME = NOX_HOME / "bootstrap"
VENV = HOME / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = HOME / "ready.json"


class Impossible(Exception):
    """Nox cannot be had here; the message says what to do about it."""


def main() -> int:
    session, rest = arguments()
    try:
        require_python()
        if not is_ready():
            set_up()
    except Impossible as reason:
        print(f"bootstrap: {reason}", file=sys.stderr)
        return 2
    command = [str(PYTHON), "-m", "nox", "--noxfile", str(CLONE / "noxfile.py"), "--session", session]
    return subprocess.call([*command, "--", *rest], cwd=str(CLONE), env=environment())


def arguments() -> Tuple[str, List[str]]:
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        raise SystemExit(0 if sys.argv[1:] in (["-h"], ["--help"]) else 2)
    rest = sys.argv[2:]
    return sys.argv[1], rest[1:] if rest[:1] == ["--"] else rest


def require_python() -> None:
    if sys.version_info >= OLDEST:
        return
    wanted = ".".join(map(str, OLDEST))
    found = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    advice = f"try: {found[0]} {' '.join(sys.argv)}" if found else "install one"
    this = sys.version.split()[0]
    raise Impossible(f"careguide needs Python {wanted} or newer, and this is {this}; {advice}")


def is_ready() -> bool:
    try:
        return PYTHON.exists() and json.loads(STAMP.read_text(encoding="utf-8")) == fingerprint()
    except (OSError, ValueError):
        return False


def fingerprint() -> Dict[str, str]:
    return {
        "nox": NOX.read_text(encoding="utf-8"),
        "python": sys.version,
        "prefix": sys.base_prefix,
        "clone": str(CLONE),
    }


def set_up() -> None:
    # Environments break when the clone moves or its Python changes, the sessions' as well as ours.
    shutil.rmtree(NOX_HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    say(f"making a virtual environment in {VENV.relative_to(CLONE)}")
    if not made_by_venv():
        make_by_virtualenv()
    say("installing nox")
    if not runs(pip(PYTHON, "install", *LOCKED)):
        raise Impossible("pip could not install nox: see above")
    STAMP.write_text(json.dumps(fingerprint()), encoding="utf-8")


def made_by_venv() -> bool:
    """Debian ships venv without ensurepip unless python3-venv is installed."""
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        return False
    return runs([sys.executable, "-m", "venv", str(VENV)])


def make_by_virtualenv() -> None:
    """`pip install --target` is allowed even where PEP 668 forbids a plain `pip install`."""
    say("this Python cannot make one by itself: fetching virtualenv")
    if importlib.util.find_spec("pip") is None:
        raise Impossible("this Python has neither venv nor pip; on Debian: apt-get install python3-venv")
    seed = HOME / "virtualenv"
    if not runs(pip(sys.executable, "install", "--target", str(seed), *LOCKED)):
        raise Impossible("pip could not install virtualenv: see above")
    command = [sys.executable, "-m", "virtualenv", "--quiet", str(VENV)]
    if not runs(command, env={**environment(), "PYTHONPATH": str(seed)}):
        raise Impossible("virtualenv could not make an environment: see above")


def pip(python: Union[str, Path], *arguments: str) -> List[str]:
    return [str(python), "-m", "pip", "-q", "--disable-pip-version-check", *arguments]


def runs(command: List[str], env: Optional[Mapping[str, str]] = None) -> bool:
    return subprocess.call(command, env=env or environment()) == 0


def environment() -> Dict[str, str]:
    """Without what would let another environment's packages into ours."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}


def say(what: str) -> None:
    print(f"bootstrap: {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
