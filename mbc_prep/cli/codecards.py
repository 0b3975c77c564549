"""``mbc-prep codecards``: decks of one's own out of the ICD-10-CM book."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from mbc_prep.codebook.codecards import KINDS
from mbc_prep.errors import MbcError
from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace

if TYPE_CHECKING:
    from mbc_prep.workspace.code_decks import BuiltDeck

_POLL = 0.1


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    build = acts.add_parser("build", help="build a deck, in the place of one of the same name")
    build.add_argument(
        "words", nargs="+", metavar="CODE",
        help="a code with all below it (E11), a block (I10-I16) or a chapter (chapter:9)",
    )  # fmt: skip
    build.add_argument("--name", default="", help="the deck's name; without it, the codes")
    build.add_argument(
        "--kinds", default=",".join(KINDS), metavar="KIND,…",
        help="code: title to code; title: code to title; notes: Excludes1, code first, use "
        "additional, code also; sides: characters of laterality; seventh: seventh characters",
    )  # fmt: skip
    again = acts.add_parser("rebuild", help="build from the present book; history is kept")
    again.add_argument("name", nargs="?", default="", metavar="DECK", help="without it, all")
    listing = acts.add_parser("list", help="list these decks")
    remove = acts.add_parser("remove", help="remove a deck; its reviews stay in the log")
    remove.add_argument("name", metavar="DECK")
    for one in (build, again, listing, remove):
        one.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Build, list or remove decks."""
    with Workspace.open(paths) as workspace:
        if arguments.act == "list":
            return _print(workspace.code_decks.decks(), arguments.json)
        if arguments.act == "remove":
            removed = workspace.code_decks.remove(arguments.name)
            words = {"id": removed.id, "file": str(removed.file)}
            print(json.dumps(words) if arguments.json else f"removed {removed.id}")
            return 0
        _wait_for_book(workspace)
        if arguments.act == "rebuild":
            return _print(workspace.code_decks.rebuild(arguments.name), arguments.json)
        kinds = [kind.strip() for kind in arguments.kinds.split(",") if kind.strip()]
        unknown = [kind for kind in kinds if kind not in KINDS]
        if unknown or not kinds:
            raise MbcError(f"There is no kind {', '.join(unknown)!r}; kinds: {', '.join(KINDS)}.")
        chosen = [kind for kind in KINDS if kind in kinds]
        built = workspace.code_decks.build(arguments.words, arguments.name, chosen)
        return _print((built,), arguments.json)


def _wait_for_book(workspace: Workspace) -> None:
    """Let the book's index be made, the first time."""
    building = workspace.codebook.prepare()
    if building is None:
        return
    while not building.done:
        time.sleep(_POLL)
    if building.problem:
        raise MbcError(building.problem)
    workspace.codebook.reopen()


def _print(decks: tuple[BuiltDeck, ...], as_json: bool) -> int:
    for deck in decks:
        if as_json:
            print(json.dumps(asdict(deck)))
        else:
            print(f"{deck.id:<30} {deck.cards:>5} cards  from {' '.join(deck.words)}")
    if not decks and not as_json:
        print("No deck of your own yet: mbc-prep codecards build E11")
    return 0
