"""The cover over a paused practice sitting: the clock stands, the item is out of sight."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class PauseScreen(ModalScreen[None]):
    """Covers the item until the learner goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z,enter,escape,space", "dismiss(None)", "Go on")
    ]

    def compose(self) -> ComposeResult:
        """Lay out the cover."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content("Paused")
            yield Static(
                Content("The clock stands. The pause is kept in the log of this practice sitting."),
                classes="dialog-text",
            )
            yield Button(Content("Go on (z)"), id="go-on")

    def on_button_pressed(self) -> None:
        """Go on by mouse."""
        self.dismiss(None)
