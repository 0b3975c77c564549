"""Content that a terminal or Textual would obey is shown as text, or cleaned, everywhere."""

from __future__ import annotations

import pytest

from mbc_prep.paths import Paths
from mbc_prep.plaintext import clean
from mbc_prep.tui.screens.dialogs import Ask
from mbc_prep.tui.screens.exam import ExamScreen
from mbc_prep.workspace import Workspace
from tests.conftest import FakeClock
from tests.small_content import card, item, write_bank, write_deck
from tests.tui.seat import seated
from tests.tui.visits import visit_all

pytestmark = pytest.mark.usefixtures("ready_books")

LITERAL = (
    "regex [/] x",
    "dir [/usr/bin",
    "wrong [b]x[/i]",
    "see [I10] now",
    "[50%] [red",
    "[$5 each]",
    "[@click=app.quit]go[/]",
    "[type=x, v={'a[0]'}]",
    r"back\slash \[b]",
    "$x {y} %s &amp; <b>",
    "שלום عربي",
    "👩‍⚕️ 🇺🇸 e\u0301",
)
OBEYED = (
    "red \x1b[31m text",
    "blank \x1b[2J screen",
    "reset \x1bc it",
    "clip \x1b]52;c;QUFB\x1b\\ board",
    "title \x1b]0;owned\x07 set",
    "leave \x1b[?1049l it",
    "c1 \x9b31m \x9d52;c;QUFB\x9c text",
    "nul \x00 so \x0e del \x7f bell \x07",
    "bidi \u202eevil\u202c \u2066x\u2069",
    "lines \u2028 and \u2029 here",
)


def hostile_content(paths: Paths, payload: str) -> None:
    """Put the payload into every text of a bank and two decks."""
    for folder in (paths.exams / "bank", paths.decks):
        for file in folder.iterdir():
            file.unlink()
    root = paths.exams.parent
    items = []
    for number in range(14):
        domain = ("surg", "em", "case")[number % 3 if number > 6 else 0]
        entry = item(f"item-{number:02}", domain=domain, stem=f"{payload} stem {number}")
        for place, option in enumerate(entry["options"]):
            option["text"] = f"{payload} {place}"
            if "rationale" in option:
                option["rationale"] = f"{payload} because"
        entry["rationale"] = f"{payload} rationale"
        entry["authority"] = [f"{payload} authority"]
        entry["record"] = f"## HEAD {payload}\n{payload} record"
        items.append(entry)
    for number in range(4):
        items.append(item(f"em-{number}", domain="em", stem=payload))
        items.append(item(f"case-{number}", domain="case", stem=payload))
    write_bank(root, "hostile", items, ())
    cards = [
        card(f"card-{n}", front=f"{payload} front {n}", back=f"{payload} back",
             example=f"{payload} example", near_miss=f"{payload} miss")
        for n in range(3)
    ]  # fmt: skip
    write_deck(root, "hostile", f"{payload} deck", cards)


def assert_harmless(text: str) -> None:
    """Nothing that a terminal would obey is in a drawn screen."""
    bad = [sign for sign in text if sign != "\n" and (ord(sign) < 32 or 127 <= ord(sign) < 160)]
    assert not bad, bad
    assert not set(text) & set("\u202e\u202c\u2066\u2069\u2028\u2029")


@pytest.mark.parametrize("payload", ["|".join(LITERAL[:6]), "|".join(LITERAL[6:])])
async def test_markup_is_shown_literally_on_every_screen(
    paths: Paths, clock: FakeClock, payload: str
) -> None:
    hostile_content(paths, payload)
    with Workspace.open(paths, clock) as workspace:
        assert not workspace.catalog.problem_count
        workspace.choose_certification("cpc")
        seen: dict[str, str] = {}
        async with seated(workspace, (300, 60)) as seat:
            async for name in visit_all(seat):
                seen[name] = seat.text()
    for name in ("browse", "study-front", "study-back", "exam", "exam-feedback", "item-review"):
        assert payload in seen[name], name


@pytest.mark.parametrize("payload", [" ".join(OBEYED[:5]), " ".join(OBEYED[5:])])
async def test_nothing_that_a_terminal_obeys_reaches_the_screen(
    paths: Paths, clock: FakeClock, payload: str
) -> None:
    hostile_content(paths, payload)
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        if not workspace.home().items:
            assert workspace.catalog.problem_count, "refused without a word"
            return
        async with seated(workspace, (120, 40)) as seat:
            async for _ in visit_all(seat):
                assert_harmless(seat.text())


@pytest.mark.parametrize("payload", [*LITERAL, *OBEYED])
def test_cleaning_leaves_nothing_to_obey_and_text_as_it_is(payload: str) -> None:
    assert_harmless(clean(payload))
    assert clean(clean(payload)) == clean(payload)
    if payload in LITERAL:
        assert clean(payload) == payload


async def test_what_the_learner_types_is_shown_literally(workspace: Workspace) -> None:
    payload = "[/x] [I10] [@click=app.quit]go[/]"
    opened = workspace.exams.start_mock("mock-150", "practice", seed=1)
    async with seated(workspace, (120, 40)) as seat:
        await seat.press("r")
        await seat.at(ExamScreen)
        await seat.press("o")
        ask = await seat.at(Ask)
        ask.query_one("#answer").value = payload + "\x1b[2J\x9b"  # type: ignore[attr-defined]
        await seat.press("enter")
        await seat.at(ExamScreen)
        await seat.press("o")
        await seat.shows(payload)
        assert_harmless(seat.text())
        await seat.press("escape")
        await seat.press("g", "question_mark", *"[/x]")
        await seat.shows("[/x]")
        assert_harmless(seat.text())
        assert seat.app.is_running
    assert opened.sitting.status == "open"


async def test_a_click_on_markup_in_a_question_does_nothing(paths: Paths, clock: FakeClock) -> None:
    hostile_content(paths, "[@click=app.quit]QUITNOW[/]")
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        workspace.exams.start_mock("mock-150", "strict", seed=1)
        async with seated(workspace) as seat:
            await seat.press("r")
            await seat.shows("QUITNOW")
            for row, line in enumerate(seat.text().splitlines()):
                if "QUITNOW" in line:
                    await seat.pilot.click(offset=(line.index("QUITNOW") + 2, row))
            assert seat.app.is_running
