"""The compiled content in SQLite, so that a start reads no YAML.

Owns the cache file: a warm start compares ``stat`` of all files with the table ``file`` and opens
a read transaction; what changed is hashed, and compiled only if the bytes changed. The cache may
be lost at any time: damaged, locked or not writable, the same tables are built in memory. Knows
nothing of what the objects mean.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mbc_prep.content import cache_tables as tables
from mbc_prep.content.bulk import without_gc
from mbc_prep.content.sources import Source

if TYPE_CHECKING:
    from mbc_prep.content.compile import CompiledFile

_ATTEMPTS = 4
_TIMEOUT = 3.0

FileState = dict[bytes, tuple[int, int, str]]
"""Per path: modification time (ns), size (bytes) and SHA-256 of what was compiled."""


class _Moved(Exception):  # noqa: N818 - a signal to look again, no error
    """Another process changed the cache in between."""


def open_cache(file: Path, sources: Sequence[Source]) -> sqlite3.Connection:
    """Return a database with the compiled content of ``sources``, brought up to date.

    The connection holds a read transaction: what it shows never changes under the caller, even if
    another process updates the cache.
    """
    for _ in range(2):
        try:
            return _open_on_disk(file, sources)
        except sqlite3.OperationalError:  # locked, read-only, no such folder
            break
        except sqlite3.DatabaseError:  # damaged: once more from nothing
            remove(file)
        except OSError:
            break
    return build_in_memory(sources)


def build_in_memory(sources: Sequence[Source]) -> sqlite3.Connection:
    """Compile everything without a file."""
    db = _connect(":memory:")
    _rebuild(db, sources)
    return db


def remove(file: Path) -> None:
    """Delete a cache file and its companions; it is no harm if that fails."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            file.with_name(file.name + suffix).unlink()


def _connect(name: str) -> sqlite3.Connection:
    return sqlite3.connect(
        name, timeout=_TIMEOUT, isolation_level=None, check_same_thread=False, cached_statements=64
    )


def _open_on_disk(file: Path, sources: Sequence[Source]) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(str(file))
    try:
        if db.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
            raise sqlite3.OperationalError("no write-ahead log here: no stable view either")
        db.execute("PRAGMA synchronous=NORMAL")
        for _ in range(_ATTEMPTS):
            db.execute("BEGIN")
            if _is_current(db, sources):
                return db
            db.execute("ROLLBACK")
            with suppress(_Moved):
                _update(db, sources)
        raise sqlite3.OperationalError("other processes keep changing the cache")
    except BaseException:
        db.close()
        raise


def _is_current(db: sqlite3.Connection, sources: Sequence[Source]) -> bool:
    known = _known_files(db)
    return known is not None and _stats(sources) == {
        path: (mtime, size) for path, (mtime, size, _) in known.items()
    }


def _stats(sources: Sequence[Source]) -> dict[bytes, tuple[int, int]]:
    return {_key(source): (source.mtime_ns, source.size) for source in sources}


def _key(source: Source) -> bytes:
    return os.fsencode(source.path)


def _known_files(db: sqlite3.Connection) -> FileState | None:
    """What was compiled into the cache; None if another version of the program made it."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return None
    version = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    if version is None or version[0] != tables.version():
        return None
    rows = db.execute("SELECT path, mtime_ns, size, sha256 FROM file")
    return {bytes(path): (mtime, size, digest) for path, mtime, size, digest in rows}


def _update(db: sqlite3.Connection, sources: Sequence[Source]) -> None:
    """Bring the cache up to date in one transaction; raises _Moved if another was faster."""
    known = _known_files(db)
    if known is None or tables.has_duplicates(db):
        _rebuild(db, sources)
        return
    changed = [source for source in sources if known.get(_key(source), (0, 0))[:2] != _stat(source)]
    gone = known.keys() - {_key(source) for source in sources}
    compiled = [_compile(source, known.get(_key(source), (0, 0, ""))[2]) for source in changed]
    db.execute("BEGIN IMMEDIATE")
    try:
        if _known_files(db) != known:
            raise _Moved
        tables.forget(db, gone)
        for source, (digest, file) in zip(changed, compiled, strict=True):
            if file is None:
                tables.touch(db, _key(source), source)
            else:
                tables.forget(db, [_key(source)])
                tables.store(db, _key(source), source, digest, file)
        db.execute("COMMIT")
    except sqlite3.IntegrityError:  # an id that another file has: sort out which one counts
        db.execute("ROLLBACK")
        _rebuild(db, sources)
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _stat(source: Source) -> tuple[int, int]:
    return source.mtime_ns, source.size


def _rebuild(db: sqlite3.Connection, sources: Iterable[Source]) -> None:
    """Compile everything anew, in one transaction."""
    from mbc_prep.content.identity import drop_duplicates

    sources = list(sources)
    pairs = [_compile(source, "") for source in sources]
    files = drop_duplicates([file for _, file in pairs if file is not None])
    db.execute("BEGIN IMMEDIATE")
    try:
        tables.create(db)
        for source, (digest, _), file in zip(sources, pairs, files, strict=True):
            tables.store(db, _key(source), source, digest, file)
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _compile(source: Source, known_digest: str) -> tuple[str, CompiledFile | None]:
    """Hash and compile a file; None where the bytes are the known ones."""
    import hashlib

    from mbc_prep.content.compile import compile_bytes, compile_document
    from mbc_prep.content.document import Document
    from mbc_prep.content.loader import read_bytes

    document = Document(source.label)
    data = read_bytes(Path(source.path), document)
    if data is None:
        return "", compile_document(document)
    digest = hashlib.sha256(data).hexdigest()
    if digest == known_digest:
        return digest, None
    with without_gc():
        return digest, compile_bytes(data, source.label)
