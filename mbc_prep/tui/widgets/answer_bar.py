"""A row of wide buttons in one widget. Knows nothing of what they do.

Four buttons of their own cost a layout of the whole screen each time one label changes; this row
keeps its size, so a new label costs one repaint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.widgets import Static

WIDEST = 26
"""Columns of the widest button."""
GAP = 2


class AnswerBar(Static):
    """Shows labels side by side, three lines high, and says which one was clicked."""

    @dataclass
    class Pressed(Message):
        """The button at ``place`` (from 0) was clicked."""

        place: int

    _labels: tuple[str, ...] = ()

    def offer(self, labels: Sequence[str]) -> None:
        """Show these labels in the place of the present ones."""
        self._labels = tuple(labels)
        self.update(self._picture(), layout=False)

    def on_resize(self, event: Resize) -> None:
        """Share the new width among the buttons."""
        self.update(self._picture(), layout=False)

    def on_click(self, event: Click) -> None:
        """Say which button was clicked, if one was."""
        event.stop()
        start, step, wide = self._measures()
        place, column = divmod(event.x - start, step)
        if 0 <= place < len(self._labels) and column < wide:
            self.post_message(self.Pressed(place))

    def _measures(self) -> tuple[int, int, int]:
        """The first button's column, the columns from one to the next, a button's width."""
        count = max(1, len(self._labels))
        step = min(WIDEST + GAP, self.size.width // count)
        return (self.size.width - step * count + GAP) // 2, step, max(1, step - GAP)

    def _picture(self) -> Content:
        start, _, wide = self._measures()
        face = "$button-foreground on $surface"
        rows: list[list[Content]] = [[Content(" " * start)] for _ in range(3)]
        for label in self._labels:
            text = label[:wide].center(wide)
            rows[0].append(Content.styled("▔" * wide, "$surface-lighten-1 on $surface"))
            rows[1].append(Content.styled(text, f"bold {face}"))
            rows[2].append(Content.styled("▁" * wide, "$surface-darken-1 on $surface"))
        gap = Content(" " * GAP)
        return Content("\n").join(Content.assemble(row[0], gap.join(row[1:])) for row in rows)
