"""Whole answers: what a command wrote, to be written again when the same is asked and nothing has changed.

This runs before anything else of careguide is loaded. It knows nothing of options: the same words in the same place,
to the same kind of terminal, ask the same thing.
"""

import os
import sys
import time
from _blake2 import blake2b

from careguide.cache.folder import Folder
from careguide.cache.state import SETTINGS, SOURCES, State

MOST, LONGEST = 16, 8_000_000
"""So many answers are kept, of so many bytes at most."""

# All that reports and rules may learn from the environment.
ENVIRONMENT = ("COLUMNS", "FORCE_COLOR", "GITHUB_WORKSPACE", "LINES", "NO_COLOR", "SOURCE_DATE_EPOCH", "TERM")

_PREFIX = "answer-"
_VERSION = b"1"
_COMMANDS = (["check"], ["build"])


class Question:
    """What was asked, and the state of everything on which the answer depends, taken in before it is looked for."""

    def __init__(self, root: str, arguments: "list[str]") -> None:
        self.folder = Folder(root)
        self._root = root
        self._arguments = arguments
        self._asked = _asked(root, arguments)
        self._name = _PREFIX + blake2b(self._asked.encode(errors="surrogatepass"), digest_size=16).hexdigest()

    def answer(self) -> "tuple[int, bytes] | None":
        """The exit code and what is to be written, where they still hold. Raises ``OSError``, ``ValueError``."""
        data = self.folder.read(self._name)
        if data is None:
            return None
        version, code, seen, about, text = data.split(b"\n", 4)
        if version != _VERSION or bytes.fromhex(seen.decode()) != self.state(About.read(about)).digest:
            return None
        return int(code), text

    def keep(self, state: State, about: "About", code: int, text: bytes) -> None:
        """Remembers an answer; ``state`` is the one from before it was found."""
        told = about.written()
        if told is None or len(text) > LONGEST or self._asked != _asked(self._root, self._arguments):
            return
        head = [_VERSION, str(code).encode(), state.digest.hex().encode(), told]
        self.folder.write(self._name, b"\n".join([*head, text]))
        self.folder.keep_newest(_PREFIX, MOST)

    def state(self, about: "About") -> State:
        """The state of the program, the project and what the answer is about, as it is now. Raises ``OSError``."""
        state = State()
        state.installed(about.others)
        state.project(self._root)
        state.add(self._asked)
        # A short path takes less time to follow.
        sources = SOURCES if os.getcwd() == self._root else os.path.join(self._root, SOURCES)
        state.add(about.build)
        state.guides(sources, about.guides, about.build)
        return state


class About:
    """What an answer is about: guides (``*`` for all), the folder of what was built of them, and others' packages."""

    def __init__(self, guides: "list[str]", others: "list[str]", build: str = "") -> None:
        self.guides = guides
        self.others = others
        self.build = build

    def written(self) -> "bytes | None":
        """All of it in a line; None where that cannot be."""
        texts = [self.build, str(len(self.guides)), *self.guides, *self.others]
        line = "\0".join(texts)
        fit = "\n" not in line and line.count("\0") == len(texts) - 1
        return line.encode(errors="surrogatepass") if fit else None

    @staticmethod
    def read(line: bytes) -> "About":
        """What ``written`` has written. Raises ``ValueError``."""
        build, number, *names = line.decode(errors="surrogatepass").split("\0")
        return About(names[: int(number)], names[int(number) :], build)


def repeat(arguments: "list[str]") -> "int | None":
    """Gives an answer again, where nothing has changed since; its exit code, or None where it is not known."""
    found = known(arguments) if sys.stdout else None
    return found[0] if found and _written(found[1]) else None


def known(arguments: "list[str]") -> "tuple[int, bytes] | None":
    """The exit code and the text that answer a call, where they are known and nothing has changed."""
    try:
        root = _root(arguments)
        return Question(root, arguments).answer() if root else None
    except (OSError, ValueError):
        return None


def _written(text: bytes) -> bool:
    """Writes to the standard output; where that fails, the whole command shall fail at it, and tell."""
    try:
        while text:
            text = text[os.write(sys.stdout.fileno(), text) :]
    except OSError:
        return False
    return True


def _root(arguments: "list[str]") -> "str | None":
    """The folder of the project that is asked about, where it is a command whose answers are kept."""
    named = arguments[:1] == ["--project"]
    command = arguments[2:3] if named else arguments[:1]
    if command not in _COMMANDS:
        return None
    folder = os.path.realpath(arguments[1] if named else ".", strict=True)
    while not named and not os.path.exists(os.path.join(folder, SETTINGS)):
        if folder == os.path.dirname(folder):
            return None
        folder = os.path.dirname(folder)
    return folder


def _asked(root: str, arguments: "list[str]") -> str:
    """Everything that the answer depends on besides the state of files."""
    terminal = tuple(os.get_terminal_size(sys.stdout.fileno())) if sys.stdout and sys.stdout.isatty() else None
    checkout = os.path.realpath(os.environ.get("GITHUB_WORKSPACE") or root)
    environment = [os.environ.get(name) for name in ENVIRONMENT]
    return repr((arguments, root, os.getcwd(), os.geteuid(), time.gmtime()[:3], terminal, checkout, environment))
