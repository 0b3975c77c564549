"""What the learner leaves in the code book: tabs, notes, and the time spent there.

Owns ``code_mark`` and ``lookup``. Knows no books: whether a code exists is the caller's business.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from mbc_prep.exam.lookups import LookUp
from mbc_prep.storage.database import Database
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.storage.tables import CODE_MARK, LOOKUP

_new_mark = upsert(CODE_MARK)
_SET_MARK = _new_mark.on_conflict_do_update(
    index_elements=[CODE_MARK.c.system, CODE_MARK.c.code],
    set_={name: _new_mark.excluded[name] for name in ("tabbed", "note", "changed_ms")},
)


@dataclass(frozen=True, slots=True)
class CodeMark:
    """A tab on a code, a note, or both; ``code`` as printed, with its dot."""

    system: str
    code: str
    tabbed: bool = False
    note: str = ""


class CodeBookMarks:
    """The learner's marks in the books, and the log of look-ups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def marks(self) -> tuple[CodeMark, ...]:
        """All tabs and notes, in order of code."""
        return self._read(select(CODE_MARK).order_by(CODE_MARK.c.system, CODE_MARK.c.code))

    def mark(self, system: str, code: str) -> CodeMark:
        """The mark on a code, an empty one where there is none."""
        query = select(CODE_MARK).where(CODE_MARK.c.system == system, CODE_MARK.c.code == code)
        found = self._read(query)
        return found[0] if found else CodeMark(system, code)

    def set_mark(self, mark: CodeMark, now: datetime) -> None:
        """Replace the mark on a code; one that says nothing is removed."""
        where = (CODE_MARK.c.system == mark.system, CODE_MARK.c.code == mark.code)
        with self._database.transaction() as connection:
            if mark == CodeMark(mark.system, mark.code):
                connection.execute(delete(CODE_MARK).where(*where))
                return
            values = {
                "system": mark.system,
                "code": mark.code,
                "tabbed": int(mark.tabbed),
                "note": mark.note,
                "changed_ms": to_ms(now),
            }
            connection.execute(_SET_MARK, values)

    def record(self, lookup: LookUp) -> None:
        """Add a look-up to the log."""
        with self._database.transaction() as connection:
            connection.execute(
                insert(LOOKUP),
                {
                    "sitting_id": lookup.sitting_id,
                    "position": lookup.position,
                    "item_id": lookup.item_id,
                    "at_ms": to_ms(lookup.at),
                    "seconds": lookup.seconds,
                    "code": lookup.code,
                    "trail": json.dumps(lookup.trail),
                },
            )

    def lookups(self, sitting_id: int) -> tuple[LookUp, ...]:
        """The look-ups of a sitting, in order."""
        return self._lookups(select(LOOKUP).where(LOOKUP.c.sitting_id == sitting_id))

    def named(self, beginning: str) -> tuple[LookUp, ...]:
        """The look-ups whose item begins so, in order; a drill names what was to be found."""
        item = LOOKUP.c.item_id
        return self._lookups(select(LOOKUP).where(item.startswith(beginning, autoescape=True)))

    def _lookups(self, query: Select[tuple[object, ...]]) -> tuple[LookUp, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(LOOKUP.c.id)).all()
        return tuple(
            LookUp(
                row.sitting_id,
                row.position,
                row.item_id,
                from_ms(row.at_ms),
                row.seconds,
                row.code,
                tuple(json.loads(row.trail)),
            )
            for row in rows
        )

    def _read(self, query: Select[tuple[object, ...]]) -> tuple[CodeMark, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(CodeMark(row.system, row.code, bool(row.tabbed), row.note) for row in rows)
