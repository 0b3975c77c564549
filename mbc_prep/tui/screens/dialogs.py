"""Small questions: confirm, one line of text, one of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from mbc_prep.tui.text import plain
from mbc_prep.tui.widgets.text_line import TextLine


class Confirm(ModalScreen[bool]):
    """Asks for a yes; dismisses with True or False. The safe answer has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes"),
        Binding("n,escape", "dismiss(False)", "No"),
        Binding("left,right", "app.focus_next", show=False),
    ]

    def __init__(self, title: str, text: str, yes: str = "Yes", no: str = "No") -> None:
        super().__init__()
        self._words = (title, text, yes, no)

    def compose(self) -> ComposeResult:
        """Lay out the question and its two answers."""
        title, text, yes, no = self._words
        with Vertical(classes="dialog") as box:
            box.border_title = plain(title)
            yield Static(plain(text), classes="dialog-text")
            with Horizontal(classes="dialog-buttons"):
                yield Button(plain(f"{no} (n)"), id="no")
                yield Button(plain(f"{yes} (y)"), id="yes", variant="warning")

    def on_mount(self) -> None:
        """Put the focus on the safe answer."""
        self.query_one("#no", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer by mouse or Enter."""
        self.dismiss(event.button.id == "yes")


class Ask(ModalScreen[str | None]):
    """Asks for one line; dismisses with the text, or None when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Leave")]

    def __init__(self, title: str, text: str, value: str = "", placeholder: str = "") -> None:
        super().__init__()
        self._words = (title, text, value, placeholder)

    def compose(self) -> ComposeResult:
        """Lay out the question and the line."""
        title, text, value, placeholder = self._words
        with Vertical(classes="dialog") as box:
            box.border_title = plain(title)
            box.border_subtitle = Content("Enter keeps it, Esc leaves it")
            yield Static(plain(text), classes="dialog-text")
            yield TextLine(value=value, placeholder=placeholder, id="answer", max_length=2000)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the line."""
        self.dismiss(event.value)


class Choose(ModalScreen[str | None]):
    """Asks for one of several; dismisses with its id, or None when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave"),
        Binding("j", "cursor(1)", show=False),
        Binding("k", "cursor(-1)", show=False),
    ]

    def __init__(
        self, title: str, options: Sequence[tuple[str, str]], chosen: str = "", text: str = ""
    ) -> None:
        super().__init__()
        self._title, self._options, self._chosen, self._text = title, options, chosen, text

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(classes="dialog") as box:
            box.border_title = plain(self._title)
            box.border_subtitle = Content("Enter chooses, Esc leaves")
            if self._text:
                yield Static(plain(self._text), classes="dialog-text")
            yield OptionList(
                *[Option(plain(label), id=option_id) for option_id, label in self._options],
                id="options",
            )

    def on_mount(self) -> None:
        """Start on the present choice."""
        options = self.query_one("#options", OptionList)
        ids = [option_id for option_id, _ in self._options]
        options.highlighted = ids.index(self._chosen) if self._chosen in ids else 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose."""
        self.dismiss(event.option.id)

    def action_cursor(self, step: int) -> None:
        """Move with j and k."""
        options = self.query_one("#options", OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()
