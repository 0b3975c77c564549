"""The statements behind ``sittings``, built once.

Owns the SQL that changes and lists sittings; parameters that name a row are called
``of_sitting`` and ``at_position``. Runs nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, insert, literal_column, select, update

from mbc_prep.exam.sitting import Entry
from mbc_prep.storage.fixed import Fixed, named
from mbc_prep.storage.sitting_rows import COLUMNS_OF, EntryAct, entry_values
from mbc_prep.storage.tables import RESPONSE, SITTING, SITTING_ITEM

THIS_ENTRY = (
    SITTING_ITEM.c.sitting_id == bindparam("of_sitting"),
    SITTING_ITEM.c.position == bindparam("at_position"),
)


def _never_back(column: str) -> dict[str, Any]:
    own = SITTING_ITEM.c[column]
    return {column: func.max(own, bindparam(column, type_=own.type))}


def _entry_update(kind: EntryAct) -> Fixed:
    changed: dict[str, Any] = {name: bindparam(name) for name in COLUMNS_OF[kind]}
    kept = _never_back("seen") | _never_back("seconds")
    return Fixed(update(SITTING_ITEM).where(*THIS_ENTRY).values(**changed, **kept))


CHANGE_ENTRY: dict[EntryAct, Fixed] = {kind: _entry_update(kind) for kind in COLUMNS_OF}
MARK_ENTRY = (
    update(SITTING_ITEM)
    .where(*THIS_ENTRY)
    .values({name: bindparam(name) for name in entry_values(Entry("", 0, ""), feedback=False)})
)
_CLOCK = {
    "elapsed_s": func.max(SITTING.c.elapsed_s, bindparam("elapsed_s")),
    "clock_wall": bindparam("clock_wall"),
    "clock_boot": bindparam("clock_boot"),
    "clock_boot_id": bindparam("clock_boot_id"),
    "running": bindparam("running"),
    "last_open_ms": bindparam("last_open_ms"),
}
_OPEN_SITTING = (
    SITTING.c.id == bindparam("of_sitting"),
    SITTING.c.status == literal_column("'open'"),
)
_change_clock = update(SITTING).where(*_OPEN_SITTING).values(_CLOCK)
_change_place = _change_clock.values(position=bindparam("at_position"))
CHANGE_CLOCK = Fixed(_change_clock)
CHANGE_PLACE = Fixed(_change_place)
SUBMIT = _change_place.values(
    {
        name: bindparam(name)
        for name in ("status", "submitted_ms", "ended_by", "won", "worth", "passed")
    }
)
ADD_RESPONSE = Fixed(insert(RESPONSE).values(named(RESPONSE, except_=("id",))))
ENTRIES = (
    select(SITTING_ITEM)
    .where(SITTING_ITEM.c.sitting_id == bindparam("of_sitting"))
    .order_by(SITTING_ITEM.c.position)
)
_ITEMS = "(SELECT count(*) FROM sitting_item AS i WHERE i.sitting_id = sitting.id)"
_ANSWERED = """(SELECT count(*) FROM sitting_item AS i WHERE i.sitting_id = sitting.id AND CASE
        WHEN i.choice <> '[]' THEN i.wanted = 1 OR json_array_length(i.choice) >= i.wanted
        WHEN i.blanks = '[]' THEN 0
        ELSE (SELECT count(*) FROM json_each(i.blanks) WHERE value <> '') >= i.wanted END)"""
LINES = select(
    SITTING, literal_column(_ITEMS).label("items"), literal_column(_ANSWERED).label("answered")
)
