"""Entry point of ``mbc-prep`` and ``python -m mbc_prep``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its status."""
    from mbc_prep.cli.main import run_command_line

    sys.exit(run_command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()
