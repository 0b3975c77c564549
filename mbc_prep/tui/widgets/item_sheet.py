"""Stem, answer lines and feedback of one item in one widget that keeps its size.

Three widgets below one another cost a layout of the whole screen each time an item replaces
another, as each changes its height; this sheet scrolls inside its own frame, so the next item
costs one repaint. Knows nothing of items: it is given text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

BLANK = Content("\n")
HANGING = 7
"""Columns by which the further lines of an answer line are indented: its box and letter."""


class ItemSheet(OptionList, inherit_bindings=False, can_focus=False):
    """Shows an item; its answer lines are numbered from 0 and leave every key to the screen.

    The first and, with feedback, the last line of the list cannot be chosen: they are the stem
    and the feedback. The mouse chooses an answer line as in any list.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)
    """Columns and lines of the text; a change of them moves nothing outside this widget."""

    _stem = Content()
    _answers: tuple[Content, ...] = ()
    _feedback: Content | None = None
    _follows = True

    def show(self, stem: Content, lines: Sequence[Content], place: int) -> None:
        """Show another item from its beginning, with one of its answer lines highlighted."""
        self._stem, self._answers, self._feedback = stem, tuple(lines), None
        self._follows = False
        self.set_options([self._head(), *(Option(self._hung(line)) for line in self._answers)])
        self.highlighted = place + 1
        self._follows = True

    def mark(self, lines: Sequence[Content]) -> None:
        """Show the answer lines of the present item with other marks."""
        for place, line in enumerate(lines):
            if not line.is_same(self._answers[place]):
                self.replace_option_prompt_at_index(place + 1, self._hung(line))
        self._answers = tuple(lines)
        self.refresh(layout=self.styles.auto_dimensions)

    def explain(self, feedback: Content | None) -> None:
        """Show this feedback below the answer lines, or none."""
        if self._feedback is not None:
            self.remove_option_at_index(len(self._answers) + 1)
        self._feedback = feedback
        if feedback is not None:
            self.add_option(Option(BLANK + feedback, disabled=True))

    @property
    def explained(self) -> bool:
        """Whether feedback is shown."""
        return self._feedback is not None

    @property
    def place(self) -> int | None:
        """The highlighted answer line."""
        return None if self.highlighted is None else self.highlighted - 1

    @place.setter
    def place(self, place: int) -> None:
        self.highlighted = place + 1

    @property
    def places(self) -> int:
        """How many answer lines there are."""
        return len(self._answers)

    def scroll_to_feedback(self) -> None:
        """Bring the beginning of the feedback to the top, as far as there is text to scroll."""
        if self._feedback is not None:
            self.scroll_to(y=self._index_to_line[len(self._answers) + 1], animate=False)

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Keep the highlighted line in sight, and the stem above the first one if both fit."""
        if not self._follows:
            return
        super().scroll_to_highlight(top)
        if self.highlighted == 1:
            end = self._index_to_line.get(1, 0) + self._heights.get(1, 0)
            if end <= self.scrollable_content_region.height:
                self.scroll_home(animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Draw a line; those below the text, most of a sheet, without asking for their style."""
        if self.scroll_offset.y + y < self.virtual_size.height:
            return super().render_line(y)
        return self._below

    def notify_style_update(self) -> None:
        """Forget the empty line drawn in the former style."""
        self.__dict__.pop("_below", None)
        super().notify_style_update()

    @cached_property
    def _below(self) -> Strip:
        style = self.get_visual_style("option-list--option").rich_style
        return Strip.blank(self.scrollable_content_region.width, style)

    def on_resize(self) -> None:
        """Wrap the answer lines to the new width."""
        self.__dict__.pop("_below", None)
        for place, line in enumerate(self._answers):
            self.replace_option_prompt_at_index(place + 1, self._hung(line))

    def _head(self) -> Option:
        return Option(BLANK + self._stem + BLANK, disabled=True)

    def _hung(self, line: Content) -> Content:
        width = self.scrollable_content_region.width - HANGING
        if width < HANGING or line.cell_length <= width + HANGING:
            return line
        head, rest = line[:HANGING], line[HANGING:]
        return head + (BLANK + " " * HANGING).join(rest.wrap(width))
