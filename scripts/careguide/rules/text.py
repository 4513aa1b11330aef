"""Slips of language that an editor or a translator leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from careguide.content.common import Rule, Statement, Step
from careguide.content.guide import Guide, Transition
from careguide.content.part import Part, Unit
from careguide.content.passages import TO_WRITE, Passage, passages, sentences, unquoted
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.language.phrases import word_by_word
from careguide.language.words import tells_of_failure, tells_of_help
from careguide.source.place import Place

_REPEATED = re.compile(
    r"(?<![\w'’-])([^\W\d_]{2,})(?:\s+\1(?![\w'’-])|\s*,\s*\1(?=\s*(?:[.,;:!?)]|$)|\s+(?:and|or)\b))", re.IGNORECASE
)
"""After a comma only at the end of an item: “how, how hard and how long” is no slip."""

_MAY_REPEAT = frozenset({"had", "that"})

_ITEM = re.compile(
    r"(?!(?:also|too|then|please|again|together|twice|daily|however|instead|though|always|sometimes|often|etc|back|up|"
    r"down|left|right|forwards?|backwards?|sideways|upwards?|downwards?|inwards?|outwards?|straight|relaxed|first|last|"
    r"never|not|only|once|either|neither|\w+ly)$)[^\W\d_][\w'’-]+",
    re.IGNORECASE,
)
"""A word that can be an item of a list; those left out can also end a sentence after a comma."""

_OPENS_A_CLAUSE = re.compile(
    r"(?:(?:and|but|or)\s)?"
    r"(?:after|as|at|before|because|by|during|for|from|if|in|on|once|since|to|unless|until|when|where|while|with|without|"
    r"although|though|however|therefore|then|next|finally)\b",
    re.IGNORECASE,
)

_DETERMINER = re.compile(r"(?:the|an?|this|each|every)\s", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:if|when|because|unless|although|though|until|provided|as soon as|so that)\b", re.IGNORECASE)
_MAYBE_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|can|could|may|might|must|shall|should|will|would|ought|"
    r"needs?|lets?|became|began|bent|bound|broke|brought|built|came|chose|cut|drew|fell|felt|found|gave|got|grew|held|"
    r"hurt|kept|knew|laid|lay|led|left|lost|made|meant|met|put|ran|rose|sank|sat|saw|said|sent|set|shut|slept|spent|"
    r"split|spread|stood|stuck|taught|took|thought|told|went|woke|wore|\w+ed|(?!\w*(?:ss|us|is)\b)\w+s)\b",
    re.IGNORECASE,
)
_MAYBE_PLURAL = re.compile(
    r"\b(?:and|or|people|children|men|women|feet|teeth|bacteria|criteria|data|media|sheep|\w+ae|\w+bi|\w+li)\b", re.I
)


@rule(Severity.ERROR, needs=["source/locator-missing"], acknowledgeable=False)
def to_write(part: Part) -> Faults:
    """What `careguide new` puts where only the source can say what to write is still there.

    Why: It would be printed as if it were the source's.

    Bad:
        # at massage.cervical.kneading
        text: Write here what the source says.

    Good:
        # at massage.cervical.kneading
        text: Knead the muscles.

    Fix: Write what the source says. If it says nothing of this, leave the field out, or say under `unstated` what the
    source is silent about.
    """
    for passage in passages(part):
        if passage.text == TO_WRITE.get(passage.field):
            yield Fault(f"`{passage.field}` is still to be written: “{passage.text}”", passage.place)


@rule(Severity.ERROR, needs=["ref/dangling", "ref/wrong-kind", "escalation/vs-text", "escalation/said-twice"])
def failure_lost(unit: Unit, guide: Guide) -> Faults:
    """A text says that a treatment helps, where the unit's id, its quote or its trigger says that it has failed.

    Only texts in English are read, and any word that qualifies the help is enough.

    Why: A lost “not” turns the reason for the next treatment into its opposite: whom the drugs have helped would be
    sent on to an operation.

    Bad:
        # at escalation.no-relief
        text: Conservative care brings relief.

    Good:
        # at escalation.no-relief
        text: Conservative care does not bring relief.

    Fix: Look the sentence up in the source, and write the “not” that was lost. If the text is right, the trigger is
    another one, or a new unit with an id of its own is wanted.
    """
    helps = tells_of_help(unit.text) if guide.overview.language.startswith("en") else ""
    for said, place in _said_beside(unit, guide) if helps else ():
        if tells_of_failure(said.replace("-", " ")):
            yield Fault(
                f"The text says “{helps}”, but “{said}” tells of a treatment that has failed.",
                unit.place / "text",
                related=(Related(f"“{said}”", place),),
            )
            return


def _said_beside(unit: Unit, guide: Guide) -> Iterator[tuple[str, Place]]:
    """What else tells whether a treatment has helped, and where: the id, the source's words, the trigger's id."""
    yield unit.id, unit.place / "id"
    yield unit.as_written, unit.place / "as_written"
    if isinstance(unit, Transition) and (trigger := guide.resolve(unit.trigger, unit)):
        yield trigger.id, unit.place / "trigger"


@rule(Severity.INFO)
def repeated_word(part: Part) -> Faults:
    """A word stands twice in a row.

    Why: In the guide's own words it is a slip. In the source's words a second, different one may have been lost: a
    technique, a plant, a side.

    Bad:
        # at massage.cervical.kneading
        text: Knead the the muscles.

    Good:
        # at massage.cervical.kneading
        text: Knead the muscles.

    Fix: Take the second one out. If the source itself repeats it, leave the quotation as it is and add a note that
    acknowledges text/repeated-word.
    """
    told: set[str] = set()
    for passage in passages(part):
        text = _words(passage)
        for found in _REPEATED.finditer(text) if _may_repeat(text) else ():
            word = found[1].lower()
            if word not in _MAY_REPEAT | told:
                told.add(word)
                yield Fault(f"`{passage.field}` repeats a word: “{found[0]}”.", passage.place)


@rule(Severity.INFO, needs=["text/repeated-word"])
def truncated_coordination(unit: Unit) -> Faults:
    """A list breaks off: its last item is a bare word, with neither “and” nor “or” before it.

    Why: Something seems to be missing, such as the device that a bare adjective was meant to describe. And without
    “and” or “or” a reader does not know whether to use all of them.

    Bad:
        # at massage.cervical.kneading
        as_written: with the tips of the fingers, palm

    Good:
        # at massage.cervical.kneading
        as_written: with the tips of the fingers and the palm

    Fix: Write “and” or “or” before the last item, as the source has it. If the source itself breaks off, add a note
    that acknowledges text/truncated-coordination.
    """
    for passage in passages(unit):
        if passage.field in ("text", "as_written"):
            for sentence in sentences(_words(passage)):
                last = _bare_end(sentence, sentence_of_ours=passage.own)
                if last:
                    yield Fault(
                        f"The list in `{passage.field}` ends in “{last}”, with neither “and” nor “or” before it.",
                        passage.place,
                    )
                    return


@rule(Severity.INFO)
def fragment(unit: Statement | Rule | Step | Transition) -> Faults:
    """A sentence has no verb.

    Why: Nobody can tell what it states: that the outlook “is” favourable, may be, or was.

    Bad:
        # at early-start
        text: The favourable outlook for the patient if treatment begins early.

    Good:
        # at early-start
        text: The outlook for the patient is favourable if treatment begins early.

    Fix: Write a whole sentence. If the verb is missing in the source, supply the most cautious one and say so in a
    note.
    """
    for sentence in sentences(unquoted(unit.text)):
        if _lacks_a_verb(sentence):
            yield Fault(f"This sentence has no verb: “{sentence.strip()}”", unit.place / "text")


def _words(passage: Passage) -> str:
    """The words that a slip may be in; what the guide's own text quotes is not looked at there."""
    return unquoted(passage.text) if passage.own else passage.text


def _may_repeat(text: str) -> bool:
    """Whether two words that follow each other are the same: where none are, the pattern need not be tried."""
    words = word_by_word(text)
    return any(map(eq, words, words[1:]))


def _bare_end(sentence: str, *, sentence_of_ours: bool) -> str:
    """The bare word in which a list of longer items ends, or nothing.

    A whole sentence can end so after an opening clause: “After the massage, rest”.
    """
    if "," not in sentence:
        return ""
    clause = re.split(r"[;:]\s", sentence.strip(" \t\n\u00a0.!?;:…"))[-1]
    *items, last = (item.strip() for item in clause.split(","))
    if not items or len(items[-1].split()) < 2 or not _ITEM.fullmatch(last):
        return ""
    return "" if sentence_of_ours and _OPENS_A_CLAUSE.match(items[-1]) else last


def _lacks_a_verb(sentence: str) -> bool:
    """Whether a sentence that begins with one thing says nothing of it. What might be a verb counts as one."""
    said = sentence.strip()
    if not _DETERMINER.match(said):
        return False
    main, *rest = _CLAUSE.split(said, maxsplit=1)
    if any("," in clause for clause in rest):
        main = said
    return not _MAYBE_VERB.search(main) and not _MAYBE_PLURAL.search(main)
