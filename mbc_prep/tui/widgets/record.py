"""The document of an item: scrolls on its own, its sections can be jumped between."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from mbc_prep.tui.text import document

_HEADING = "## "


class RecordPane(VerticalScroll, can_focus=False):
    """Shows a record with "## Heading" sections."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._text = ""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(id="record", markup=False)

    def show(self, text: str) -> None:
        """Show another record from its beginning."""
        if text != self._text:
            self._text = text
            self.query_one("#record", Static).update(document(text))
        if text:
            self.scroll_home(animate=False)

    def next_section(self) -> None:
        """Scroll to the next heading; after the last one comes the first."""
        starts = self._section_rows()
        below = [row for row in starts if row > self.scroll_y]
        last = self.scroll_y >= self.max_scroll_y
        self.scroll_to(y=below[0] if below and not last else 0, animate=False)

    def _section_rows(self) -> list[int]:
        """Rows on which the headings stand at the present width."""
        width = self.query_one("#record", Static).content_size.width
        rows, above = [], ""
        for line in self._text.splitlines(keepends=True):
            if line.startswith(_HEADING):
                rows.append(document(above).get_height({}, width) if above.strip() else 0)
            above += line
        return rows
