"""Help and palette: commands of some places, filtered as one types, run with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from mbc_prep.tui.commands import commands_of, key_list
from mbc_prep.tui.widgets.text_line import TextLine

_KEY_COLUMN = 16


class HelpScreen(ModalScreen[str | None]):
    """Lists the commands of some places; dismisses with the name of the one to run, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(self, title: str, places: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._commands = [command for place in places for command in commands_of(place)]

    def compose(self) -> ComposeResult:
        """Lay out the filter and the list."""
        with Vertical(classes="dialog wide") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = Content("type to filter, Enter runs, Esc closes")
            yield TextLine(placeholder="Filter", id="filter")
            yield OptionList(id="commands")

    def on_mount(self) -> None:
        """Show everything at first."""
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by every word typed."""
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Run the highlighted command."""
        self._run(self.query_one("#commands", OptionList).highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Run the command that was clicked."""
        self._run(event.option_index)

    def action_move(self, steps: int) -> None:
        """Move the highlight while the filter keeps the focus."""
        options = self.query_one("#commands", OptionList)
        if options.option_count:
            here = options.highlighted or 0
            options.highlighted = min(max(here + steps, 0), options.option_count - 1)

    def _fill(self, text: str) -> None:
        words = text.lower().split()
        options = self.query_one("#commands", OptionList)
        options.clear_options()
        for command in self._commands:
            keys = key_list(command, self.app._keymap)
            found = f"{command.title} {keys} {command.id}".lower()
            if all(word in found for word in words):
                line = Content.styled(keys.ljust(_KEY_COLUMN), "bold $accent")
                options.add_option(Option(line + Content(command.title), id=command.id))
        if options.option_count:
            options.highlighted = 0

    def _run(self, index: int | None) -> None:
        if index is None:
            return
        option = self.query_one("#commands", OptionList).get_option_at_index(index)
        self.dismiss(option.id)
