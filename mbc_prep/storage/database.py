"""The SQLAlchemy engine on the learner's file, and its two kinds of transaction.

Owns connections and what their failures are called. The file must have been opened once with
``opening.open_progress``: this module neither creates nor upgrades anything. Importing it takes a
quarter of a second; it waits until the first screen is drawn.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from mbc_prep.storage.connecting import BUSY_SECONDS, PRAGMAS, uri_of
from mbc_prep.storage.faults import explain

_READING = "mbc_reading"


class Database:
    """The opened progress database; safe to use from several threads.

    Connections are made when first needed. Close it at the end, or use it in a ``with`` block.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(
            # mode=rw: a file that has gone is an error, not a new empty database.
            URL.create("sqlite", database=uri_of(path, "rw").partition("?")[0]).update_query_dict(
                {"mode": "rw", "uri": "true"}
            ),
            connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
            # A transaction of ours always ends itself; the pool need not roll back once more.
            pool_reset_on_return=None,
            hide_parameters=True,  # an error text must not show what was answered
        )
        event.listen(self._engine, "connect", _set_up)
        event.listen(self._engine, "begin", _begin)
        self._reader = self._engine.execution_options(**{_READING: True})

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One writing transaction, on the disk when the block ends, undone if it raises.

        Raises StorageError where the file is locked, read-only, damaged or the disk is full.
        """
        with self._explained(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view for queries; never waits for a writer. Raises StorageError."""
        with self._explained(), self._reader.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let SQLite refresh its statistics and close all connections; never fails."""
        # Housekeeping only: a damaged or locked file must not stand in the way of leaving.
        pool = self._engine.pool
        with suppress(DBAPIError, sqlite3.Error):
            if isinstance(pool, QueuePool) and pool.checkedin():
                with self._engine.connect() as connection:
                    driver = connection.connection.driver_connection
                    assert isinstance(driver, sqlite3.Connection)
                    driver.execute("PRAGMA analysis_limit = 400")  # bounds the time this takes
                    driver.execute("PRAGMA optimize")
        self._engine.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            told = explain(error.orig, self.path)
            if told is None:
                raise
            raise told from error


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    # IMMEDIATE: a transaction that first reads and then writes would otherwise fail at once when
    # another window has written in between, without waiting.
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN" if options.get(_READING) else "BEGIN IMMEDIATE")
