"""The preview as a program of its own, at work on a copy of a guide."""

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from conformance.tools import CLONE, script

GUIDE = "spondylosis"
PATIENCE = 60
"""So many seconds are waited for what must come, on a machine however busy; `bench.preview` measures."""

EDITOR = "vscode://file/{path}:{line}:{column}"


@dataclass(frozen=True)
class Running:
    """``address`` is that of the guide's page; ``started`` the moment when the program was, on the monotonic clock."""

    root: Path
    address: str
    started: float

    def file(self, name: str) -> Path:
        return self.root / "sources" / GUIDE / name

    def change(self, name: str, old: str, new: str) -> None:
        """Saves a file of the guide with something in it replaced, once."""
        text = self.file(name).read_text("utf-8")
        assert old in text, f"{name} has no {old!r}"
        self.file(name).write_text(text.replace(old, new, 1), "utf-8")

    @property
    def revision(self) -> str:
        """The revision of the page that is served now."""
        with urlopen(self.address) as answer:  # an address of our own
            return str(re.findall(r'data-revision="(\w+)"', answer.read().decode())[0])

    def restore(self) -> None:
        """Makes the guide again what it is in the repository."""
        for original in (CLONE / "sources" / GUIDE).glob("*.yaml"):
            if original.read_bytes() != self.file(original.name).read_bytes():
                shutil.copyfile(original, self.file(original.name))


def copied(folder: Path) -> Path:
    """A project with a copy of the guide, and an editor named in its settings."""
    shutil.copytree(CLONE / "sources" / GUIDE, folder / "sources" / GUIDE)
    settings = (CLONE / "careguide.toml").read_text("utf-8")
    (folder / "careguide.toml").write_text(f"{settings}\neditor = '{EDITOR}'\n", "utf-8")
    return folder


@contextmanager
def running(root: Path) -> Iterator[Running]:
    started = time.monotonic()
    command = [script("careguide"), "--project", str(root), "preview", GUIDE, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            said = program.stdout.readline()
            address = re.search(r"http://\S+/", said)
            assert address, said
            yield Running(root, f"{address[0]}guide/{GUIDE}", started)
        finally:
            program.send_signal(signal.SIGINT)
            assert program.wait(PATIENCE) == 0
