"""How a file misses the shape that its schema asks for, told to its editor: one fault, one finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from careguide.finding import Finding, Severity
from careguide.validation.misfit.misfit import Misfit
from careguide.validation.misfit.refusal import Refusal
from careguide.validation.misfit.tell import tell
from careguide.validation.misfit.words import Words

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from careguide.source.file import SourceFile
    from careguide.validation.schemas import SchemaStore

_COMPARE = "Compare it with the same file of another guide."

MAX_FINDINGS = 100
"""More findings than this from one file help nobody, and take long to find."""


def findings(source: SourceFile, schemas: SchemaStore, errors: Iterable[ValidationError]) -> list[Finding]:
    """The findings for the errors of a file, in its order."""
    words = Words(source, schemas)
    misfits = (misfit for error in errors for misfit in tell(words, Refusal.of(error)))
    some = list(islice(misfits, MAX_FINDINGS + 1))
    told = [_finding(misfit) for misfit in _settled(some[:MAX_FINDINGS])]
    told.sort(key=lambda finding: finding.place.span)
    if not told:  # the two validators differ: refused is refused
        told.append(_finding(Misfit("other", "This file does not fit its schema.", words.at(()), "", _COMPARE)))
    if len(some) > MAX_FINDINGS:
        told.append(_too_many(words))
    return told


def _settled(misfits: Iterable[Misfit]) -> Iterator[Misfit]:
    """Each fault once: what only follows from another one is left out.

    A value of the wrong type is nothing else besides; a misspelt field is not missing as well; and where the field
    that must go with another is missing, that says it all.
    """
    first: dict[object, Misfit] = {}
    for misfit in misfits:  # a field's own part of the schema comes before what it refers to, and knows more
        first.setdefault((misfit.rule, misfit.message, misfit.place), misfit)
    different = list(first.values())
    mistyped = {misfit.place.path for misfit in different if misfit.rule == "type"}
    for misfit in different:
        others = (other for other in different if other.group == misfit.group and other.rule != misfit.rule)
        explained = any(misfit.would_be_explained_by & other.explains for other in others)
        if not explained and (misfit.rule == "type" or misfit.place.path not in mistyped):
            yield misfit


def _finding(misfit: Misfit) -> Finding:
    return Finding(
        f"schema/{misfit.rule}",
        Severity.ERROR,
        misfit.message,
        misfit.place,
        misfit.why,
        misfit.hint,
        misfit.related,
        misfit.fix,
        misfit.meant,
    )


def _too_many(words: Words) -> Finding:
    message = f"This file has more faults of form than the {MAX_FINDINGS} above."
    hint = "Mend these first, then check again."
    return Finding("schema/too-many", Severity.INFO, message, words.at(()), hint=hint)
