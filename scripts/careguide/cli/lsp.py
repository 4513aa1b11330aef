"""``careguide lsp``: the language server, which an editor's program starts."""

from __future__ import annotations

import sys

import click

from careguide.cli.shell import failure
from careguide.cli.shell.extras import require
from careguide.cli.shell.session import Session, Wrong


@click.command("lsp")
@click.pass_obj
def command(session: Session) -> None:
    """Help an editor's program while you write.

    This is for the program, not to be called by hand: it speaks the Language Server Protocol on standard input and
    output. It finds faults as you type, completes, explains, finds what names what, mends and renames. The
    documentation shows how to set up VS Code and Neovim.
    """
    only = session.project() if session.folder else None
    require("lsp", "pygls")
    if sys.stdin.isatty():
        raise Wrong("This is started by an editor's program, not by hand; the documentation shows how to set it up.")
    from careguide.lsp.server import serve

    session.stage = "serving the editor"
    try:
        serve(only, lambda error: failure.internal(error, session.stage))
    except (OverflowError, ValueError) as error:  # of a length that no message can have
        raise Wrong("What the editor's program has sent is no message of the Language Server Protocol.") from error
