"""The cards of one deck: search, read, suspend, flag as doubtful."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.dialogs import Ask
from mbc_prep.tui.text import plain
from mbc_prep.tui.widgets.face import back_text, extra_text, front_text, memory_words
from mbc_prep.tui.widgets.lines import Lines
from mbc_prep.tui.widgets.text_line import TextLine
from mbc_prep.workspace.study import Face


class BrowseScreen(Place[None]):
    """Lists a deck's cards beside the one in hand."""

    PLACE = "browse"
    AUTO_FOCUS = "#cards"

    def __init__(self, deck: str, name: str) -> None:
        super().__init__()
        self._deck = deck
        self._deck_name = name
        self._faces: list[Face] = []
        self._shown: list[Face] = []

    def compose_body(self) -> ComposeResult:
        """Lay out search, list and card."""
        yield TextLine(placeholder="Search; Enter goes to the list", id="search")
        with Horizontal(id="browse"):
            yield Lines(id="cards", markup=False)
            with VerticalScroll(id="card", can_focus=False):
                yield Static(id="face", markup=False)

    def on_mount(self) -> None:
        """Read the deck."""
        self._faces = list(self.program.workspace.study.faces(self._deck))
        self._fill()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        self._fill()
        event.stop()

    def on_input_submitted(self) -> None:
        """Go to the list."""
        self.query_one("#cards", OptionList).focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the card in hand."""
        self._show(self._shown[event.option_index])

    def action_search(self) -> None:
        """Go to the search line."""
        self.query_one("#search", Input).focus()

    def action_suspend(self) -> None:
        """Suspend the card, or put it back."""
        face = self._in_hand()
        if face is not None:
            self._changed(lambda: self.program.workspace.study.toggle_suspended(face.id))

    def action_doubt(self) -> None:
        """Flag the card as doubtful with a note, or take the flag off."""
        face = self._in_hand()
        if face is None:
            return
        study = self.program.workspace.study
        if face.mark.doubtful:
            self._changed(lambda: study.doubt(face.id, "", False))
            return
        ask = Ask("Doubtful card", "What seems wrong? The note stays on this machine.")
        self.app.push_screen(
            ask,
            lambda text: (
                self._changed(lambda: study.doubt(face.id, text)) if text is not None else None
            ),
        )

    def action_back(self) -> None:
        """Back to the decks."""
        self.dismiss(None)

    def _in_hand(self) -> Face | None:
        index = self.query_one("#cards", OptionList).highlighted
        return None if index is None or not self._shown else self._shown[index]

    def _changed(self, act: Callable[[], object]) -> None:
        if not self.attempt(act):
            return
        self._faces = list(self.program.workspace.study.faces(self._deck))
        self._fill()

    def _fill(self) -> None:
        words = self.query_one("#search", Input).value.casefold().split()
        self._shown = [face for face in self._faces if _matches(face, words)]
        self.set_title(f"{self._deck_name} · {len(self._shown)} of {len(self._faces)} cards")
        options = self.query_one("#cards", OptionList)
        highlighted = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(_line(face)) for face in self._shown])
        options.highlighted = min(highlighted, len(self._shown) - 1) if self._shown else None
        if not self._shown:
            self.query_one("#face", Static).update("")

    def _show(self, face: Face) -> None:
        parts = [
            front_text(face, True),
            back_text(face, None, None),
            extra_text(face),
            Content.styled("Memory  ", "bold $accent")
            + plain(memory_words(face, self.program.workspace.clock.now())),
        ]
        self.query_one("#face", Static).update(Content("\n").join(parts))
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)


def _matches(face: Face, words: list[str]) -> bool:
    if face.card is not None:
        text = f"{face.card.front} {face.card.back} {face.card.id} {face.card.example}"
    else:
        assert face.item is not None
        text = f"{face.item.stem} {face.item.id} {' '.join(o.text for o in face.item.options)}"
    text = text.casefold()
    return all(word in text for word in words)


def _line(face: Face) -> Content:
    signs = ("s" if face.mark.suspended else " ") + ("?" if face.mark.doubtful else " ")
    text = face.card.front if face.card is not None else (face.item.stem if face.item else "")
    return plain(f"{signs} {' '.join(text.split())[:120]}")
