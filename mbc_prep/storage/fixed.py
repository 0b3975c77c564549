"""Statements of the hot paths: written with SQLAlchemy on the tables, compiled to SQL once.

Owns nothing but that. Running one this way costs a third of letting SQLAlchemy look the statement
up in its cache, and an answer runs three of them before the screen may show it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import BindParameter, Connection, CursorResult, Table, bindparam
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.expression import UpdateBase

_DIALECT = sqlite.dialect(paramstyle="named")


class Fixed:
    """One INSERT, UPDATE or DELETE whose parameters are all named ``bindparam``s."""

    __slots__ = ("_sql",)

    def __init__(self, statement: UpdateBase) -> None:
        self._sql = str(statement.compile(dialect=_DIALECT))

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Run it with its parameters by name; others are ignored."""
        return connection.exec_driver_sql(self._sql, dict(values))


def named(table: Table, except_: Collection[str] = ()) -> dict[str, BindParameter[Any]]:
    """Each column of a table as a parameter of the same name."""
    names = (column.name for column in table.c if column.name not in except_)
    return {name: bindparam(name) for name in names}
