"""Parts of careguide that are installed on demand."""

from __future__ import annotations

from importlib.util import find_spec

from careguide.cli.shell.session import Wrong


def require(extra: str, *modules: str) -> None:
    """Makes sure that what an extra brings is there. Raises ``Wrong``, which says how to get it."""
    if missing := [module for module in modules if find_spec(module) is None]:
        *others, last = missing
        names = " and ".join(filter(None, [", ".join(others), last]))
        raise Wrong(
            f"This needs {names}, which {'is' if len(missing) == 1 else 'are'} not installed. "
            f'Get it with: pip install "careguide[{extra}]"'
        )
