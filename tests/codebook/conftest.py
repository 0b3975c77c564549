"""The built-in book, opened and as the XML it is made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, parse

import pytest

from mbc_prep.codebook.icd10cm import tabular_file
from mbc_prep.codebook.library import Library
from mbc_prep.codebook.shelf import Shelf
from mbc_prep.paths import Paths
from tests.conftest import link_books, paths_in

OFFICIAL = Path(__file__).parents[3] / "shared/codesets"


@pytest.fixture(scope="session")
def library(indexed: Path) -> Iterator[Library]:
    """The built-in book, opened."""
    with Library(Shelf(paths_in(indexed.parents[1])).open()) as opened:
        yield opened


@pytest.fixture
def shelf_paths(tmp_path: Path, indexed: Path) -> Paths:
    """A home of its own whose built-in book is ready."""
    paths = paths_in(tmp_path / "home")
    link_books(indexed, paths)
    return paths


@pytest.fixture(scope="session")
def tabular() -> Element:
    """The XML itself, as the standard library reads it."""
    return parse(tabular_file()).getroot()


def official(name: str) -> Path:
    """An official file beside the working copy; skips the test where there is none."""
    file = OFFICIAL / name
    if not file.exists():
        pytest.skip("the official files (../shared) are not beside this working copy")
    return file
