"""Texts with a fault whose place is marked in the text itself."""

import re


def seeded(marked: str) -> tuple[str, list[tuple[int, ...]]]:
    """A text without its marks « and », and the spans between them."""
    text = ""
    spans: list[tuple[int, ...]] = []
    for part in re.split("([«»])", marked):
        if part not in ("«", "»"):
            text += part
            continue
        lines = re.split("\r\n|\r|\n", text)
        at = (len(lines), len(lines[-1]) + 1)
        spans.append(at if part == "«" else (*spans.pop(), *at))
    return text, [span for span in spans if len(span) == 4]
