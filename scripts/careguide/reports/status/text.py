"""The state of guides as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careguide.content.signoff import Standing
from careguide.content.wording import day, term
from careguide.finding import Severity
from careguide.reports.parts.printable import hanging, printable, width
from careguide.reports.parts.run import count, plural
from careguide.reports.parts.style import Style
from careguide.review.state import FileState, Kind, Obstacle, State

_LABEL = 14


def report(states: Sequence[State], style: Style) -> str:
    guides = ["".join(f"{line}\n" for line in _guide(state, style)) for state in states]
    return "\n".join(guides)


def sign_offs(state: State, style: Style) -> str:
    """The sign-offs of a guide alone."""
    lines = [style.strong(f"== {state.checked.name}"), *_files(state.files, style)]
    return "".join(f"{line}\n" for line in lines)


def _guide(state: State, style: Style) -> Iterator[str]:
    guide = state.checked.guide
    if guide is None:
        yield style.strong(f"== {state.checked.name}")
        yield from hanging("  ", "It cannot be understood before its errors are mended.", style.width)
    else:
        overview = guide.overview
        yield style.strong(f"== {state.checked.name} {overview.version}") + f", {term(overview.status)}"
        yield from [*_files(state.files, style), ""]
        yield from _labelled("open notes", _notes(state), style)
    if state.coverage:
        blocks = plural(state.coverage.blocks, "block")
        yield from _labelled("coverage", f"{state.coverage.mapped} of {blocks} cited or excluded", style)
    counts = count(state.checked.findings)
    acknowledged = f", {counts.acknowledged} acknowledged by notes" if counts.acknowledged else ""
    yield from _labelled("findings", f"{str(counts) or 'none open'}{acknowledged}", style)
    yield ""
    yield from _release(state, style)


def _files(files: Sequence[FileState], style: Style) -> Iterator[str]:
    names = max((len(file.kind) for file in files), default=0)
    states = max((len(term(file.status)) for file in files), default=0)
    for file in files:
        label = f"  {file.kind:<{names}}  {term(file.status):<{states}}  "
        first, *others = hanging(label, sign_off(file), style.width)
        good = file.standing is Standing.CURRENT
        yield first[: width(label)] + (style.good(first[width(label) :]) if good else first[width(label) :])
        yield from others


def sign_off(file: FileState) -> str:
    """What the newest sign-off of a file says."""
    review = file.review
    if review is None:
        return "not signed off"
    by = f"by {printable(review.reviewer)} on {day(review.date)}"
    if file.standing is Standing.CHANGES_REQUESTED:
        return f"changes requested {by}"
    due = f"due again on {day(review.due)}" if review.due else "without a day on which it is due again"
    if file.standing is Standing.STALE:
        return f"approved {by}, but changed since"
    return f"approved {by}, but it ran out: {due}" if file.standing is Standing.EXPIRED else f"approved {by}, {due}"


def _notes(state: State) -> str:
    total = sum(state.open_notes.values())
    parts = ", ".join(f"{number} {severity}" for severity, number in state.open_notes.items() if number)
    return f"{total}: {parts}" if total else "none"


def _labelled(label: str, text: str, style: Style) -> Iterator[str]:
    yield from hanging(f"  {label:<{_LABEL}}", text, style.width)


# What is in the way


def _release(state: State, style: Style) -> Iterator[str]:
    obstacles = list(state.obstacles())
    if not obstacles:
        yield style.good("  Nothing stands between this guide and a release.")
        return
    if obstacles[0].kind is Kind.RETIRED:
        yield "  It is retired, and not released any more."
        return
    yield "  Before a release:"
    for obstacle in obstacles:
        first, *others = hanging("    - ", _task(obstacle, state), style.width)
        yield style.severity(Severity.ERROR, first) if obstacle.kind is Kind.ERRORS else first
        yield from others


def _task(obstacle: Obstacle, state: State) -> str:
    files = "all files" if len(obstacle.files) == len(state.files) else ", ".join(obstacle.files)
    if obstacle.kind is Kind.ERRORS:
        return f"mend {plural(obstacle.number, 'error')}: careguide check {state.checked.name}"
    if obstacle.kind is Kind.NOTES:
        return f"decide {plural(obstacle.number, 'open note')}, and write down what was decided"
    if obstacle.kind is Kind.STATUS:
        return f"write `status: approved`, in guide.yaml last: {files}"
    return f"{_SIGN_OFF[obstacle.standing or Standing.UNSIGNED]}: {files}"


_SIGN_OFF = {
    Standing.UNSIGNED: "have read and signed off",
    Standing.CHANGES_REQUESTED: "make the changes that were asked for, and have read again",
    Standing.STALE: "have read again what was changed after it was signed",
    Standing.EXPIRED: "have read again what was signed too long ago",
}
