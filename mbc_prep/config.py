"""The settings file: a small commented TOML that the learner may edit.

Owns the settings, their defaults and their limits. A file that cannot be used never keeps the
program from starting: the defaults are taken and a sentence says what is wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

TEMPLATE = """\
# Settings of mbc-prep. Remove the leading '#' of a line to change it; unknown lines are reported.

# Share of cards you want to recall when they come up, 0.70 to 0.97.
# desired_retention = 0.90
# New cards and reviews a day, at most.
# new_per_day = 20
# reviews_per_day = 200
# Hour of your clock at which a new study day begins, 0 to 12.
# rollover_hour = 4
# Steps in minutes for new cards and for forgotten ones.
# learning_steps = [1, 10]
# relearning_steps = [10]
# After so many lapses a card is a leech and is set aside; 0 switches this off.
# leech_lapses = 8
# Theme: see the palette (Ctrl+P, "theme") for the names.
# theme = "textual-dark"
# Minutes a day you mean to study.
# minutes_per_day = 45

# Keys: name of a command = one or several keys with commas. The names stand in the help (?).
# [keys]
# "study.flag" = "f"
"""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, with ``warnings`` about what in the file could not be used."""

    desired_retention: float = 0.90
    new_per_day: int = 20
    reviews_per_day: int = 200
    rollover_hour: int = 4
    learning_steps: tuple[float, ...] = (1.0, 10.0)
    relearning_steps: tuple[float, ...] = (10.0,)
    leech_lapses: int = 8
    theme: str = ""
    minutes_per_day: int = 45
    keys: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


_LIMITS: dict[str, tuple[float, float]] = {
    "desired_retention": (0.70, 0.97),
    "new_per_day": (0, 9999),
    "reviews_per_day": (0, 99999),
    "rollover_hour": (0, 12),
    "leech_lapses": (0, 99),
    "minutes_per_day": (5, 720),
}


def load_config(path: Path) -> Config:
    """Read the settings file; a missing one means the defaults."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Config(warnings=(f"{path}: not used, the defaults apply: {error}",))
    return parse_config(data, str(path))


def parse_config(data: Mapping[str, Any], name: str) -> Config:
    """Check each setting on its own; a wrong one is reported and keeps its default."""
    known = {f.name for f in fields(Config)} - {"warnings"}
    good: dict[str, Any] = {}
    warnings: list[str] = []
    for key, value in data.items():
        if key not in known:
            warnings.append(f"{name}: there is no setting {key!r}.")
            continue
        checked = _check(key, value)
        if checked is None:
            warnings.append(f"{name}: {key} = {value!r} is not possible; the default applies.")
        else:
            good[key] = checked
    return Config(**good, warnings=tuple(warnings))


def write_template(path: Path) -> None:
    """Write the commented file if there is none; a folder that cannot be written is no matter."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except OSError:
        return


def _check(key: str, value: Any) -> Any:
    """Return the value in its type, or None if it is not possible."""
    if key in _LIMITS:
        low, high = _LIMITS[key]
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not low <= value <= high:
            return None
        return float(value) if key == "desired_retention" else int(value)
    if key.endswith("_steps"):
        steps = value if isinstance(value, list) else None
        if steps is None or not all(
            isinstance(s, (int, float)) and not isinstance(s, bool) and 0 < s <= 1440 for s in steps
        ):
            return None
        return tuple(float(step) for step in steps)
    if key == "keys":
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            return None
        return dict(value)
    return value if isinstance(value, str) else None
