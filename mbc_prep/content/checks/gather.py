"""Which files a check reads, and which of them it reports on.

Without paths: everything shipped. Paths inside the shipped folders are judged against everything
shipped (a used id, a near-duplicate). Paths elsewhere are judged among themselves, with the shipped
certifications unless they bring their own: a copy of the bank is no duplicate of it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mbc_prep.content.bulk import without_gc
from mbc_prep.content.compile import CompiledFile, Entry, compile_file
from mbc_prep.content.identity import drop_duplicates
from mbc_prep.content.sources import Source, file_source, folder_sources, shipped_sources
from mbc_prep.errors import ContentError
from mbc_prep.exam.certification import Certification
from mbc_prep.paths import Paths


@dataclass(frozen=True, slots=True)
class Gathered:
    """Compiled files: ``checked`` are reported on, ``context`` only stands behind them.

    ``whole`` says that ``checked`` is a whole content, so that its balance can be judged.
    """

    checked: tuple[CompiledFile, ...]
    context: tuple[CompiledFile, ...]
    certifications: tuple[Certification, ...]
    whole: bool

    @property
    def files(self) -> tuple[CompiledFile, ...]:
        """All of them."""
        return (*self.context, *self.checked)


def gather(paths: Paths, chosen: Sequence[Path], start: Path) -> Gathered:
    """Compile what a check needs; findings name files relative to the folder ``start``.

    Raises ContentError where a path is missing, cannot be read or holds no content file.
    """
    shipped = [_relabel(source, start) for source in shipped_sources(paths)]
    if not chosen:
        if not shipped:
            raise ContentError(f"There are no content files in {paths.exams} and {paths.decks}.")
        return _gathered(shipped, shipped, paths, start)
    wanted = [source for path in chosen for source in _below(path, start)]
    inside = all(_is_inside(path, paths) for path in chosen)
    return _gathered(wanted, shipped if inside else wanted, paths, start)


def _gathered(
    wanted: Sequence[Source], universe: Sequence[Source], paths: Paths, start: Path
) -> Gathered:
    names = {os.path.realpath(source.path) for source in wanted}
    with without_gc():
        compiled = [compile_file(Path(source.path), source.label) for source in universe]
    files = list(drop_duplicates(compiled))
    is_wanted = [os.path.realpath(source.path) in names for source in universe]
    checked = tuple(file for file, want in zip(files, is_wanted, strict=True) if want)
    context = tuple(file for file, want in zip(files, is_wanted, strict=True) if not want)
    certifications = _certifications(files) or _certifications(
        [
            compile_file(Path(source.path), source.label)
            for source in shipped_sources(paths)
            if Path(source.path).parent == paths.exams
        ]
    )
    return Gathered(checked, context, certifications, not context and len(universe) == len(wanted))


def _certifications(files: Sequence[CompiledFile]) -> tuple[Certification, ...]:
    values = [entry.value for file in files for entry in file.entries]
    return tuple(value for value in values if isinstance(value, Certification))


def _below(path: Path, start: Path) -> list[Source]:
    label = _label(path, start)
    try:
        if path.is_dir():
            os.listdir(path)  # noqa: PTH208 - only to learn whether it can be read
            sources = folder_sources(path, label)
        else:
            sources = [file_source(path, label)]
            with path.open("rb"):
                pass
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise ContentError(f"{path} cannot be checked: {reason}.") from error
    if not sources:
        raise ContentError(f"{path} holds no content files (*.yaml).")
    return sources


def _relabel(source: Source, start: Path) -> Source:
    label = _label(Path(source.path), start)
    return Source(source.path, label, source.mtime_ns, source.size)


def _label(path: Path, start: Path) -> str:
    """Name a file as seen from ``start`` if it lies below, else in full."""
    full = Path(os.path.abspath(path))  # noqa: PTH100 - links are left as the author wrote them
    return full.relative_to(start).as_posix() if full.is_relative_to(start) else str(full)


def _is_inside(path: Path, paths: Paths) -> bool:
    real = path.resolve()
    return any(real.is_relative_to(folder.resolve()) for folder in (paths.exams, paths.decks))


def entries_of(files: Sequence[CompiledFile], kind: str) -> list[tuple[CompiledFile, Entry]]:
    """All entries of one kind, each with its file."""
    return [(file, entry) for file in files for entry in file.entries if entry.kind == kind]
