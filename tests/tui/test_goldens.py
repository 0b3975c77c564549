"""One picture in plain text per place and size; UPDATE_GOLDENS=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mbc_prep.workspace import Workspace
from tests.tui.seat import seated
from tests.tui.visits import PLACES_SEEN, visit_all

pytestmark = pytest.mark.usefixtures("ready_books")

GOLDENS = Path(__file__).with_name("goldens")
SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_every_place_looks_as_it_did(
    workspace: Workspace, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mbc_prep.workspace.exams.secrets.randbelow", lambda _: 7)
    seen: dict[str, str] = {}
    async with seated(workspace, size) as seat:
        async for name in visit_all(seat):
            await seat.pilot.wait_for_scheduled_animations()
            seen[name] = seat.text()
    assert tuple(seen) == PLACES_SEEN
    different = [name for name, text in seen.items() if not _same(name, size, text)]
    assert not different, f"UPDATE_GOLDENS=1 writes anew: {different}"


def _same(name: str, size: tuple[int, int], text: str) -> bool:
    """Compare with the kept picture, or keep this one where that is asked for."""
    file = GOLDENS / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_GOLDENS") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text + "\n", "utf-8")
    return file.is_file() and file.read_text("utf-8") == text + "\n"


def test_no_picture_is_left_over() -> None:
    wanted = {f"{name}-{w}x{h}.txt" for name in PLACES_SEEN for w, h in SIZES}
    assert {file.name for file in GOLDENS.iterdir()} == wanted
