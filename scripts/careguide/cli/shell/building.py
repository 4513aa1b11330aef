"""Many guides → what became of the build of each: built, as it was, refused or failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, overload

from careguide.cli.shell.failure import Failed
from careguide.cli.shell.session import Wrong
from careguide.cli.shell.workers import Task, Workers

if TYPE_CHECKING:
    from careguide.cache.evidence import Moment
    from careguide.cache.ledger import Ledger
    from careguide.cache.outputs import Earlier, Outputs
    from careguide.pipeline import Built
    from careguide.project import Project
    from careguide.reports.parts.verdict import Packed


@dataclass(frozen=True)
class Refusal:
    """A guide that was not built: its errors, and how many there are."""

    guide: str
    errors: Packed
    number: int


@dataclass(frozen=True)
class Current:
    """A guide of which all stands in its folder already, as it would be built."""

    guide: str
    folder: Path


@dataclass(frozen=True)
class Order:
    """A guide that is to be built, and what there is of it already."""

    guide: str
    earlier: Earlier | None

    def __str__(self) -> str:
        return self.guide


@dataclass(frozen=True)
class Plan:
    """Where to build what: formats (none means all), and the folder that gets one for each guide."""

    project: Project
    formats: Sequence[str]
    out: Path

    def each(
        self, names: Sequence[str], workers: Workers, ledger: Ledger[Outputs] | None, on_stage: Callable[[str], None]
    ) -> Iterator[Built | Current | Refusal | Failed]:
        """What becomes of each guide, in the order of the names."""
        standing = self._standing(names, ledger)
        alone = workers.jobs == 1 and not workers.cluster
        work = partial(_built, self, ledger.moment if ledger else None, on_stage if alone else None)
        orders = _Orders([name for name in names if name not in standing], ledger)
        found = workers.each(Task(work, "building"), orders)
        for name in names:
            if name in standing:
                yield Current(name, self.out / name)
                continue
            outcome = next(found)
            if ledger and not isinstance(outcome, Refusal | Failed):
                ledger.keep(name, _outputs(self, outcome), outcome.evidence)
            yield outcome

    def _standing(self, names: Sequence[str], ledger: Ledger[Outputs] | None) -> set[str]:
        """The guides of which all stands as it should be."""
        from careguide import publish
        from careguide.cache.evidence import Evidence

        formats = publish.known(self.formats)
        standing: set[str] = set()
        for name in names:
            entry = ledger.entry(name) if ledger else None
            found = entry.held.standing(ledger.moment, formats, self.out / name) if ledger and entry else None
            if ledger and entry and found:
                standing.add(name)
                if found != entry.held:
                    ledger.keep(name, found, Evidence(entry.seen, entry.read, frozenset(filter(None, [entry.day]))))
        return standing


@dataclass(frozen=True)
class _Orders(Sequence[Order]):
    """Orders for guides, each made out when its turn comes."""

    names: Sequence[str]
    ledger: Ledger[Outputs] | None

    @overload
    def __getitem__(self, index: int) -> Order: ...

    @overload
    def __getitem__(self, index: slice) -> _Orders: ...

    def __getitem__(self, index: int | slice) -> Order | _Orders:
        if isinstance(index, slice):
            return _Orders(self.names[index], self.ledger)
        from careguide.cache.outputs import Earlier

        entry = self.ledger.entry(self.names[index]) if self.ledger else None
        return Order(self.names[index], Earlier(entry.read, entry.held) if entry else None)

    def __len__(self) -> int:
        return len(self.names)


def _built(plan: Plan, moment: Moment | None, on_stage: Callable[[str], None] | None, order: Order) -> Built | Refusal:
    from careguide.pipeline import Refused, build
    from careguide.publish import Occupied
    from careguide.reports.parts.verdict import Packed, verdict

    stage = "checking"

    def reached(now: str) -> None:
        nonlocal stage
        stage = now
        if on_stage:
            on_stage(f"{order.guide}: {now}")

    try:
        return build(
            plan.project,
            order.guide,
            to=plan.formats,
            out=plan.out,
            on_stage=reached,
            moment=moment,
            earlier=order.earlier,
        )
    except Occupied as error:
        raise Wrong(str(error)) from error
    except Refused as refused:
        errors = refused.checked.errors
        return Refusal(order.guide, Packed.of(verdict(replace(refused.checked, findings=errors))), len(errors))
    except Exception as error:
        error.add_note(stage)
        raise


def _outputs(plan: Plan, built: Built) -> Outputs:
    from careguide import publish
    from careguide.cache.outputs import Output, Outputs

    *files, manifest = [Output(file.path.name, file.size, file.sha256) for file in built.files]
    return Outputs(str(built.folder), dict(zip(publish.known(plan.formats), files, strict=True)), manifest)
