"""Where every file is: the learner's data, settings and cache, and the shipped content.

The XDG variables are honoured on every system; ``MBC_PREP_HOME`` puts everything into one
folder. Nothing is created here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP = "mbc-prep"


@dataclass(frozen=True, slots=True)
class Paths:
    """Every place the program reads or writes."""

    data: Path
    config: Path
    cache: Path
    decks: Path
    exams: Path

    @property
    def progress(self) -> Path:
        """The learner's database."""
        return self.data / "progress.db"

    @property
    def backups(self) -> Path:
        """Folder of the rotating backups."""
        return self.data / "backups"

    @property
    def settings(self) -> Path:
        """The commented settings file."""
        return self.config / "config.toml"

    @property
    def content_cache(self) -> Path:
        """Compiled decks and bank; may be deleted at any time."""
        return self.cache / "content.db"

    @property
    def own_decks(self) -> Path:
        """Folder of the decks the learner has built."""
        return self.data / "decks"

    @property
    def books(self) -> Path:
        """Folder of the code books the learner has added."""
        return self.data / "codebook"

    @property
    def book_indexes(self) -> Path:
        """Folder of the code books' search indexes; may be deleted at any time."""
        return self.cache / "codebook"

    @property
    def log(self) -> Path:
        """Where an unexpected failure is written, without the values of variables."""
        return self.data / "mbc-prep.log"


def find_paths(environ: Mapping[str, str] | None = None) -> Paths:
    """Work out all paths from the environment."""
    env = os.environ if environ is None else environ
    home = env.get("MBC_PREP_HOME")
    if home:
        base = Path(home).expanduser()
        data, config, cache = base, base, base / "cache"
    else:
        data = _folder(env, "XDG_DATA_HOME", "user_data_dir")
        config = _folder(env, "XDG_CONFIG_HOME", "user_config_dir")
        cache = _folder(env, "XDG_CACHE_HOME", "user_cache_dir")
    content = _content_root()
    return Paths(data, config, cache, content / "decks", content / "exams")


def _folder(env: Mapping[str, str], variable: str, platform_function: str) -> Path:
    value = env.get(variable, "")
    if value and Path(value).is_absolute():  # the XDG specification: relative paths are invalid
        return Path(value) / APP
    import platformdirs

    return Path(getattr(platformdirs, platform_function)(APP, appauthor=False))


def _content_root() -> Path:
    """Folder with ``decks`` and ``exams``: inside the installed package, else beside it."""
    package = Path(__file__).resolve().parent
    packaged = package / "_data"
    return packaged if packaged.is_dir() else package.parent
