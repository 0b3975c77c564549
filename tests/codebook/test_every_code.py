"""Billable codes are found by their code and by their title.

Each twentieth here; ``tests/benchmarks/bench_codebook.py`` goes through all 74,719.
"""

from __future__ import annotations

from pathlib import Path

from mbc_prep.codebook.codes import dotted
from mbc_prep.codebook.icd10cm import load_icd10cm
from mbc_prep.codebook.library import Library


def test_by_code(library: Library, tmp_path: Path) -> None:
    billable = load_icd10cm(tmp_path).billable
    assert len(billable) == 74_719
    for code, title in list(billable.items())[::20]:
        first = library.search(dotted(code), limit=1)[0].line
        assert (first.code, first.title, first.billable) == (dotted(code), title, True)


def test_by_title(library: Library, tmp_path: Path) -> None:
    for code, title in list(load_icd10cm(tmp_path).billable.items())[::20]:
        hits = library.search(title, limit=100)
        assert any(hit.line.code == dotted(code) for hit in hits), title
