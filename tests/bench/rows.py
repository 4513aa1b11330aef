"""The table of targets: for each task what is run, what it is held against, and how much of it it may take."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench import peers
from bench.measure import Command, Took, interleaved, surroundings

HERE = Path(__file__).parent
CAREGUIDE = str(Path(sys.executable).parent / "careguide")


@dataclass(frozen=True)
class Sizes:
    """How many guides there are in each measurement, how often it is made, and for how many seconds at most."""

    many: int = 1000
    books: int = 100
    sample: int = 64
    growth: Sequence[int] = (1, 10, 100, 1000)
    rounds: int = 7
    seconds: float = 40


@dataclass(frozen=True)
class Row:
    """``ours`` takes at most ``bound`` times what ``theirs`` takes; ``figure`` is what is compared: cpu or wall."""

    task: str
    against: str
    bound: float
    figure: str
    ours: Took
    theirs: Took
    remark: str = ""

    @property
    def ratio(self) -> float:
        return float(getattr(self.ours, self.figure) / getattr(self.theirs, self.figure))

    @property
    def verdict(self) -> str:
        return "met" if self.ratio <= self.bound else f"missed: {self.ratio / self.bound:.1f} times as much"


@dataclass(frozen=True)
class Bench:
    """Measures in a folder of its own, where it also finds again what it has made before."""

    folder: Path
    sizes: Sizes
    node_modules: Path
    say: Callable[[str], None]

    # What is measured

    def rows(self) -> Iterator[Row]:
        yield from self._one()
        yield from self._many()
        yield from self._two_at_a_time()
        yield self._row(
            f"`check`, nothing changed, {self._count(self.sizes.many)}",
            "`python -c pass`",
            5,
            "cpu",
            self.unchanged("check", self.sizes.many),
            peers.python(),
        )
        yield from self._books()

    def growth(self) -> Mapping[int, Took]:
        """What `check` takes for ever more guides, one process, without what it remembers."""
        return {count: self._measured([self.check(count)])[0] for count in self.sizes.growth}

    def _one(self) -> Iterator[Row]:
        whole, by_kind = self.schema_alone(1), peers.check_jsonschema_by_kind(self.project(1))
        ours, in_one, in_many = self._measured([self.check(1), whole, by_kind])
        remark = "it takes one schema a call, and there is one for each kind of file"
        yield Row(
            "`check`, 1 guide", "check-jsonschema, a call for each kind of file", 0.15, "cpu", ours, in_many, remark
        )
        yield Row("`check`, 1 guide", "check-jsonschema, one call", 0.15, "cpu", ours, in_one)

    def _many(self) -> Iterator[Row]:
        many, sample = self.sizes.many, min(self.sizes.sample, self.sizes.many)
        few = max(sample // 4, 1)
        commands = [
            self.check(many),
            *(self.schema_alone(count) for count in (few, sample)),
            *(peers.yamllint(self.project(count)) for count in (few, sample)),
        ]
        ours, *others = self._measured(commands)
        remark = (
            f"the time is measured on {few} and {sample} guides, and extended in a straight line to {many:,}; "
            f"the memory is that for {sample}"
        )
        for name, (less, more) in {"check-jsonschema": others[:2], "yamllint": others[2:]}.items():
            theirs = extended(less, more, few, sample, many)
            yield Row(f"`check`, {self._count(many)}", name, 1 / 25, "cpu", ours, theirs, remark)

    def _two_at_a_time(self) -> Iterator[Row]:
        many = self.sizes.many
        schema = peers.one_schema(self.folder, dates=False)
        other = peers.ajv(self.project(many), schema, self.node_modules)
        if other is None:
            self.say("ajv-cli is missing (it needs npm): its row is left out")
            return
        ours = self.check(many, "--jobs", "2")
        remark = "it reads YAML 1.1, where a date is no text, and is not asked to check dates"
        yield self._row(f"`check --jobs 2`, {self._count(many)}", "ajv-cli", 1.5, "wall", ours, other, remark)

    def _books(self) -> Iterator[Row]:
        books = self.sizes.books
        one, all_ = self.pandoc(1), self.pandoc(books)
        yield self._row("`build`, 1 guide, cold", "pandoc alone, both books at once", 2, "wall", self.build(1), one)
        task = f"`build`, nothing changed, {self._count(books)}"
        again, check = self.unchanged("build", books), self.unchanged("check", books)
        yield self._row(task, "`check`, nothing changed", 1.5, "cpu", again, check)
        ours = self.build(books, *(("--jobs", "2") if _knows("build", "--jobs") else ()))
        remark = "" if _knows("build", "--jobs") else "one guide after the other: `build` does not know `--jobs`"
        against = "one pandoc for each book, two at a time"
        yield self._row(f"`build`, {self._count(books)}, cold", against, 0.7, "wall", ours, all_, remark)

    def _row(
        self, task: str, against: str, bound: float, figure: str, ours: Command, theirs: Command, remark: str = ""
    ) -> Row:
        ours_took, theirs_took = self._measured([ours, theirs])
        return Row(task, against, bound, figure, ours_took, theirs_took, remark)

    def _measured(self, commands: Sequence[Command]) -> list[Took]:
        self.say(" / ".join(command.name for command in commands))
        return interleaved(commands, self.sizes.rounds, self.sizes.seconds)

    # What is run

    def check(self, guides: int, *options: str) -> Command:
        call = (CAREGUIDE, "--project", str(self.project(guides)), "check", "--quiet", "--no-cache", *options)
        return Command(f"check, {self._count(guides)}", [call])

    def unchanged(self, command: str, guides: int) -> Command:
        """A command that has been run before, on the same files."""
        call = (CAREGUIDE, "--project", str(self.project(guides)), command)
        subprocess.run(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, env=surroundings())
        return Command(f"{command}, nothing changed, {self._count(guides)}", [call])

    def build(self, guides: int, *options: str) -> Command:
        project = self.project(guides)
        call = (CAREGUIDE, "--project", str(project), "build", *options)

        def clean() -> None:
            for made in ("build", ".careguide-cache"):
                shutil.rmtree(project / made, ignore_errors=True)

        return Command(f"build, {self._count(guides)}", [call], prepare=clean)

    def schema_alone(self, guides: int) -> Command:
        return peers.check_jsonschema(self.project(guides), self.schema)

    def pandoc(self, guides: int) -> Command:
        """Pandoc alone, on trees that are ready, for both books of each guide."""
        project, trees = self.project(guides), self.folder / f"trees-{guides}"
        if not (trees / "calls.json").exists():
            names = sorted(path.name for path in (project / "sources").iterdir())
            subprocess.run((sys.executable, str(HERE / "trees.py"), str(project), str(trees), *names), check=True)
        calls = json.loads((trees / "calls.json").read_text("utf-8"))
        inputs = [Path(call["input"]) for call in calls]
        return Command(f"pandoc, {2 * guides} books", [call["command"] for call in calls], 2, inputs=inputs)

    def project(self, guides: int) -> Path:
        """A project with so many guides; made by another process, which may be as large as it likes."""
        project = self.folder / f"guides-{guides}"
        if not (project / "made").exists():
            self.say(f"making {self._count(guides)}")
        subprocess.run(
            (sys.executable, str(HERE / "corpus.py"), str(project), str(guides)), check=True, stdout=subprocess.DEVNULL
        )
        return project

    @cached_property
    def schema(self) -> Path:
        return peers.one_schema(self.folder)

    @staticmethod
    def _count(guides: int) -> str:
        return "1 guide" if guides == 1 else f"{guides:,} guides"


def extended(few: Took, more: Took, small: int, large: int, wanted: int) -> Took:
    """What as many guides as wanted would take, in a straight line through two measurements."""
    further = (wanted - large) / (large - small)
    return Took(more.cpu + further * (more.cpu - few.cpu), more.wall + further * (more.wall - few.wall), more.memory)


def _knows(command: str, option: str) -> bool:
    said = subprocess.run((CAREGUIDE, command, "--help"), capture_output=True, text=True, check=True)
    return option in said.stdout
