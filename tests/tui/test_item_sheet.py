"""The sheet of an item: keeps its size, wraps with an indent, shows where one is."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from mbc_prep.tui.widgets.item_sheet import ItemSheet

LONG = "( ) A  " + "word " * 30
LINES = [Content(LONG), *(Content(f"( ) {letter}  short") for letter in "BCD")]


class SheetApp(App[None]):
    """A sheet and nothing else."""

    CSS = "ItemSheet { height: 1fr; max-height: 100%; border: none; scrollbar-gutter: stable; }"

    def compose(self) -> ComposeResult:
        """Lay out the sheet."""
        yield ItemSheet(id="sheet", markup=False)

    @property
    def sheet(self) -> ItemSheet:
        """The only widget."""
        return self.query_one(ItemSheet)

    def rows(self) -> list[str]:
        """The rows as drawn, without what fills them up."""
        sheet = self.sheet
        return [sheet.render_line(y).text.rstrip() for y in range(sheet.size.height)]


async def test_a_wrapped_answer_line_is_indented_below_its_text() -> None:
    app = SheetApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.sheet.show(Content("Which one?"), LINES, 0)
        await pilot.pause()
        rows = app.rows()
        start = rows.index(next(row for row in rows if row.startswith("( ) A")))
        assert rows[start + 1].startswith(" " * 7 + "word")
        await pilot.resize_terminal(200, 20)
        await pilot.pause()
        assert any(row == LONG.rstrip() for row in app.rows())


async def test_going_up_to_the_first_line_shows_the_stem_again() -> None:
    app = SheetApp()
    async with app.run_test(size=(60, 8)) as pilot:
        app.sheet.show(Content("Which one?"), LINES, 0)
        await pilot.pause()
        app.sheet.place = 3
        await pilot.pause()
        assert app.sheet.scroll_offset.y > 0
        app.sheet.place = 0
        await pilot.pause()
        assert "Which one?" in app.rows()


async def test_feedback_comes_goes_and_is_gone_with_the_next_item() -> None:
    app = SheetApp()
    async with app.run_test(size=(60, 30)) as pilot:
        app.sheet.show(Content("Which one?"), LINES, 2)
        app.sheet.explain(Content("Because."))
        app.sheet.explain(Content("Because of this."))
        await pilot.pause()
        assert app.rows().count("Because of this.") == 1
        assert "Because." not in app.rows()
        assert app.sheet.place == 2
        app.sheet.explain(None)
        await pilot.pause()
        assert "Because of this." not in app.rows()
        app.sheet.explain(Content("Because."))
        app.sheet.show(Content("And which now?"), LINES[1:], 0)
        await pilot.pause()
        assert not app.sheet.explained
        assert app.sheet.places == 3
        assert "Because." not in app.rows()


async def test_another_item_lays_nothing_out_anew() -> None:
    app = SheetApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.sheet.show(Content("Which one?"), LINES, 0)
        await pilot.pause()
        region = app.sheet.region
        laid_out: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.sheet, laid_out.append)
        app.sheet.show(Content("A much longer stem. " * 20), LINES[:2], 1)
        await pilot.pause(0.1)
        assert app.sheet.region == region
        assert laid_out == []
        assert app.sheet.place == 1
