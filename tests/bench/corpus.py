"""Makes projects of any number of guides out of one real guide: no two alike, all of them sound, or each with a fault.

``python tests/bench/corpus.py FOLDER 1000`` makes one; ``--faulty`` puts one fault into each guide.

A guide keeps its chapters, its notes and its references. What differs from guide to guide: its name and title, ids,
figures, the length of the notes, the fingerprints of the article, and how many exercises, of how many steps, have been
added. The same number always gives the same guide.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

CLONE = Path(__file__).parents[2]
sys.path.insert(0, str(CLONE / "tests"))

from bench import additions  # noqa: E402  # found through the line above
from careguide.document.blocks import fingerprint_of_list  # noqa: E402

REAL = CLONE / "sources" / "spondylosis"
SETTINGS = 'publisher = "careguide contributors"\ncanonical = "https://example.org/careguide"\n'

_ID = re.compile(r"(?m)^( *(?:- )?id: )([a-z][a-z0-9-]*)$")
_WORD = re.compile(r"[a-z][a-z0-9-]*")
_FIGURE = re.compile(r"(?<![\w.])(10|15|20|200)(?![\w.])")
_NO_FIGURE = re.compile(r"system:|date:|hash:|hash-|^#")
_FOR_REVIEW = re.compile(r"(?m)^( +for_review: )([^>|\"'].*)$")
_BLOCK = re.compile(r"(?m)^  - \{locator: (S[0-9a-z.]+), hash: ([0-9a-f]{16})(.*)\}$")

_ENDINGS = ("again", "apart", "at-length", "briefly", "by-hand", "in-full", "in-part", "in-short", "once", "otherwise")
_REMARKS = (
    "Compare the article in its first language.",
    "The translation may be at fault.",
    "A second reader came to the same result.",
    "Nothing else in the article speaks to this.",
    "Answer together with the notes beside it.",
    "The next edition should settle it.",
)
_FIRST_NAMES = ("early", "late", "mild", "stubborn", "recurrent", "widespread", "silent", "painful")

# Faults that an editor makes, each with what stands in the file before and after.
_FAULTS = (
    ("massage.yaml", "\ntitle:", "\ntitel:"),
    ("exercise.yaml", "position: prone\n", "position: prown\n"),
    ("remedies.yaml", "unit: g,", "unit: grams,"),
    ("medication.yaml", "phase: acute\n", "phase: acutely\n"),
    ("guide.yaml", "trigger: herniated-disc\n", "trigger: herniated-disk\n"),
    ("surgery.yaml", "id: surgery\n", "id: surgery\nid: operations\n"),
    ("physiotherapy.yaml", "after: [medication]\n", "after: [medication\n"),
    ("guide.yaml", "source: [S12.p3]\n", "source: [S99.p3]\n"),
)


class Corpus:
    """Guides made from a real one, each by its number."""

    def __init__(self, real: Path = REAL) -> None:
        self._files = {path.name: path.read_text("utf-8") for path in sorted(real.glob("*.yaml"))}
        self._name = real.name

    @cached_property
    def _free(self) -> frozenset[str]:
        """The ids that nothing refers to."""
        every = "\n".join(text for name, text in self._files.items() if name != "document.yaml")
        kinds = {name.removesuffix(".yaml") for name in self._files}
        named = [found[2] for found in _ID.finditer(every)]
        words = "\n".join(line for line in every.splitlines() if not _ID.match(line))
        used = set(_WORD.findall(words.replace(".", " ")))
        return frozenset(name for name in named if named.count(name) == 1) - used - kinds - {self._name}

    def name(self, number: int) -> str:
        """What a guide and its folder are called."""
        return f"{_FIRST_NAMES[number % len(_FIRST_NAMES)]}-{self._name}-{number:05}"

    def files(self, number: int) -> Mapping[str, str]:
        """The files of a sound guide."""
        chance = random.Random(number)  # no secret: the same number must give the same guide
        more = chance.randint(0, 5)
        name, shift = self.name(number), chance.choice((0, 0, 1, 2, 4))
        exercises, blocks, numbers = additions.exercises(more, chance)
        real = dict(self._files)
        real["exercise.yaml"] = real["exercise.yaml"].replace(additions.BEFORE, exercises + additions.BEFORE, 1)
        files = {}
        for file, text in real.items():
            new = _figures(text, shift)
            files[file] = new if file == "document.yaml" else self._renamed(_remarks(new, chance), chance)
        overview = files["guide.yaml"].replace(f"\nid: {self._name}\n", f"\nid: {name}\n", 1)
        files["guide.yaml"] = re.sub(r"(?m)^title: .*$", lambda found: f"{found[0]}, {name}", overview, count=1)
        files["document.yaml"] = _document(files["document.yaml"], blocks, numbers, number)
        return files

    def faulty(self, number: int) -> Mapping[str, str]:
        """The files of a guide with one fault."""
        files = dict(self.files(number))
        file, before, after = _FAULTS[number % len(_FAULTS)]
        if before not in files[file]:
            raise ValueError(f"{file} no longer holds {before!r}: the fault cannot be made")
        files[file] = files[file].replace(before, after, 1)
        return files

    def _renamed(self, text: str, chance: random.Random) -> str:
        def rename(found: re.Match[str]) -> str:
            longer = f"{found[2]}-{chance.choice(_ENDINGS)}"
            renamed = found[2] in self._free and len(longer) <= 48 and chance.random() < 0.5
            return found[1] + (longer if renamed else found[2])

        return _ID.sub(rename, text)


def make(folder: Path, guides: int, *, faulty: bool = False) -> Path:
    """Writes a project with so many guides; returns its folder. What is already there is left as it is."""
    corpus = Corpus()
    whole = folder / "made"
    stamp = f"{guides} {faulty} {fingerprint_of_list([('', text) for text in corpus.files(0).values()])}"
    if whole.is_file() and whole.read_text("utf-8") == stamp:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "careguide.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(guides):
        sources = folder / "sources" / corpus.name(number)
        sources.mkdir(parents=True, exist_ok=True)
        for name, text in (corpus.faulty(number) if faulty else corpus.files(number)).items():
            (sources / name).write_text(text, encoding="utf-8")
    whole.write_text(stamp, encoding="utf-8")
    return folder


def _figures(text: str, shift: int) -> str:
    def line(written: str) -> str:
        if _NO_FIGURE.search(written):
            return written
        return _FIGURE.sub(lambda found: str(int(found[1]) + shift), written)

    return "\n".join(map(line, text.split("\n")))


def _remarks(text: str, chance: random.Random) -> str:
    """Some of what is for review is told at more length."""

    def longer(found: re.Match[str]) -> str:
        more = "".join(f" {chance.choice(_REMARKS)}" for _ in range(chance.choice((0, 0, 1, 2))))
        return f"{found[0]}{more}"

    return _FOR_REVIEW.sub(longer, text)


def _document(text: str, blocks: Mapping[str, int], numbers: Mapping[str, int], number: int) -> str:
    """The document of another article: other fingerprints, and the blocks that the additions cite."""
    chance = random.Random(-number)  # as above
    fingerprints = []

    def told(locator: str, rest: str) -> str:
        # The first is a letter: one of digits alone would have to stand in quotes.
        fingerprints.append((locator, f"{chance.choice('abcdef')}{chance.getrandbits(60):015x}"))
        return f"  - {{locator: {locator}, hash: {fingerprints[-1][1]}{rest}}}"

    text = _BLOCK.sub(lambda found: told(found[1], found[3]), text)
    added = "".join(f"{told(locator, f', units: {units}')}\n" for locator, units in blocks.items())
    figures = "".join(f"  - {{locator: {locator}, values: [{value}]}}\n" for locator, value in numbers.items())
    text = text.replace("\nblocks:\n", f"{figures}\nblocks:\n", 1) + added
    return re.sub(r"(?m)^blocks_hash: .*$", f'blocks_hash: "{fingerprint_of_list(fingerprints)}"', text)


def main(arguments: list[str]) -> Iterator[str]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("guides", type=int)
    parser.add_argument("--faulty", action="store_true", help="one fault in each guide")
    chosen = parser.parse_args(arguments)
    made = make(chosen.folder, chosen.guides, faulty=chosen.faulty)
    yield f"{chosen.guides} guides in {made}"


if __name__ == "__main__":
    for said in main(sys.argv[1:]):
        sys.stdout.write(f"{said}\n")
