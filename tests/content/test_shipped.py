"""Every shipped file is clean, and the bank as a whole is."""

from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.content.checks.run import Report, run_checks
from mbc_prep.content.sources import shipped_sources
from mbc_prep.paths import Paths, find_paths

ROOT = Path(__file__).parents[2]


def shipped(home: Path) -> Paths:
    return find_paths({"MBC_PREP_HOME": str(home)})


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return run_checks(shipped(tmp_path_factory.mktemp("home")), [], ROOT)


LABELS = [
    Path(source.path).relative_to(ROOT).as_posix() for source in shipped_sources(shipped(ROOT))
]


@pytest.mark.parametrize("label", LABELS)
def test_a_shipped_file_is_clean(report: Report, label: str) -> None:
    assert [str(one) for one in report.findings if one.path == label and one.fails] == []


def test_the_bank_as_a_whole_is_clean(report: Report) -> None:
    assert [str(one) for one in report.findings if one.fails] == []
    assert report.files == len(LABELS)
