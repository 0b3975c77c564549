"""What the validator of content files must know of a dataclass."""

from __future__ import annotations

FORBID_EXTRA: dict[str, str] = {"extra": "forbid"}
"""Read by the validator: a misspelt field in a bank file is an error, not silence."""
