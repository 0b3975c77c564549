"""``mbc-prep where``: every file and folder the program uses."""

from __future__ import annotations

import argparse
import json

from mbc_prep.paths import Paths


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the paths."""
    rows = {
        "progress": paths.progress,
        "backups": paths.backups,
        "settings": paths.settings,
        "content cache": paths.content_cache,
        "code books": paths.books,
        "book indexes": paths.book_indexes,
        "log": paths.log,
        "decks": paths.decks,
        "exams": paths.exams,
        "own decks": paths.own_decks,
    }
    if arguments.json:
        print(json.dumps({name: str(path) for name, path in rows.items()}))
    else:
        for name, path in rows.items():
            print(f"{name:<14} {path}" + ("" if path.exists() else "  (not there yet)"))
    return 0
