"""The state of files as the file system tells it, without opening them: it differs whenever any of them has changed.

What tells is the time of the last change of the inode (ctime), which no program can set, with the inode's number and
the file's name. A file that changes twice within one tick of the file system's clock shows the same state twice; so a
state only counts where all of it is older (``newest``) than a file that was made before the first look.
"""

import os
import stat
import sys
from _blake2 import blake2b  # what hashlib has, without OpenSSL, which takes longer to load than all of this

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# As `careguide.project` has them, which takes longer to load than all of this; a test holds the two together.
SETTINGS, SCHEMA, SOURCES = "careguide.toml", "schema", "sources"
SUFFIXES = (".yaml", ".yml")

_PACKAGE = os.path.dirname(os.path.dirname(__file__))
_INSTALLED = (".dist-info", ".egg-info", ".pth", ".egg-link")


class Unsure(OSError):
    """The state of something cannot be told for certain: there are links, or something is in the way."""


class State:
    """Takes in the state of files and folders; ``newest`` is the latest change, in nanoseconds since 1970.

    Whatever takes something in raises ``OSError`` where that cannot be seen, and its kind ``Unsure``.
    """

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=20)
        self.newest = 0

    @property
    def digest(self) -> bytes:
        return self._hash.digest()

    def add(self, *texts: str) -> None:
        self._hash.update(repr(texts).encode(errors="surrogatepass"))

    def installed(self, others: "Iterable[str]") -> None:
        """The program and what it stands on; ``others`` are files and folders of packages that bring more to it."""
        if os.name != "posix":
            raise Unsure  # elsewhere ctime is the time when a file was made
        self.add(sys.version, sys.prefix, repr(sys.flags))
        for folder in sys.path:
            self._packages(folder)
        for path in (_PACKAGE, _own_schemas(), *others):
            self.tree(path)

    def project(self, root: str) -> None:
        """What the answers about any guide of a project depend on: its settings and its schemas."""
        self.add(root)
        self.tree(os.path.join(root, SETTINGS))
        self.tree(os.path.join(root, SCHEMA))

    def tree(self, path: str) -> None:
        """A file, or a folder with all that is in it but compiled code; also where there is nothing."""
        try:
            status = os.lstat(path)
        except FileNotFoundError:
            self.add(path, "nothing")
            return
        if stat.S_ISDIR(status.st_mode):
            self._folder(path)
        elif stat.S_ISREG(status.st_mode):
            self._take(path, status)
        else:
            raise Unsure

    def guides(self, sources: str, names: "Iterable[str]", build: str = "") -> None:
        """Which guides there are, and the files of those that are named; ``"*"`` stands for all.

        With the folder of a ``build``, also what was made of them.
        """
        found = _guide_names(sources)
        self.add(*found)
        wanted = [name for name in found if name[0] not in "._"] if "*" in names else names
        for name in wanted:
            self._note(*guide(f"{sources}/{name}"))
            if build:
                self._note(*outputs(f"{build}/{name}"))

    def _note(self, told: bytes, newest: int) -> None:
        self._hash.update(told)
        self._hash.update(b"\n\n")
        self.newest = max(self.newest, newest)

    def _folder(self, path: str) -> None:
        self.add(path)
        folders = []
        rows = []
        for entry in _entries(path):
            if entry.is_symlink():
                raise Unsure
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    folders.append(entry.path)
            else:
                rows.append((entry.name, entry.stat(follow_symlinks=False)))
        for name, status in sorted(rows):
            self._take(name, status)
        for folder in sorted(folders):
            self._folder(folder)

    def _packages(self, folder: str) -> None:
        """The packages in a folder of ``sys.path``, told by the folders of their metadata, whose names say versions."""
        try:
            entries = _entries(folder or ".")
        except OSError:
            return
        rows = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(_INSTALLED)]
        self.add(folder)
        for name, status in sorted(rows):
            self._take(name, status)

    def _take(self, name: str, status: os.stat_result) -> None:
        self._hash.update(f"{name}\0{status.st_ctime_ns}\0{status.st_ino}\0".encode(errors="surrogatepass"))
        self.newest = max(self.newest, status.st_ctime_ns)


def _guide_names(sources: str) -> list[str]:
    """The names of all folders that may be guides, sorted. Raises ``OSError``."""
    if os.path.islink(sources):
        raise Unsure
    found = []
    for entry in _entries(sources):
        if entry.is_symlink():
            raise Unsure
        if entry.is_dir(follow_symlinks=False):
            found.append(entry.name)
    return sorted(found)


def guide(folder: str) -> tuple[bytes, int]:
    """The state of a guide's files, and their latest change. Raises ``OSError``."""
    sources = []
    for entry in _entries(folder):
        if entry.name.endswith(SUFFIXES) or entry.name.lower().endswith(SUFFIXES):
            if not entry.is_file(follow_symlinks=False):
                raise Unsure
            sources.append(entry)
    return _state(folder, sources)


def outputs(folder: str) -> tuple[bytes, int]:
    """The state of all files that a build has put into a folder, and their latest change. Raises ``OSError``."""
    return _state(folder, _entries(folder))


def _state(folder: str, entries: "Iterable[os.DirEntry[str]]") -> tuple[bytes, int]:
    newest = 0
    rows = [folder.rpartition("/")[2]]
    for entry in entries:
        status = entry.stat(follow_symlinks=False)
        changed = status.st_ctime_ns
        if changed > newest:
            newest = changed
        rows.append(f"{entry.name}\0{changed}\0{status.st_ino}")
    return "\n".join(rows).encode(errors="surrogatepass"), newest


def _entries(folder: str) -> "list[os.DirEntry[str]]":
    with os.scandir(folder) as entries:
        return list(entries)


def _own_schemas() -> str:
    """The schemas of the package itself; in a clone of the project they stand at its top."""
    inside = os.path.join(_PACKAGE, "schema")
    return inside if os.path.isdir(inside) else os.path.join(_PACKAGE, "..", "..", "schema")
