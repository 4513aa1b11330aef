"""Every session a person or CI runs: `nox --list` shows them, `nox` runs those without outside tools."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "typing", "tests", "check", "build"]
nox.options.error_on_missing_interpreters = True

CLONE = Path(__file__).parent
PYPROJECT = CLONE / "pyproject.toml"
PROJECT = nox.project.load_toml(PYPROJECT)
# Every package that a session may need, with the hashes of its files; `nox -s lock` makes it anew.
REQUIREMENTS = CLONE / "requirements"
LOCK = REQUIREMENTS / "all.txt"
# Carries HL7's definitions of FHIR R4 as data; what it depends on is not needed for reading them.
HL7 = REQUIREMENTS / "hl7.txt"
# With this set, sessions take the newest of what pyproject.toml allows: so one learns what it does not stand.
UNLOCKED = "CAREGUIDE_UNLOCKED"


@nox.session
def build(session: nox.Session) -> None:
    """Export guides as EPUB, DOCX and FHIR into build/ (without arguments: spondylosis)."""
    install(session)
    session.run("careguide", "build", *(session.posargs or ["spondylosis"]))


@nox.session
def check(session: nox.Session) -> None:
    """Check every guide in sources/, and that it is laid out as `careguide fmt` does it."""
    install(session)
    session.run("careguide", "check", *session.posargs)
    session.run("careguide", "fmt", "--check")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests that need no tools from outside."""
    install(session, "test", extras="dask,lsp,preview")
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *session.posargs)


@nox.session
def conformance(session: nox.Session) -> None:
    """Hold the EPUB, the DOCX and the Bundle against outside validators (see CONTRIBUTING.md)."""
    install(session, "conformance", extras="lsp", apart=HL7)
    node_modules = install_npm(session, CLONE / "tests" / "conformance")
    env = {"CAREGUIDE_NODE_MODULES": str(node_modules)}
    session.run("pytest", "-m", "conformance", "-rs", "tests/conformance", *session.posargs, env=env)


@nox.session
def fhir(session: nox.Session) -> None:
    """Hold the Bundle against every FHIR validator that works offline, and a real server."""
    install(session, "fhir", apart=HL7)
    session.run("pytest", "-m", "conformance", "-rs", "tests/fhir_conformance", *session.posargs)


@nox.session
def preview(session: nox.Session) -> None:
    """Use the preview in a real browser: Chromium, with axe."""
    install(session, "preview", extras="preview")
    node_modules = install_npm(session, CLONE / "tests" / "conformance")
    env = {"CAREGUIDE_NODE_MODULES": str(node_modules)}
    session.run("pytest", "-m", "conformance", "-rs", "tests/preview_conformance", *session.posargs, env=env)


@nox.session
def faults(session: nox.Session) -> None:
    """Make every kind of fault, one at a time, and see which are noticed (`-- --page FILE` writes the page)."""
    install(session)
    session.run("python", "tests/faults/run.py", *session.posargs)


@nox.session
def isolation(session: nox.Session) -> None:
    """See that nothing goes out to a network, and nothing is written elsewhere (needs strace and unshare)."""
    install(session, "test")
    session.run("pytest", "-rs", "tests/isolation", *session.posargs)


