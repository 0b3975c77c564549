"""A bare Textual list: the least that a program with a title, a list and a footer can cost."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, OptionList, Static


class BareList(App[None]):
    """Title, list, footer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit", "Quit")]
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static("Bare list", markup=False)
        yield OptionList(*[f"Bare row {number}" for number in range(1000)], markup=False)
        yield Footer()


if __name__ == "__main__":
    BareList().run()
