"""Where the program begins: ``careguide``, and ``python -m careguide``."""

from __future__ import annotations

import signal


def main() -> None:
    """Runs the command. Until it can heed Ctrl-C itself, that ends it at once: there is nothing to put in order yet."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from careguide.cli import main as command

    command()


if __name__ == "__main__":
    main()
