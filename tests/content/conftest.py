from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.codebook.icd10cm import load_icd10cm
from tests.content.samples import Folder, make_folder


@pytest.fixture(scope="session")
def icd_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The derived ICD-10-CM table, made once for all tests."""
    cache = tmp_path_factory.mktemp("icd")
    load_icd10cm(cache)
    [kept] = cache.iterdir()
    return kept


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return make_folder(tmp_path)


@pytest.fixture
def checkable(folder: Folder, icd_table: Path) -> Folder:
    """A content folder whose cache has the ICD-10-CM table already."""
    cache = folder.paths.cache
    cache.mkdir(parents=True)
    (cache / icd_table.name).hardlink_to(icd_table)
    return folder
