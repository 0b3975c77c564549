"""The decks of the chosen certification, with what waits in each."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mbc_prep.errors import MbcError
from mbc_prep.tui.place import Place
from mbc_prep.tui.text import plain
from mbc_prep.tui.widgets.lines import Lines
from mbc_prep.workspace.study import DeckView

StudyChoice = tuple[list[str] | None, str]


class DecksScreen(Place[StudyChoice | None]):
    """Lists decks; dismisses with the decks to study and their name, or None."""

    PLACE = "decks"
    AUTO_FOCUS = "#decks"

    def compose_body(self) -> ComposeResult:
        """Lay out the list and the present deck's words."""
        yield Static(id="head", markup=False)
        yield Lines(id="decks", markup=False)
        yield Static(id="about", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self._decks: tuple[DeckView, ...] = ()
        self._fill()

    def on_screen_resume(self) -> None:
        """Counts change while one is away."""
        if self.is_mounted:
            self._fill()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the highlighted deck is about."""
        self.query_one("#about", Static).update(plain(self._decks[event.option_index].about))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Study the deck."""
        deck = self._decks[event.option_index]
        self.dismiss(([deck.id], deck.name))

    def action_study(self) -> None:
        """Study the highlighted deck."""
        self.query_one("#decks", OptionList).action_select()

    def action_study_all(self) -> None:
        """Study all decks."""
        self.dismiss((None, "all decks"))

    def action_unsuspend(self) -> None:
        """Put the deck's suspended cards back."""
        deck = self._highlighted()
        if deck is None:
            return
        try:
            back = self.program.workspace.study.unsuspend([deck.id])
        except MbcError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.notify(f"{back} cards are back in study.", timeout=3)
        self._fill()

    def action_browse(self) -> None:
        """Look at the deck's cards."""
        from mbc_prep.tui.screens.browse import BrowseScreen

        deck = self._highlighted()
        if deck is not None:
            self.app.push_screen(BrowseScreen(deck.id, deck.name))

    def action_back(self) -> None:
        """Back home."""
        self.dismiss(None)

    def _highlighted(self) -> DeckView | None:
        index = self.query_one("#decks", OptionList).highlighted
        return None if index is None else self._decks[index]

    def _fill(self) -> None:
        self._decks = self.program.workspace.study.decks()
        self.set_title("Decks")
        head = f"{'':<40} {'due':>5} {'steps':>6} {'new':>5} {'all':>5} {'susp.':>6}"
        self.query_one("#head", Static).update(Content.styled(head, "bold $accent"))
        options = self.query_one("#decks", OptionList)
        highlighted = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(_line(deck)) for deck in self._decks])
        options.highlighted = min(highlighted, len(self._decks) - 1) if self._decks else None


def _line(deck: DeckView) -> Content:
    name = deck.name if len(deck.name) <= 39 else deck.name[:38] + "…"
    return plain(
        f"{name:<40} {deck.due:>5} {deck.learning:>6} {deck.new:>5} {deck.total:>5}"
        f" {deck.suspended or '':>6}"
    )
