"""The manuals of rules as files, so that the name of a rule can be a link: an editor opens them like any other."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from careguide.reports.parts.catalogue import catalogue, marks


class Manuals:
    """Files are written when they are first linked to, and stay until ``close``."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._links: dict[str, str | None] = {}

    def link(self, rule: str) -> str | None:
        """Where the manual of a rule is; ``None`` for a rule that has none, or where nothing can be written."""
        if rule not in self._links:
            self._links[rule] = self._written(rule)
        return self._links[rule]

    def close(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def _written(self, rule: str) -> str | None:
        entry = catalogue().get(rule)
        if entry is None:
            return None
        try:
            self._folder = self._folder or TemporaryDirectory(prefix="careguide-", ignore_cleanup_errors=True)
            file = Path(self._folder.name) / f"{rule.replace('/', '-')}.md"
            file.write_text(f"# {rule} ({', '.join(marks(entry))})\n\n{entry.manual.markdown}\n", "utf-8")
        except OSError:
            return None
        return file.as_uri()
