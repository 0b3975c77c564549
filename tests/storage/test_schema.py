from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Table
from sqlmodel import SQLModel

from mbc_prep.storage import schema, tables

RELEASED = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
"""The shape of each released version with a few rows, frozen."""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as opened:
        yield opened


def shape(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return [sql for (sql,) in rows]


@pytest.mark.parametrize("name", sorted(SQLModel.metadata.tables))
def test_table_classes_are_the_migrated_tables(name: str, connection: sqlite3.Connection) -> None:
    schema.migrate(connection)
    table = SQLModel.metadata.tables[name]
    assert columns_declared(table) == columns_found(connection, name)
    assert indexes_declared(table) == indexes_found(connection, name)
    assert {
        (key.parent.name, key.column.table.name, key.column.name) for key in table.foreign_keys
    } == {
        (row[3], row[2], row[4]) for row in connection.execute(f"PRAGMA foreign_key_list('{name}')")
    }


def test_no_table_lacks_its_class(connection: sqlite3.Connection) -> None:
    schema.migrate(connection)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert {name for (name,) in names} == set(SQLModel.metadata.tables)
    assert tables.REVIEW.name == "review"


def columns_declared(table: Table) -> list[tuple[str, str, bool, bool]]:
    return [(c.name, str(c.type), not c.nullable, c.primary_key) for c in table.columns]


def columns_found(connection: sqlite3.Connection, name: str) -> list[tuple[str, str, bool, bool]]:
    rows = connection.execute(f"PRAGMA table_info('{name}')")
    return [(row[1], row[2], bool(row[3]), bool(row[5])) for row in rows]


def indexes_declared(table: Table) -> dict[str, list[str]]:
    return {str(index.name): [c.name for c in index.columns] for index in table.indexes}


def indexes_found(connection: sqlite3.Connection, name: str) -> dict[str, list[str]]:
    rows = connection.execute(f"PRAGMA index_list('{name}')").fetchall()
    return {
        row[1]: [info[2] for info in connection.execute(f"PRAGMA index_info('{row[1]}')")]
        for row in rows
        if row[3] == "c"
    }


@pytest.mark.parametrize("script", RELEASED, ids=lambda script: f"shape {script.stem}")
def test_every_released_shape_becomes_the_newest(script: Path, tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as old,
        closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as new,
    ):
        old.executescript(script.read_text("utf-8"))
        assert schema.version_of(old) == int(script.stem)
        schema.migrate(old)
        schema.migrate(new)
        assert shape(old) == shape(new)
        assert schema.version_of(old) == schema.NEWEST
        assert schema.is_ours(old)
        assert old.execute("PRAGMA foreign_key_check").fetchall() == []
        assert old.execute("SELECT count(*) FROM review").fetchone() == (2,)
        assert old.execute("SELECT count(*) FROM sitting_item").fetchone() == (1,)


def test_there_is_a_frozen_copy_of_every_shape() -> None:
    assert [int(script.stem) for script in RELEASED] == list(range(1, schema.NEWEST + 1))


def test_a_second_time_changes_nothing(connection: sqlite3.Connection) -> None:
    assert schema.migrate(connection) == (0, schema.NEWEST)
    connection.execute("INSERT INTO setting VALUES ('certification', 'cpc')")
    assert schema.migrate(connection) == (schema.NEWEST, schema.NEWEST)
    assert connection.execute("SELECT value FROM setting").fetchall() == [("cpc",)]


def test_a_failing_migration_leaves_no_trace(connection: sqlite3.Connection) -> None:
    schema.migrate(connection)
    before = shape(connection)

    def half(opened: sqlite3.Connection) -> None:
        opened.execute("CREATE TABLE half (id INTEGER)")
        opened.execute("ALTER TABLE review ADD COLUMN half TEXT")
        opened.execute("SELECT * FROM no_such_table")

    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        schema.migrate(connection, (*schema.MIGRATIONS, half))
    assert shape(connection) == before
    assert schema.version_of(connection) == schema.NEWEST
    assert not connection.in_transaction
