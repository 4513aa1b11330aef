"""The source document: no text, but a fingerprint of each block, and the blocks that are no content."""

from careguide.content.part import Part
from careguide.content.quantity import Number


class Block(Part, frozen=True, kw_only=True):
    """A block of the document: its locator, and the fingerprint of its normalised text.

    ``units`` is how many units carried it when it was last compared with the document.
    """

    locator: str
    hash: str
    units: int | None = None


class Numbers(Part, frozen=True, kw_only=True):
    """The numbers that stand in a block in digits."""

    locator: str
    values: tuple[Number, ...]


class Exclusion(Part, frozen=True, kw_only=True):
    """A block that no unit carries."""

    locator: str
    reason: str


class Document(Part, frozen=True, kw_only=True):
    """``blocks`` are all blocks, in order; ``normalisation`` and ``hash`` say how their fingerprints are made.

    ``blocks_hash`` is a fingerprint of the list of blocks itself.
    """

    id: str
    title: str
    language: str
    normalisation: str
    hash: str
    blocks: tuple[Block, ...]
    blocks_hash: str = ""
    translated_from: str = ""
    translation: str = ""
    description: str = ""
    exclusions: tuple[Exclusion, ...] = ()
    numbers: tuple[Numbers, ...] = ()
