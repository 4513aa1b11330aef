"""The source document: no text, but a fingerprint of each block, and the blocks that are no content."""

from __future__ import annotations

from careguide.content.part import Part


class Block(Part, frozen=True, kw_only=True):
    """A block of the document: its locator, and the fingerprint of its normalised text."""

    locator: str
    hash: str


class Exclusion(Part, frozen=True, kw_only=True):
    """A block that no unit carries."""

    locator: str
    reason: str


class Document(Part, frozen=True, kw_only=True):
    """``blocks`` are all blocks, in order; ``normalisation`` and ``hash`` say how their fingerprints are made."""

    id: str
    title: str
    language: str
    normalisation: str
    hash: str
    blocks: tuple[Block, ...]
    translated_from: str = ""
    translation: str = ""
    description: str = ""
    exclusions: tuple[Exclusion, ...] = ()
