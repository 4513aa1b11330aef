"""A run to report on: two files with every kind of place that a finding can have."""

from pathlib import Path

from careguide.content.guide import Guide
from careguide.engine.rule import Rule, rule
from careguide.finding import Faults, Finding, Related, Severity
from careguide.pipeline import Checked
from careguide.reports.parts.run import Run
from careguide.reports.parts.style import PLAIN, Style
from careguide.reports.parts.verdict import verdict
from careguide.source.file import SourceFile
from careguide.source.place import Place, Span
from careguide.source.reader import read_bytes

ROOT = Path("/project")

MASSAGE = """\
id: massage
title: Massage
courses:
  - id: thoracic
    steps:
      - id: stroking
        text: Stroke with the palms.
      - id: vibration
        text: "Tap, and tap again: 叩く — at the last stage & only <then>, with the pads of the fingers \
or the palm, for as long as it is pleasant."
        position: last
      - id: rubbing
        after:
          - kneading
          - vibration
\t- id: tab
"""

GUIDE = """\
id: spondylosis
title: Spinal spondylosis
modalities: [massage, acupuncture]
"""


def source(name: str, text: str) -> SourceFile:
    path = f"sources/spondylosis/{name}.yaml"
    found, _ = read_bytes(text.replace("\t", "      ").encode(), ROOT / path, path)
    found.text = text
    return found


MASSAGE_FILE = source("massage", MASSAGE)
GUIDE_FILE = source("guide", GUIDE)
EMPTY_FILE = source("exercise", "")
SOUND_FILE = source("surgery", "id: surgery\n")

STEPS = Place(MASSAGE_FILE, ("courses", 0, "steps"))
ORDER_WHY = (
    "Readers carry steps out in the order in which they stand; vibration on muscles that are not warm can do harm."
)


def example(style: Style = PLAIN, strict: bool = False) -> Run:
    sources = {file.path.stem: file for file in (MASSAGE_FILE, GUIDE_FILE, EMPTY_FILE, SOUND_FILE)}
    checked = Checked("spondylosis", sources, None, FINDINGS)
    return Run([verdict(checked)], {RULE.id: RULE}, ROOT, strict, style)


@rule(Severity.ERROR)
def order_vs_list(guide: Guide) -> Faults:
    """A step may only come after steps that stand above it. A second sentence.

    Why:
        Readers carry steps out in the order in which they stand.

    Bad:
        # at massage.thoracic
        steps:
          - {id: vibration, after: [kneading]}

    Good:
        # at massage.thoracic
        steps:
          - {id: kneading}

    Fix:
        Move the step down.
    """
    yield from ()


RULE: Rule = order_vs_list

FINDINGS = (
    Finding(
        "steps/position-vs-list",
        Severity.ERROR,
        "The step “vibration” is said to come last, but “rubbing” follows it.",
        STEPS / 1 / "position",
        why=ORDER_WHY,
        hint="Move the step to the end of the list, or take `position` out.",
        related=(Related("follows it", (STEPS / 2 / "id")),),
    ),
    Finding(
        "steps/position-vs-list",
        Severity.ERROR,
        "Steps follow.",
        (STEPS / 2 / "after"),
        why=ORDER_WHY,
        related=(Related("the first of several lines, with words too long to stand beside the mark", STEPS),),
    ),
    Finding(
        "ref/dangling",
        Severity.ERROR,
        "No unit is called “kneading”.",
        STEPS / 2 / "after" / 0,
        why="A reader is sent to something that is not there.",
        hint="Did you mean “stroking”?",
        related=(Related("The modality stands here.", Place(GUIDE_FILE, ("modalities", 0))),),
    ),
    Finding(
        "text/fragment",
        Severity.INFO,
        "Here, a long line: “at the last stage & only <then>”.",
        Place(MASSAGE_FILE, (), fixed=Span(9, 83, 9, 95)),
    ),
    Finding(
        "yaml/tab",
        Severity.ERROR,
        "A tab stands at the start of this line.",
        Place(MASSAGE_FILE, (), fixed=Span(15, 1, 15, 2)),
        hint="Use spaces.",
    ),
    Finding(
        "yaml/syntax",
        Severity.WARNING,
        "The file ends too early.",
        Place(MASSAGE_FILE, (), fixed=Span(16, 1, 16, 1)),
    ),
    Finding(
        "coverage/modality-without-content",
        Severity.WARNING,
        "The modality “acupuncture” has no file.",
        Place(GUIDE_FILE, ("modalities", 1)),
        acknowledged_by="acupuncture-is-planned",
    ),
    Finding(
        "yaml/empty",
        Severity.ERROR,
        "The file is empty: 100%, that is, «nothing»\x1b[31m\nand, more: at all.",
        Place(EMPTY_FILE),
    ),
    Finding(
        "terminology/definition-mismatch",
        Severity.ERROR,
        "Kneading is not what the glossary says.",
        STEPS / 0 / "text",
        acknowledged_by="massage.thoracic.stroking.kneading-that-the-glossary-describes-in-another-way",
    ),
)
