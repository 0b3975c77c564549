from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from mbc_prep.paths import Paths
from mbc_prep.tui.commands import (
    COMMANDS,
    EVERYWHERE,
    PLACES,
    checked_keymap,
    commands_of,
    readme_table,
)
from mbc_prep.tui.screens.decks import DecksScreen
from mbc_prep.tui.screens.help import HelpScreen
from mbc_prep.tui.screens.history import HistoryScreen
from mbc_prep.tui.screens.home import HomeScreen
from mbc_prep.tui.screens.study import StudyScreen
from mbc_prep.workspace import Workspace
from tests.conftest import FakeClock
from tests.tui.seat import seated

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_lists_the_keys_as_the_program_has_them() -> None:
    found = re.search(r"<!-- keys -->\n(.*?)<!-- /keys -->", README.read_text("utf-8"), re.DOTALL)
    assert found, "README.md has no key list between its markers"
    assert found[1].strip() == readme_table().strip()


def test_every_command_has_an_action_and_every_place_a_screen() -> None:
    from mbc_prep.tui import screens
    from mbc_prep.tui.app import MbcApp
    from mbc_prep.tui.place import Place

    for module in iter_modules(screens.__path__):
        import_module(f"{screens.__name__}.{module.name}")
    owners = {screen.PLACE: screen for screen in Place.__subclasses__()}
    for command in COMMANDS:
        owner = MbcApp if command.place == EVERYWHERE else owners[command.place]
        assert hasattr(owner, f"action_{command.action}"), command.id
    assert set(owners) | {EVERYWHERE} == set(PLACES)


def test_no_key_means_two_things_in_one_place() -> None:
    for place in PLACES:
        keys = [
            key
            for command in COMMANDS
            if command.place in {place, EVERYWHERE}
            for key in command.keys.split(",")
        ]
        assert len(keys) == len(set(keys)), place


async def test_help_filters_as_one_types_and_runs_with_enter(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("question_mark")
        await seat.at(HelpScreen)
        await seat.shows("Help: Home", "Sit a mock exam")
        await seat.write("decks")
        await seat.until(lambda: "Sit a mock exam" not in seat.text())
        await seat.press("enter")
        await seat.at(DecksScreen)
        await seat.press("f1")
        await seat.at(HelpScreen)
        await seat.shows("Help: Decks")
        await seat.press("escape")
        await seat.at(DecksScreen)


async def test_help_with_nothing_left_runs_nothing(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("question_mark")
        await seat.at(HelpScreen)
        await seat.write("zzzz")
        await seat.press("down", "up", "pagedown", "enter")
        await seat.at(HelpScreen)


async def test_help_moves_with_arrows_and_runs_by_mouse(workspace: Workspace) -> None:
    from tests.tui.test_study import click

    async with seated(workspace) as seat:
        await seat.press("question_mark")
        await seat.at(HelpScreen)
        await seat.press("down", "down", "up")
        await click(seat, "History: sittings", 3)
        await seat.at(HistoryScreen)


async def test_the_palette_finds_any_command_by_name(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("ctrl+p")
        await seat.at(HelpScreen)
        await seat.write("theme")
        await seat.shows("Change the theme")
        await seat.press("escape")
        await seat.at(HomeScreen)


async def test_a_theme_is_kept(paths: Paths, clock: FakeClock) -> None:
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("f2")
            await seat.until(lambda: not isinstance(seat.app.screen, HomeScreen))
            await seat.write("mbc-light")
            await seat.until(lambda: "mbc-light" in seat.text())
            await seat.press("down", "enter")
            await seat.until(lambda: seat.app.theme == "mbc-light")
    with Workspace.open(paths, clock) as workspace:
        async with seated(workspace) as seat:
            assert seat.app.theme == "mbc-light"


async def test_an_unknown_theme_is_no_obstacle(workspace: Workspace) -> None:
    workspace.set_setting("theme", "gone-theme")
    async with seated(workspace) as seat:
        await seat.shows("Test Coder")


def configure(paths: Paths, text: str) -> None:
    paths.config.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(text, "utf-8")


async def test_keys_of_the_settings_file_work_and_are_shown(paths: Paths, clock: FakeClock) -> None:
    configure(paths, '[keys]\n"home.study" = "v"\n')
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.shows(" v  Study all")
            await seat.press("s")
            await seat.at(HomeScreen)
            await seat.press("v")
            await seat.at(StudyScreen)


@pytest.mark.parametrize(
    "keys",
    [
        '"home.leave" = "w"\n"app.quit" = "w"',
        '"home.leave" = ""',
        '"app.quit" = ","',
        '"home.study" = "q"',
        '"app.help" = "ctrl+q"',
        '"home.leave" = "no such key!!"',
        '"nonsense" = "q"',
        '"home.study" = 5',
    ],
)
async def test_a_bad_keymap_never_takes_the_way_out(
    paths: Paths, clock: FakeClock, keys: str
) -> None:
    configure(paths, f"[keys]\n{keys}\n")
    for key in ("q", "ctrl+q"):
        with Workspace.open(paths, clock) as workspace:
            workspace.choose_certification("cpc")
            async with seated(workspace) as seat:
                await seat.shows("Test Coder")
                await seat.press(key)
                await seat.until(lambda: not seat.app.is_running)


async def test_a_broken_settings_file_is_said_and_no_obstacle(
    paths: Paths, clock: FakeClock
) -> None:
    configure(paths, 'theme = "[/x]"\nnew_per_day = [ @click\n')
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.until(lambda: "the defaults apply" in seat.toasts())
            await seat.shows("Test Coder")


def test_keys_taken_in_their_place_are_refused() -> None:
    good, warnings = checked_keymap({"home.study": "m", "exam.flag": "ctrl+p", "study.bury": "z"})
    assert good == {"study.bury": "z"}
    assert len(warnings) == 2


def test_two_commands_may_swap_their_keys() -> None:
    good, warnings = checked_keymap({"home.study": "m", "home.exam": "s"})
    assert good == {"home.study": "m", "home.exam": "s"}
    assert not warnings


async def test_q_quits_only_at_home(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        for key, back in (("k", "q"), ("h", "q"), ("m", "q"), ("d", "q"), ("s", "q")):
            await seat.press(key)
            await seat.until(lambda: not isinstance(seat.app.screen, HomeScreen))
            await seat.press(back)
            await seat.at(HomeScreen)
            assert seat.app.is_running


async def test_about_opens_and_closes(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("f3")
        await seat.shows("not affiliated")
        await seat.press("escape")
        await seat.at(HomeScreen)


@pytest.mark.parametrize("place", [place for place in PLACES if place != EVERYWHERE])
def test_the_footer_stays_short(place: str) -> None:
    shown = [command for command in (*commands_of(place), *commands_of(EVERYWHERE))
             if command.footer]  # fmt: skip
    assert 2 <= len(shown) <= 7
