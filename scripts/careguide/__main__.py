"""Where the program begins: ``careguide``, and ``python -m careguide``."""

import _signal  # type: ignore[import-not-found]  # `signal` itself takes so long that Ctrl-C could come meanwhile
import sys


def main() -> None:
    """Gives the answer that is known from an earlier run, where nothing has changed since, or else runs the command.

    Until the command can heed Ctrl-C itself, that ends it at once: there is nothing to put in order yet.
    """
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    code = _known()
    if code is None:
        _run()
    else:
        sys.exit(code)


def _known() -> int | None:
    import gc

    from careguide.cache.answers import repeat

    gc.disable()  # to compare and to write leaves nothing behind that is worth looking for
    try:
        return repeat(sys.argv[1:])
    finally:
        gc.enable()


def _run() -> None:
    from careguide.system.garbage_collection import collect_seldom

    collect_seldom()  # what is loaded now stays
    from careguide.cli import main as command

    command()


if __name__ == "__main__":
    main()
