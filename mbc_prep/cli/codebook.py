"""``mbc-prep codebook``: search the code books, read a page, put books on the shelf."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mbc_prep.cli.codebook_lines import (
    hit_line,
    line_data,
    page_data,
    page_lines,
    pcs_data,
    pcs_lines,
)
from mbc_prep.clock import SystemClock
from mbc_prep.codebook.codes import undotted
from mbc_prep.codebook.entries import BookError
from mbc_prep.codebook.shelf import Shelf
from mbc_prep.paths import Paths

if TYPE_CHECKING:
    from mbc_prep.codebook.book import BookInfo
    from mbc_prep.codebook.library import Library
    from mbc_prep.codebook.pcs import PcsBuilder

_ADD_HELP = (
    "Files as CMS and CDC publish them, zipped (zip, xz) or not: ICD-10-CM tabular and index XML, "
    "ICD-10-PCS tables, index and definitions XML, code, order and addenda files, HCPCS Level II "
    "records; or your own licensed CPT list as a CSV of number and text, which stays on this "
    "machine."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    search = acts.add_parser("search", help="find codes by words or by their beginning")
    search.add_argument("text", nargs="+", metavar="TEXT|CODE")
    search.add_argument("--book-order", action="store_true", help="as in print, not by relevance")
    search.add_argument("--limit", type=_positive, default=20, metavar="N", help="at most N (20)")
    show = acts.add_parser("show", help="show the page of a code with every note that holds")
    show.add_argument("code", metavar="CODE")
    add = acts.add_parser("add", help="put published files on the shelf", description=_ADD_HELP)
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--year", type=int, default=0, help="the files' year where they do not say it")
    listing = acts.add_parser("list", help="list the books")
    remove = acts.add_parser("remove", help="take an added book off the shelf")
    remove.add_argument("book", metavar="BOOK", help="its name in the list, such as icd10pcs-2026")
    for one in (search, show):
        systems = ("icd10cm", "icd10pcs", "hcpcs", "cpt")
        one.add_argument("--system", choices=systems, help="only the books of this code system")
    for one in (search, show, add, listing, remove):
        one.add_argument("--json", action="store_true", help="print JSON")


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Do it; a code that does not exist and words that find nothing end with 1."""
    shelf = Shelf(paths)
    if arguments.act in ("search", "show"):
        with _open(shelf) as library:
            return (_search if arguments.act == "search" else _show)(arguments, library)
    if arguments.act == "add":
        books = shelf.add(arguments.files, SystemClock().now(), arguments.year, _progress())
        return _print_books(books, arguments.json, "added")
    if arguments.act == "remove":
        return _print_books((shelf.remove(arguments.book),), arguments.json, "removed")
    return _print_books(shelf.books(), arguments.json, "")


def _open(shelf: Shelf) -> Library:
    from mbc_prep.codebook.library import Library

    if shelf.missing():
        shelf.build(_progress())
    return Library(shelf.open())


def _progress() -> Any:
    """A line that counts up on a terminal; silent in a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None

    def show(share: float) -> None:
        end = "\n" if share >= 1 else ""
        print(f"\rmaking the index: {share:4.0%}", end=end, file=sys.stderr, flush=True)

    return show


def _search(arguments: argparse.Namespace, library: Library) -> int:
    text = " ".join(arguments.text)
    order = "book" if arguments.book_order else "relevance"
    systems = [arguments.system] if arguments.system else None
    hits = library.search(text, order, arguments.limit, systems)  # type: ignore[arg-type]
    suggestion = "" if hits else library.respelled(text, systems)
    if arguments.json:
        rows = [{**line_data(hit.line), "via": hit.via} for hit in hits]
        print(json.dumps({"text": text, "hits": rows, "suggestion": suggestion}))
        return 0 if hits else 1
    for hit in hits:
        print(hit_line(hit.line, hit.via))
    if not hits:
        more = f"; did you mean: {suggestion}?" if suggestion else "."
        print(f"Nothing found for {text}{more}")
    return 0 if hits else 1


def _show(arguments: argparse.Namespace, library: Library) -> int:
    built = _built(arguments.code, library)
    try:
        page = library.page_of(arguments.code, arguments.system)
    except BookError:
        if built is None:
            raise
        page = library.page_of(built.code[:4], "icd10pcs")
    if arguments.json:
        data = {**page_data(page), "pcs": pcs_data(built)}
        print(json.dumps(data))
        return 0
    for line in (*page_lines(page), *pcs_lines(built)):
        print(line)
    return 0


def _built(code: str, library: Library) -> PcsBuilder | None:
    """The code in the ICD-10-PCS tables, None where they are not at hand or lack it."""
    bare = undotted(code)
    if library.pcs_tables is None or len(bare) != 7:
        return None
    built = library.pcs_tables.start(bare)
    return built if built.complete else None


def _print_books(books: tuple[BookInfo, ...], as_json: bool, verb: str) -> int:
    if as_json:
        print(json.dumps([asdict(book) for book in books]))
        return 0
    width = max(len(book.id) for book in books)
    for book in books:
        origin = "built in" if book.built_in else verb or "added"
        print(f"{book.id:<{width}}  {book.label}  ({origin}, from {book.source})")
    return 0
