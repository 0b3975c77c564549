"""One line to type in. Knows nothing of what is asked."""

from __future__ import annotations

from textual.widgets import Input

from mbc_prep.plaintext import clean


class TextLine(Input):
    """An input whose cursor does not blink and that keeps nothing a terminal would obey.

    Blinking costs more than the whole idle program; a paste may hold escape sequences.
    """

    def on_mount(self) -> None:
        """Stop the blinking."""
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Clean what is typed, pasted or given."""
        return clean(value).replace("\n", " ")
