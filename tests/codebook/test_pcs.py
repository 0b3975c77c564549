from __future__ import annotations

import lzma
from functools import cache
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mbc_prep.codebook.pcs import PcsTables, Table
from mbc_prep.codebook.pcs_files import outline_from, read_tables, rows_from, stored
from tests.codebook.conftest import official
from tests.codebook.samples import PCS_TABLES


def make(tables: list[Table]) -> PcsTables:
    by_prefix = {table.outline.prefix: table for table in tables}
    outlines = {prefix: table.outline for prefix, table in by_prefix.items()}
    return PcsTables(outlines, lambda prefix: by_prefix[prefix].rows)


@pytest.fixture
def tables() -> PcsTables:
    return make(read_tables(fromstring(PCS_TABLES)))


@cache
def published() -> PcsTables:
    data = lzma.decompress(official("icd10pcs/icd10pcs_tables_2026.xml.xz").read_bytes())
    return make(read_tables(fromstring(data)))


def test_only_what_exists_is_offered(tables: PcsTables) -> None:
    builder = tables.start("0FT4")
    assert builder.title == "Medical and Surgical, Hepatobiliary, Resection, Gallbladder"
    choices = builder.choices
    assert choices is not None
    assert (choices.position, choices.title) == (5, "Approach")
    assert [value.character for value in choices.values] == ["0", "4"]
    for approach, qualifiers in (("0", ["Z"]), ("4", ["G", "Z"])):
        last = tables.start(f"0FT4{approach}Z").choices
        assert last is not None
        assert [value.character for value in last.values] == qualifiers


def test_a_code_that_does_not_exist_cannot_be_built(tables: PcsTables) -> None:
    assert tables.start("0FT00ZG").code == "0FT00Z", "hand-assisted is for the other row"
    assert tables.start("0FT0").choose("X") is None
    assert tables.start("1").code == ""
    assert tables.table("0FX") is None
    assert [tables.is_code(code) for code in ("0FT44ZG", "0FT40ZG", "0FT44Z", "0FT44ZZZ")] == [
        True,
        False,
        False,
        False,
    ]


def test_back_is_as_if_never_chosen(tables: PcsTables) -> None:
    for end in range(1, 8):
        assert tables.start("0FT44ZZ"[:end]).back() == tables.start("0FT44ZZ"[: end - 1])
    assert tables.start().back() == tables.start()


def test_a_complete_code_has_no_more_choices(tables: PcsTables) -> None:
    complete = tables.start("0ft44zz")
    assert complete.complete
    assert complete.choices is None
    assert complete.choose("0") is None
    assert [step.title for step in complete.steps] == [
        "Section",
        "Body System",
        "Operation",
        "Body Part",
        "Approach",
        "Device",
        "Qualifier",
    ]


def test_tables_survive_the_index_file() -> None:
    [table] = read_tables(fromstring(PCS_TABLES))
    prefix, head, body = stored(table)
    assert outline_from(prefix, head) == table.outline
    assert rows_from(body) == table.rows


@settings(deadline=None)  # the first example reads the file
@given(picks=st.lists(st.integers(0, 10_000), min_size=7, max_size=7))
def test_any_way_through_the_published_tables_is_a_code_of_its_table(picks: list[int]) -> None:
    builder = published().start()
    for pick in picks:
        choices = builder.choices
        assert choices is not None
        assert choices.values, "no dead end"
        chosen = builder.choose(choices.values[pick % len(choices.values)].character)
        assert chosen is not None
        builder = chosen
    assert builder.code in set(table_of(builder.code[:3]).codes())
    assert [step.position for step in builder.steps] == [1, 2, 3, 4, 5, 6, 7]


def table_of(prefix: str) -> Table:
    table = published().table(prefix)
    assert table is not None
    return table


def test_the_published_tables_make_79115_codes() -> None:
    made = [code for outline in published().outlines() for code in table_of(outline.prefix).codes()]
    assert len(made) == len(set(made)) == 79_115
    assert all(published().is_code(code) for code in made[::500])
