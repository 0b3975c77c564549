"""Copies of the progress, made and brought back with the program closed or open."""

from __future__ import annotations

from pathlib import Path

from mbc_prep.clock import SystemClock
from mbc_prep.paths import Paths
from mbc_prep.storage.backups import backup_to
from mbc_prep.storage.restoring import restore_from


def back_up(paths: Paths, file: Path, *, force: bool = False) -> Path:
    """Copy the progress to a file; raises StorageError with a sentence."""
    backup_to(paths.progress, file, force=force)
    return file.absolute()


def restore(paths: Paths, file: Path) -> Path | None:
    """Put a copy in the place of the progress; return where the present one was kept."""
    return restore_from(file, paths.progress, now=SystemClock().now())
