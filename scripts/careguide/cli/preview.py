"""``careguide preview``: the guide in a browser, while somebody writes it."""

from __future__ import annotations

import errno
from pathlib import Path

import click

from careguide.cli.shell.extras import require
from careguide.cli.shell.number import number
from careguide.cli.shell.session import Session, Wrong, tell

PORT = 8420
OTHERS = 20
"""So many further ports are tried where nobody has asked for a certain one."""


@click.command("preview")
@click.argument("guide", metavar="[GUIDE]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--port", metavar="PORT", type=number(0, 65535),
    help=f"Where to serve, a number up to 65535; 0 stands for any that is free. [default: {PORT}, or the next free]",
)  # fmt: skip  # each option in one glance
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@click.pass_obj
def command(session: Session, guide: Path | None, port: int | None, open_: bool) -> int:
    """Show a guide in the browser while you write.

    The page shows it as readers will see it, with findings and notes in its margin, and follows the files: it changes
    when you save. Without GUIDE, every guide can be shown. Nobody else can see it: it is served to this machine only.
    Ctrl-C ends it.
    """
    project = session.project()
    session.stage = "looking for the guides"
    from careguide.engine.registry import rules
    from careguide.library import named

    only = named(project, [guide])[0] if guide else ""
    session.stage = "loading the rules"
    rules()  # a package that cannot be used is told here: once mended, it is only seen after another start
    require("preview", "starlette", "uvicorn", "watchfiles")
    session.stage = "starting the preview"
    from careguide.preview.serve import listen, serve

    try:
        listening = listen(PORT, OTHERS) if port is None else listen(port)
    except OSError as error:
        why = "another program uses it" if error.errno == errno.EADDRINUSE else error.strerror
        raise Wrong(f"Port {port or PORT} cannot be used: {why}. Name another one with --port.") from error
    address = f"http://{listening.getsockname()[0]}:{listening.getsockname()[1]}/"
    tell(f"Preview of {only or 'all guides'}: {address}\nIt follows the files. Ctrl-C ends it.\n")
    if open_:
        click.launch(address)
    session.stage = "serving the preview"
    try:
        serve(project, only, listening)
    except KeyboardInterrupt:
        tell("\nThe preview has ended.\n")
    return 0
