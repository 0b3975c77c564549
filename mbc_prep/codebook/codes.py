"""How codes and titles are written: with and without the dot, and when two titles are the same.

Inside the code book codes are kept without the dot. Pure.
"""

from __future__ import annotations

import re
import unicodedata


def undotted(code: str) -> str:
    """``e11.9`` as ``E119``."""
    return code.strip().upper().replace(".", "")


def dotted(code: str) -> str:
    """``E119`` as ``E11.9``."""
    return code if len(code) <= 3 else f"{code[:3]}.{code[3:]}"


def same_title(one: str, other: str) -> bool:
    """Whether two titles are equal but for case, accents and punctuation."""
    return _plain(one) == _plain(other)


def _plain(title: str) -> str:
    folded = unicodedata.normalize("NFKD", title).casefold()
    return re.sub(r"[^a-z0-9]", "", folded)
