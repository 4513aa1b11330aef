"""Order: of steps, of phases, of modalities."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.common import Module, Step
from careguide.content.guide import Phase
from faults.ground import Fault, Ground, value_at
from faults.kind import kind


@kind("Swap two neighbouring steps")
def swap_steps(on: Ground) -> Iterator[Fault]:
    for field in ("steps", "sequence"):
        for place, size in on.items(field):
            yield from (on.swap(place, index, index + 1) for index in range(size - 1))


@kind("Move the last step to the beginning (vibration first)")
def move_last_first(on: Ground) -> Iterator[Fault]:
    for field in ("steps", "sequence"):
        for place, size in on.items(field):
            if size > 2:
                yield on.move(place, size - 1, 0)


@kind("Move the first step to the end")
def move_first_last(on: Ground) -> Iterator[Fault]:
    for field in ("steps", "sequence"):
        for place, size in on.items(field):
            if size > 2:
                yield on.move(place, 0, size - 1)


@kind("Turn `first` into `last`, or the other way round")
def turn_position(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        if step.position:
            yield on.replace(step.place / "position", "last" if step.position == "first" else "first")


@kind("Let a step come after a later one")
def after_a_later_step(on: Ground) -> Iterator[Fault]:
    for field in ("steps", "sequence"):
        for place, _ in on.items(field):
            for index, step in enumerate(value_at(place)[:-1]):
                later = value_at(place)[index + 1]["id"]
                if "after" in step:
                    yield on.replace(place / index / "after", f"[{later}]", [place / (index + 1) / "after" / 0])
                else:
                    yield on.insert(place / index / "id", f"after: [{later}]")


@kind("Let a step come after itself")
def after_itself(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        for index, _ in enumerate(step.after):
            yield on.replace(step.place / "after" / index, step.id)


@kind("Let the first phase come after the last")
def phases_in_a_circle(on: Ground) -> Iterator[Fault]:
    phases = list(on.all(Phase))
    for phase in phases:
        if not phase.after:
            ends = [other.place / "after" / 0 for other in phases if other.after]
            yield on.insert(phase.place / "id", f"after: [{phases[-1].id}]", ends)


@kind("Let a modality come after one that comes after it")
def modalities_in_a_circle(on: Ground) -> Iterator[Fault]:
    for module in on.all(Module):
        for other in on.all(Module):
            if module.id in other.after:
                also = [other.place / "after" / other.after.index(module.id)]
                if module.after:
                    yield on.replace(module.place / "after", f"[{other.id}]", also)
                else:
                    yield on.insert(module.place / "status", f"after: [{other.id}]", also)


@kind(
    "Begin a modality in another phase",
    missed="No text of the modality names its phase; what shows is the note on an overlap that is no longer there.",
)
def other_phase(on: Ground) -> Iterator[Fault]:
    for module in on.all(Module):
        for phase in on.all(Phase):
            if module.phase and module.phase != phase.id:
                yield on.replace(module.place / "phase", phase.id)


@kind("Present the last resort first")
def last_resort_first(on: Ground) -> Iterator[Fault]:
    listed = on.guide.overview.modalities
    resorts = [module.id for module in on.all(Module) if module.role == "last-resort"]
    for name in resorts:
        order = ", ".join([name, *(other for other in listed if other != name)])
        yield on.replace(on.guide.overview.place / "modalities", f"[{order}]")


@kind(
    "Take out what a step comes after",
    missed="Of two steps, no other says what it comes after. The order itself still stands.",
)
def no_after(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        if step.after:
            yield on.cut(step.place / "after", [step.place / "text"])


@kind(
    "Take out that a step is the first or the last",
    missed="Nothing is wrong yet: the order still stands, and each step says what it comes after.",
)
def no_position(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        if step.position:
            yield on.cut(step.place / "position", [step.place / "text"])
