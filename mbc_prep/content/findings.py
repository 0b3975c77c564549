"""What is wrong with a content file, said in one line that an author can act on.

Owns the finding and its text form. Knows nothing of how findings come about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
"""Errors and warnings fail ``mbc-prep check``; a note only informs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place. Lines and columns count from 1; 0 means the whole file.

    ``id`` is the item, card, deck or certification it is about, empty where there is none.
    ``rule`` is a short stable name of what was broken, for filters and tests.
    """

    severity: Severity
    path: str
    line: int
    column: int
    id: str
    message: str
    rule: str

    def __str__(self) -> str:
        about = f"{self.id}: " if self.id else ""
        message = f"note: {self.message}" if self.severity == "note" else self.message
        text = f"{self.path}:{self.line}:{self.column}: {about}{message}"
        return " ".join(text.split())  # one line, whatever was quoted from the file

    @property
    def fails(self) -> bool:
        """Whether ``mbc-prep check`` ends with 1 because of it."""
        return self.severity != "note"
