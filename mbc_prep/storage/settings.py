"""Settings that belong to the learner and travel with the progress: certification, exam dates.

Owns names and texts; what they mean is the caller's. Settings of the machine (keys, theme) are in
the settings file instead.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from mbc_prep.storage.database import Database
from mbc_prep.storage.tables import SETTING

_new_setting = upsert(SETTING)
_SET = _new_setting.on_conflict_do_update(
    index_elements=[SETTING.c.key], set_={"value": _new_setting.excluded.value}
)


class Settings:
    """Named texts in the progress database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """Return the value of a setting, None where it was never made."""
        with self._database.reading() as connection:
            query = select(SETTING.c.value).where(SETTING.c.key == key)
            return connection.execute(query).scalar_one_or_none()

    def set(self, key: str, value: str | None) -> None:
        """Store a setting; None takes it back."""
        with self._database.transaction() as connection:
            if value is None:
                connection.execute(delete(SETTING).where(SETTING.c.key == key))
            else:
                connection.execute(_SET, {"key": key, "value": value})

    def all(self) -> dict[str, str]:
        """All settings."""
        with self._database.reading() as connection:
            rows = connection.execute(select(SETTING.c.key, SETTING.c.value)).all()
        return {row.key: row.value for row in rows}
