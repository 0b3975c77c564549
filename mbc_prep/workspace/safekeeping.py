"""Copies of the progress, made and brought back with the program closed or open."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from mbc_prep.clock import SystemClock
from mbc_prep.errors import StorageError
from mbc_prep.paths import Paths
from mbc_prep.storage.backups import backup_to, rotate, way_back
from mbc_prep.storage.opening import Opened, quick_check
from mbc_prep.storage.restoring import restore_from


def look_after(paths: Paths, opened: Opened, now: datetime) -> tuple[str, ...]:
    """Make today's copy, and check the file after an unclean end; return what is to be said."""
    said: list[str] = []
    damage = quick_check(paths.progress) if opened.unclean else ()
    if damage:
        said.append(
            f"Your progress database is damaged ({damage[0]}). Nothing was changed. "
            f"{way_back(paths.backups)}"
        )
        return tuple(said)
    try:
        rotate(paths.progress, paths.backups, now)
    except StorageError as error:
        said.append(f"Today's backup could not be made: {error}")
    return tuple(said)


def back_up(paths: Paths, file: Path, *, force: bool = False) -> Path:
    """Copy the progress to a file; raises StorageError with a sentence."""
    backup_to(paths.progress, file, force=force)
    return file.absolute()


def restore(paths: Paths, file: Path) -> Path | None:
    """Put a copy in the place of the progress; return where the present one was kept."""
    return restore_from(file, paths.progress, now=SystemClock().now())
