"""Groups of commands that stand in the modules of a package, each imported when it is called."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from typing import Any, NoReturn, cast

import click

from careguide.cli.shell import failure, stop, streams
from careguide.cli.shell.session import Session

_SHELL = "shell"


class Folder(click.Group):
    """The commands in a package: its modules, and the packages below it, which are groups in turn."""

    def __init__(self, *args: Any, package: str, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        found = pkgutil.iter_modules(import_module(self.package).__path__)
        return sorted(module.name for module in found if module.name != _SHELL)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        return cast("click.Command", import_module(f"{self.package}.{cmd_name}").command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in self.list_commands(ctx):
            from careguide.engine.suggest import did_you_mean

            known = self.list_commands(ctx)
            hint = did_you_mean(name, known, f"There are: {', '.join(known)}.")
            ctx.fail(f"There is no command “{name}”. {hint}")
        return super().resolve_command(ctx, args)


class Commands(Folder):
    """Runs the command and turns whatever becomes of it into one of the documented exit codes."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        try:
            return super().make_context(*args, **extra)
        except BrokenPipeError as error:  # --help and --version are answered here
            raise click.exceptions.Exit(streams.reader_gone()) from error

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Click would make 1 of it, which says that there are findings.
            ctx.exit(streams.reader_gone())
        return result

    def main(self, args: Any = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Runs the command and ends the program."""
        streams.open_closed()
        streams.write_utf8()
        session = Session(arguments=tuple(sys.argv[1:] if args is None else args))
        try:
            with stop.heeded():
                code = self._code(session, args, prog_name or "careguide", extra)
        except stop.Stopped as asked:
            code = failure.stopped(asked.code, session)
        streams.drop_unwritten()
        sys.exit(code)

    def _code(self, session: Session, args: Any, prog_name: str, extra: dict[str, Any]) -> int:
        try:
            result = super().main(args, prog_name, obj=session, **{**extra, "standalone_mode": False})
        except click.Abort as abort:  # Click's word for Ctrl-C and for the end of the input
            if isinstance(abort.__cause__, stop.Stopped):
                raise abort.__cause__ from None
            return failure.told(abort, session)
        except Exception as error:
            return failure.told(error, session)
        return result if isinstance(result, int) else 0
