"""The command line: one subcommand per file, imported only when it is called."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from mbc_prep.errors import MbcError

if TYPE_CHECKING:
    from mbc_prep.paths import Paths

COMMANDS: dict[str, str] = {
    "study": "study cards",
    "exam": "sit a mock exam or a drill",
    "stats": "what was done, and how well",
    "due": "how many cards are due",
    "check": "check decks and bank",
    "items": "list the items of the bank",
    "cards": "list the cards of the decks",
    "form": "show what a form with a seed would hold",
    "readiness": "your chance of passing, and what would raise it",
    "report": "readiness, history and mistakes in one file",
    "backup": "write a copy of your progress",
    "restore": "bring back a copy of your progress",
    "rebuild": "compute memories and totals anew from the logs",
    "codebook": "search and read the code books",
    "codecards": "build decks of your own from the code book",
    "where": "show every file used",
    "completion": "print a shell completion script",
}
"""Name and one line of help of every subcommand; the files are ``cli/<name>.py``."""


class Subcommand(Protocol):
    """What a file of ``cli`` offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare options."""

    def run(self, arguments: argparse.Namespace, paths: Paths) -> int:
        """Do it; return the process status."""


def run_command_line(words: Sequence[str]) -> int:
    """Run ``mbc-prep`` with these words; return the process status."""
    called = next((word for word in words if not word.startswith("-")), "")
    parser = build_parser(called)
    arguments = parser.parse_args(words)
    try:
        if arguments.command is None:
            from mbc_prep.cli import app

            return app.run(arguments, find_paths())
        return _module(arguments.command).run(arguments, find_paths())
    except MbcError as error:
        print(f"mbc-prep: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def find_paths() -> Paths:
    """Work out all paths; imported late because ``--help`` and ``--version`` do without."""
    from mbc_prep import paths

    return paths.find_paths()


def build_parser(called: str = "", everything: bool = False) -> argparse.ArgumentParser:
    """Build the parser; only the subcommand that is called is imported, or all of them."""
    parser = argparse.ArgumentParser(
        prog="mbc-prep",
        description="Flashcards, mock exams and honest readiness for CPC, COC, CIC and CCS.",
        epilog="Without a command the program opens in the terminal.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, words in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=words, description=words.capitalize() + ".")
        if everything or name == called:
            _module(name).configure(subparser)
    return parser


class _Version(argparse.Action):
    """Reads the version from the package's metadata only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"mbc-prep {_installed_version()}")
        parser.exit()


def _installed_version() -> str:
    """The version in the name of the metadata's folder: to import a reader takes far longer."""
    for folder in sys.path:
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries]
        except OSError:  # an archive, or a folder that is not there
            continue
        for name in names:
            if name.startswith("mbc_prep-") and name.endswith(".dist-info"):
                return name.removeprefix("mbc_prep-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version("mbc-prep")


def _module(name: str) -> Subcommand:
    module: Subcommand = import_module(f"mbc_prep.cli.{name}")
    return module
