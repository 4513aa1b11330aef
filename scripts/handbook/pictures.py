"""Pictures of a built guide's books for the README: `python scripts/handbook/pictures.py FOLDER TARGET`.

FOLDER holds a build (GUIDE.epub, GUIDE.docx); TARGET gets epub.png, the top of a chapter as Chromium shows it, and
docx.png, a page as LibreOffice prints it. Exit code 2 where a tool or a file is missing.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from PIL import Image

CHAPTER = "massage"
"""The chapter that is shown: it has steps, courses and notes, and no drugs."""
SIZE = (640, 840)
"""Pixels of a picture; both books have the same, so that they can stand side by side."""
SCALE = 2
COLOURS = 64
PATIENCE = 120  # seconds, for one run of one tool
# Without these, Chromium looks for its makers' servers. The sandbox does not work for root, as in a container;
# what is shown without it was made here a moment ago.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)


class Missing(Exception):
    """What is needed for a picture is not there; the message says how to get it."""


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    folder, target = map(Path, sys.argv[1:])
    try:
        with tempfile.TemporaryDirectory() as scratch:
            _keep(_of_epub(_book(folder, ".epub"), Path(scratch)), target / "epub.png")
            _keep(_of_docx(_book(folder, ".docx"), Path(scratch)), target / "docx.png")
    except Missing as reason:
        print(f"pictures: {reason}", file=sys.stderr)
        return 2
    return 0


def _book(folder: Path, suffix: str) -> Path:
    found = sorted(folder.glob(f"*{suffix}"))
    if not found:
        raise Missing(f"there is no *{suffix} in {folder}: build a guide first")
    return found[0].resolve()


def _of_epub(epub: Path, scratch: Path) -> Path:
    """The top of the chapter, on a window of the size of the picture."""
    browser = _program("chromium", "chromium-browser", "google-chrome", package="chromium")
    with zipfile.ZipFile(epub) as package:
        package.extractall(scratch / "epub")
    page = next((scratch / "epub").rglob(f"{CHAPTER}.xhtml"))
    shot = scratch / "epub.png"
    window = (f"--window-size={SIZE[0]},{SIZE[1]}", f"--force-device-scale-factor={SCALE}")
    _run(browser, *FLAGS, f"--user-data-dir={scratch / 'chromium'}", *window, f"--screenshot={shot}", page.as_uri())
    return shot


def _of_docx(docx: Path, scratch: Path) -> Path:
    """The first page of the chapter: the first after the contents that begins with its name."""
    office = _program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    to_text, to_picture = (_program(name, package="poppler-utils") for name in ("pdftotext", "pdftoppm"))
    profile = f"-env:UserInstallation={(scratch / 'office').as_uri()}"
    _run(office, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(scratch), str(docx))
    pdf = scratch / docx.with_suffix(".pdf").name
    pages = _run(to_text, str(pdf), "-").split("\f")
    number = str(next(number for number, text in enumerate(pages, 1) if _opens_chapter(text)))
    width = str(SIZE[0] * SCALE)
    sizes = ("-scale-to-x", width, "-scale-to-y", "-1")
    _run(to_picture, "-png", "-singlefile", "-f", number, "-l", number, *sizes, str(pdf), str(scratch / "docx"))
    return scratch / "docx.png"


def _opens_chapter(text: str) -> bool:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return CHAPTER in [line.casefold() for line in lines[:4]] and not any("...." in line for line in lines)


def _keep(shot: Path, picture: Path) -> None:
    """Cuts a screenshot to size, and saves it with few colours: text needs no more."""
    with Image.open(shot) as image:
        cut = image.convert("RGB").crop((0, 0, SIZE[0] * SCALE, SIZE[1] * SCALE))
    picture.parent.mkdir(parents=True, exist_ok=True)
    cut.quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)
    print(f"{picture}: {picture.stat().st_size / 1000:.0f} kB")


def _program(*names: str, package: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise Missing(f"{names[0]} is missing: on Debian, apt-get install {package}")
    return found


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
