"""The app: one window on one workspace. Opens home; owns themes, signals and the way out."""

from __future__ import annotations

import asyncio
import gc
import os
import select
import signal
import sys
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from mbc_prep.tui.commands import EVERYWHERE, PLACES, bindings, checked_keymap
from mbc_prep.tui.failure import FAILURE_STATUS, write_failure
from mbc_prep.tui.theme import DEFAULT_THEME, THEMES
from mbc_prep.workspace import Workspace

WATCH_SECONDS = 2.0
"""How often the terminal is asked whether it is still there."""


class MbcApp(App[None]):
    """The program in the terminal."""

    TITLE = "mbc-prep"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, workspace: Workspace, start: str = "", decks: Sequence[str] | None = None
    ) -> None:
        super().__init__()
        self._begin_with = (start, decks)
        self.workspace = workspace
        self.failure = ""
        for theme in THEMES:
            self.register_theme(theme)
        wanted = workspace.setting("theme") or workspace.config.theme or DEFAULT_THEME
        self._begin_in(wanted if wanted in self.available_themes else DEFAULT_THEME)

    def _begin_in(self, theme: str) -> None:
        """Take the first theme before any style is read: to set it would read them all again."""
        self.set_reactive(App.theme, theme)
        dark = self.current_theme.dark
        classes = {f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}
        self.update_classes(classes, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Show home, then import in the background what the first screen did without."""
        from mbc_prep.tui.screens.home import HomeScreen

        keymap, warnings = checked_keymap(self.workspace.config.keys)
        self.set_keymap(keymap)
        self.push_screen(HomeScreen(*self._begin_with))
        for warning in (*self.workspace.config.warnings, *warnings):
            self.notify(warning, severity="warning", timeout=12, markup=False)
        self._leave_cleanly_on_signals()
        self.set_interval(WATCH_SECONDS, self._watch_terminal)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self.call_after_refresh(self._start_warm_up)

    def _start_warm_up(self) -> None:
        gc.freeze()  # what the start has made stays: no collection need look at it again
        gc.enable()
        self.run_worker(self._warm_up, thread=True, name="warm-up")

    def _warm_up(self) -> None:
        for sentence in self.workspace.warm_up():
            self.call_from_thread(
                self.notify, sentence, severity="warning", timeout=20, markup=False
            )

    def _leave_cleanly_on_signals(self) -> None:
        """Leave the terminal as it was when the window is closed or the process is ended."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            try:
                loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))
            except (NotImplementedError, RuntimeError, ValueError):
                return

    def _watch_terminal(self) -> None:
        """Leave when the terminal is gone: Textual would go on at full speed for ever."""
        if self.is_headless or sys.platform == "win32":
            return
        poll = select.poll()
        poll.register(0, select.POLLHUP | select.POLLERR | select.POLLNVAL)
        if any(
            event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0)
        ):
            self.exit(return_code=128 + signal.SIGHUP)

    def _fatal_error(self) -> None:
        """Write the failure to the log without the values of variables, which may be keys."""
        self.failure = write_failure(self.workspace.paths.log)
        self._return_code = FAILURE_STATUS
        self._close_messages_no_wait()

    def watch_theme(self, theme: str) -> None:
        """Keep the chosen theme."""
        if self.is_running and theme != self.workspace.setting("theme"):
            self.workspace.set_setting("theme", theme)

    def action_help(self) -> None:
        """Open help for the current place."""
        from mbc_prep.tui.place import Place
        from mbc_prep.tui.screens.help import HelpScreen

        if isinstance(self.screen, Place):
            place = self.screen.PLACE
            self.push_screen(HelpScreen(f"Help: {PLACES[place]}", (place, EVERYWHERE)), self._run)

    def action_palette(self) -> None:
        """Open the palette: what can be done here, everywhere and, outside a sitting, at home."""
        from mbc_prep.tui.place import Place
        from mbc_prep.tui.screens.help import HelpScreen

        if isinstance(self.screen, Place):
            sitting = self.screen.PLACE in {"exam", "review-list"}
            places = [self.screen.PLACE, *(() if sitting else ("home",)), EVERYWHERE]
            self.push_screen(HelpScreen("Palette", tuple(dict.fromkeys(places))), self._run)

    async def _run(self, name: str | None) -> None:
        """Run a command by its name; one of home first closes what lies over it."""
        if name is None:
            return
        place, _, action = name.partition(".")
        if place == "home":
            while len(self.screen_stack) > 2:
                await self.pop_screen()
        target = self if place == EVERYWHERE else self.screen
        await self.run_action(action.replace("-", "_"), target)

    def action_theme(self) -> None:
        """Choose a theme."""
        self.search_themes()

    def action_codebook(self) -> None:
        """Open the code book over the present place; it closes back to exactly here."""
        from mbc_prep.tui.place import Place
        from mbc_prep.tui.screens.codebook import CodeBookScreen
        from mbc_prep.tui.screens.pcs import PcsScreen

        if isinstance(self.screen, PcsScreen):
            self.screen.action_close_book()
        elif isinstance(self.screen, CodeBookScreen):
            self.screen.action_back()
        elif isinstance(self.screen, Place):
            self.push_screen(CodeBookScreen(self.screen.book_visit()))

    def action_about(self) -> None:
        """Show what this program is."""
        from mbc_prep.tui.screens.about import AboutScreen

        self.push_screen(AboutScreen())

    def action_safe_interrupt(self) -> None:
        """Copy a selection, or say how to leave: Ctrl+C never throws work away."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
            self.notify("Copied.", timeout=2)
        else:
            self.notify("Everything is saved as you go. Press q at home to quit.", timeout=4)

    async def action_quit(self) -> None:
        """Quit from anywhere; a place with a running clock asks first."""
        from mbc_prep.tui.screens.dialogs import Confirm
        from mbc_prep.tui.screens.exam import ExamScreen

        sitting = next((one for one in self.screen_stack if isinstance(one, ExamScreen)), None)
        if sitting is None:
            self.exit(return_code=0)
        elif not isinstance(self.screen, Confirm):
            sitting.before_quit()


def run_app(workspace: Workspace, start: str = "", decks: Sequence[str] | None = None) -> int:
    """Run the app until it ends; return the process status.

    ``start`` names a command of home to run at once, such as ``study``; ``decks`` what to study.
    """
    _utf8_terminal()
    app = MbcApp(workspace, start, decks)
    app.run()
    if app.failure:
        print(app.failure, file=sys.__stderr__)
    return app.return_code or 0


def _utf8_terminal() -> None:
    """Textual draws on stderr; in a Latin-1 locale it would draw escapes instead of lines."""
    os.environ.setdefault("PYTHONIOENCODING", "utf-8")
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
