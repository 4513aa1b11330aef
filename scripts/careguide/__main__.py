"""Where the program begins: ``careguide``, and ``python -m careguide``."""

import sys

_INTERRUPTED = 130


def main() -> None:
    """Gives the answer that is known from an earlier run, where nothing has changed since, or else runs the command."""
    try:
        code = _known()
    except KeyboardInterrupt:
        code = _INTERRUPTED
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
    """Until the command can heed Ctrl-C itself, that ends it at once: there is nothing to put in order yet."""
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from careguide.cli import main as command

    command()


if __name__ == "__main__":
    main()
