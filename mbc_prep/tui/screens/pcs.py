"""ICD-10-PCS as a table: a code built character by character from what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mbc_prep.tui.place import Place
from mbc_prep.tui.text import plain

if TYPE_CHECKING:
    from mbc_prep.codebook.pcs import PcsBuilder


CLOSE_BOOK = "close"
"""What stands in the place of a code when the book below is to close as well."""


class PcsScreen(Place[str | None]):
    """Builds a code; dismisses with it once it is complete and taken, or None."""

    PLACE = "pcs"
    AUTO_FOCUS = "#values"

    def __init__(self, builder: PcsBuilder) -> None:
        super().__init__()
        self._builder = builder

    def compose_body(self) -> ComposeResult:
        """Lay out the code as it grows and what may come next."""
        yield Static(id="grown", markup=False)
        yield OptionList(id="values", markup=False)
        yield Static(id="definition", markup=False)

    def on_mount(self) -> None:
        """Show the sections."""
        self.set_title("ICD-10-PCS tables")
        self._draw()

    def on_key(self, event: object) -> None:
        """Let a digit or capital letter choose its value."""
        character = getattr(event, "character", None) or ""
        if len(character) == 1 and (character.isdigit() or character.isupper()):
            chosen = self._builder.choose(character)
            if chosen is not None:
                self._builder = chosen
                self._draw()
                event.stop()  # type: ignore[attr-defined]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose a value."""
        choices = self._builder.choices
        if choices is not None:
            chosen = self._builder.choose(choices.values[event.option_index].character)
            self._builder = chosen or self._builder
            self._draw()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Explain the highlighted value, where the definitions are at hand."""
        choices = self._builder.choices
        if choices is None or event.option_index >= len(choices.values):
            return
        label = choices.values[event.option_index].label
        section = self._builder.code[:1]
        text = ""
        if section:
            book = self.program.workspace.codebook
            page = book.defined(section, choices.position, label)
            if page is not None:
                text = "; ".join(line.text for note in page.notes for line in note.lines)
        self.query_one("#definition", Static).update(plain(text[:600]))

    def action_take(self) -> None:
        """Take the complete code back to the book."""
        if self._builder.complete:
            self.dismiss(self._builder.code)
        else:
            self.query_one("#values", OptionList).action_select()

    def action_undo(self) -> None:
        """Take the last character back."""
        self._builder = self._builder.back()
        self._draw()

    def action_back(self) -> None:
        """Back to the book."""
        self.dismiss(None)

    def action_close_book(self) -> None:
        """Close this and the book below, back to where the book was opened."""
        self.dismiss(CLOSE_BOOK)

    def _draw(self) -> None:
        builder = self._builder
        code = builder.code.ljust(7, "·")
        lines = [Content.styled(code, "bold $accent") + plain(f"   {builder.title}")]
        choices = builder.choices
        if choices is None:
            lines.append(Content.styled("Complete: Enter takes it.", "bold $success"))
        else:
            lines.append(plain(f"Character {choices.position}: {choices.title}"))
        self.query_one("#grown", Static).update(Content("\n").join(lines))
        options = self.query_one("#values", OptionList)
        options.clear_options()
        if choices is not None:
            options.add_options(
                [Option(plain(f"{value.character}  {value.label}")) for value in choices.values]
            )
            options.highlighted = 0
            options.focus()
        else:
            self.set_focus(None)  # an empty list would keep Enter for itself
            self.query_one("#definition", Static).update("")
