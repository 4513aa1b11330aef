"""A page of the preview, read back."""

from dataclasses import dataclass

from lxml.etree import _Element as Element


@dataclass(frozen=True)
class Seen:
    root: Element

    def one(self, anchor: str) -> Element:
        (found,) = (element for element in self.root.iter() if element.get("id") == anchor)
        return found

    def text(self, anchor: str = "") -> str:
        """All words below an anchor, with single spaces between them."""
        return words(self.one(anchor) if anchor else self.root)

    def cards(self, kind: str) -> list[Element]:
        return [e for e in self.root.iter() if {"card", kind} <= set((e.get("class") or "").split())]

    @property
    def statements(self) -> dict[str, Element]:
        return {str(e.get("data-statement")): e for e in self.root.iter() if e.get("data-statement")}


def words(element: Element) -> str:
    """All words of an element; what stands in elements of its own is a word of its own."""
    return " ".join(" ".join(map(str, element.itertext())).split())
