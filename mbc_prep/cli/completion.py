"""``mbc-prep completion``: a script that completes commands in the shell."""

from __future__ import annotations

import argparse

from mbc_prep.paths import Paths


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="which shell")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the script."""
    del paths
    import shtab

    from mbc_prep.cli.main import build_parser

    print(shtab.complete(build_parser(everything=True), shell=arguments.shell))
    return 0
