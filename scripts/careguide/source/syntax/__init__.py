"""Why a text stops being YAML, told to somebody who has never heard of YAML.

The parsers say what they expected; that is rarely what went wrong. Each of their messages leads to a function
that looks at the lines around the place for the usual causes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from careguide.source.events import Refused
from careguide.source.file import SourceFile
from careguide.source.syntax import lines, signs
from careguide.source.syntax.where import Where
from careguide.source.troubles import Troubles


def explain(source: SourceFile, refused: Refused, troubles: Troubles) -> None:
    """Notes the one finding for the place where a text stops being YAML."""
    where = Where(source, refused, troubles)
    if lines.tab(where) or lines.merge_mark(where) or lines.odd_space(where):
        return
    told = f"{refused.context} | {refused.problem}"
    for pattern, tell in _CAUSES:
        if re.search(pattern, told):
            tell(where)
            return
    signs.anything(where)


# The phrases of both parsers, the narrower first.
_CAUSES: tuple[tuple[str, Callable[[Where], None]], ...] = (
    (r"directive|incompatible YAML", signs.directive),
    (r"scanning an? (alias|anchor)", signs.anchor_or_tag),
    (r"(scanning|parsing) a tag|undefined tag handle|tag handle", signs.anchor_or_tag),
    (r"escape|hexdecimal|hexadecimal", signs.escape),
    (r"quoted scalar", signs.open_quote),
    (r"block scalar", signs.block_header),
    (r"mapping values are not allowed", lines.colon),
    (r"could not find expected ':'", lines.no_colon),
    (r"sequence entries are not allowed", lines.list_beside_name),
    (r"mapping keys are not allowed", signs.question),
    (r"cannot start any token", signs.bad_start),
    (r"node content", signs.nothing_there),
    (r"parsing a flow|unexpected ':'", signs.open_bracket),
    (r"expected (key|'-' indicator|<document start>|<block end>|'<document start>')", lines.misfit),
)
