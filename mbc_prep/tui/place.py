"""The base of every screen: bindings from the table of commands, a title line and a footer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Footer, Static

from mbc_prep.errors import MbcError
from mbc_prep.tui.commands import bindings
from mbc_prep.tui.text import plain

if TYPE_CHECKING:
    from mbc_prep.tui.app import MbcApp
    from mbc_prep.tui.screens.codebook import BookVisit

Answer = TypeVar("Answer")

SMALLEST = (60, 18)
"""Columns and lines from which every place can be used."""


class Place(Screen[Answer], Generic[Answer]):
    """A screen that names its place in the table of commands."""

    PLACE: ClassVar[str] = ""
    AUTO_FOCUS = "*"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if cls.PLACE:
            cls.BINDINGS = [*bindings(cls.PLACE)]
        super().__init_subclass__(**kwargs)

    @property
    def program(self) -> MbcApp:
        """The running app, in its own type."""
        from mbc_prep.tui.app import MbcApp

        assert isinstance(self.app, MbcApp)
        return self.app

    def compose(self) -> ComposeResult:
        """Lay out title, body and footer."""
        yield Static(id="title", classes="title-line", markup=False)
        yield from self.compose_body()
        yield Footer(show_command_palette=False)
        words = f"This window is too small: {SMALLEST[0]} columns and {SMALLEST[1]} lines, please."
        yield Static(words, id="too-small", markup=False)

    def compose_body(self) -> ComposeResult:
        """Lay out what stands between title and footer."""
        yield from ()

    @on(Resize)
    def cover_when_small(self, event: Resize) -> None:
        """Cover what could only be drawn in part; nothing under the cover is changed."""
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        self.set_class(small, "small")

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something that is stored; on a fault say so and leave the screen as it was."""
        try:
            act()
        except MbcError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return False
        return True

    def book_visit(self) -> BookVisit:
        """From where the code book is opened: which item stands behind it, which books count."""
        from mbc_prep.tui.screens.codebook import BookVisit

        return BookVisit()

    def set_title(self, text: str) -> None:
        """Write the title line."""
        self.query_one("#title", Static).update(plain(text))