@nox.session
def mishaps(session: nox.Session) -> None:
    """Kill commands, fill the disk, break pandoc (`-- --page FILE` writes what became of it)."""
    install(session, "test")
    session.run("python", "tests/mishaps/run.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure careguide against what else there is (`-- --quick` to try it, `-- --page FILE` writes the page)."""
    install(session, "bench", extras="lsp,preview")
    node_modules = install_npm(session, CLONE / "tests" / "bench")
    arguments = ("--node-modules", str(node_modules), "--folder", session.create_tmp(), *session.posargs)
    session.run("python", "tests/bench/run.py", *arguments)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Look for files that bring a command to harm (`-- --seconds N`, `-- --page FILE`)."""
    install(session, "fuzz", extras="lsp")
    session.run("python", "tests/fuzz/run.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and likely bugs (`-- --fix` mends what it can)."""
    install(session, "lint", package=False)
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", *([] if "--fix" in session.posargs else ["--check"]))


@nox.session
def typing(session: nox.Session) -> None:
    """Check types, strictly."""
    install(session, "typing", extras="dask,lsp,preview")
    session.run("mypy", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation into site/."""
    install(session, "docs")
    session.run("mkdocs", "build", "--strict", *session.posargs, env={"NO_MKDOCS_2_WARNING": "1"})


@nox.session
def lock(session: nox.Session) -> None:
    """Bring requirements/ up to date with pyproject.toml (`-- --upgrade` takes newer versions too)."""
    install(session, "lock", package=False)
    groups = [f"--group={name}" for name in PROJECT["dependency-groups"]]
    options = ("--quiet", "--universal", "--generate-hashes", "--python-version=3.11")
    compile_ = ("uv", "pip", "compile", *options, "--custom-compile-command=nox -s lock", *session.posargs)
    for arguments in (
        ("pyproject.toml", "--all-extras", *groups, "--output-file=requirements/all.txt"),
        ("requirements/nox.in", "--constraints=requirements/all.txt", "--output-file=requirements/nox.txt"),
        ("requirements/hl7.in", "--no-deps", "--output-file=requirements/hl7.txt"),
    ):
        session.run(*compile_, *arguments)


@nox.session
def licences(session: nox.Session) -> None:
    """Write the page on what careguide stands on, with the licence of each package."""
    install(session, *PROJECT["dependency-groups"], extras=",".join(PROJECT["project"]["optional-dependencies"]))
    session.run("python", "scripts/supply/licences.py", "docs/reference/dependencies.md")


@nox.session
def audit(session: nox.Session) -> None:
    """Look every locked package up in PyPI's list of known vulnerabilities."""
    install(session, "audit", package=False)
    arguments = ("--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json")
    files = chain(*(("-r", str(path)) for path in sorted(REQUIREMENTS.glob("*.txt"))))
    said = session.run("pip-audit", *arguments, *files, *session.posargs, silent=True, success_codes=[0, 1])
    found = json.loads(str(said)[str(said).index("{") :])["dependencies"]
    audited = [package for package in found if "skip_reason" not in package]
    for package in audited:
        for weakness in package["vulns"]:
            mended = ", ".join(weakness["fix_versions"]) or "no version"
            session.warn(f"{package['name']} {package['version']}: {weakness['id']}, mended in {mended}")
    session.log(f"{len(audited)} of {len(found)} packages were looked up.")
    if not audited:
        session.skip("PyPI's list of vulnerabilities cannot be reached from here: NOTHING was audited")
    if any(package["vulns"] for package in audited) or len(audited) < len(found):
        session.error("packages with known vulnerabilities, or packages that nobody knows: see above")


@nox.session
def pictures(session: nox.Session) -> None:
    """Make the README's pictures of the books anew (needs Chromium, LibreOffice and poppler)."""
    install(session, "pictures")
    session.run("careguide", "build", "spondylosis", "--to", "epub,docx", "--out", session.create_tmp())
    made = f"{session.create_tmp()}/spondylosis"
    session.run("python", "scripts/handbook/pictures.py", made, "docs/pictures", *session.posargs)


def install(
    session: nox.Session, *groups: str, package: bool = True, extras: str = "", apart: Path | None = None
) -> None:
    """Install what is locked of the package's, its extras' and some groups' requirements, and the package, editable.

    apart: a lock that is installed without dependencies.
    """
    about = PROJECT["project"]
    parts = [about["optional-dependencies"][extra] for extra in filter(None, extras.split(","))]
    parts += [about["dependencies"], nox.project.dependency_groups(PROJECT, "build")] if package else []
    wanted = [*chain(*parts), *nox.project.dependency_groups(PROJECT, *groups)]
    known = "".join(path.read_text("utf-8") for path in (PYPROJECT, LOCK, HL7))
    with unless_done(session.virtualenv.location, known, *wanted, os.environ.get(UNLOCKED, "")) as needed_now:
        if needed_now:
            free = os.environ.get(UNLOCKED)
            session.install("--quiet", *(wanted if free else ("--require-hashes", "-r", locked(session, wanted))))
        if needed_now and apart:
            session.install("--quiet", "--no-deps", "--require-hashes", "-r", str(apart))
        if needed_now and package:
            session.install("--quiet", "--no-deps", "--no-build-isolation", "-e", ".")


def locked(session: nox.Session, wanted: Iterable[str]) -> str:
    """A file with the part of the lock that some requirements need."""
    sys.path.insert(0, str(CLONE / "scripts"))
    from supply.locked import needed, read

    # Not in `create_tmp()`: that makes it the folder for temporary files, and tests then run inside this project.
    path = Path(session.virtualenv.location) / "requirements.txt"
    try:
        path.write_text("".join(entry.text for entry in needed(read(LOCK.read_text("utf-8")), wanted)), "utf-8")
    except KeyError as error:
        session.error(f"{error.args[0]}. `nox -s lock` brings {LOCK.relative_to(CLONE)} up to date.")
    return str(path)


def install_npm(session: nox.Session, source: Path) -> Path:
    """Install the npm packages locked in a folder; returns their node_modules (absent where npm is)."""
    folder = CLONE / ".nox" / f"npm-{source.name}"
    if shutil.which("npm") is None:
        session.warn("npm is not installed: the checkers that come from npm will be missing")
        return folder / "node_modules"
    folder.mkdir(parents=True, exist_ok=True)
    with unless_done(folder, (source / "package-lock.json").read_text("utf-8")) as needed:
        if needed:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(source / name, folder)
            # Not `npm ci`, which insists on every other platform's packages; scripts would fetch a browser.
            options = ("--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--loglevel=error")
            session.run("npm", "install", "--prefix", str(folder), *options, external=True)
    return folder / "node_modules"


@contextmanager
def unless_done(folder: str | Path, *what: str) -> Iterator[bool]:
    """Whether something has yet to be done in a folder; remembered there when it ends well."""
    stamp = Path(folder) / "done.sha256"
    digest = hashlib.sha256("\0".join(what).encode()).hexdigest()
    needed = not stamp.exists() or stamp.read_text("utf-8") != digest
    yield needed
    if needed:
        stamp.write_text(digest, "utf-8")
