from __future__ import annotations

import random

import pytest

from mbc_prep.workspace import Workspace
from tests.tui.seat import seated
from tests.tui.visits import visit_all

pytestmark = pytest.mark.usefixtures("ready_books")

SMALL = [(40, 12), (10, 3), (1, 1), (120, 40), (20, 6), (80, 24)]


async def test_every_place_survives_every_size(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        async for name in visit_all(seat):
            for width, height in SMALL:
                await seat.pilot.resize_terminal(width, height)
                assert seat.app.is_running, (name, width, height)


@pytest.mark.parametrize("seed", range(2))
async def test_random_resizes_are_survived(workspace: Workspace, seed: int) -> None:
    rng = random.Random(seed)
    async with seated(workspace) as seat:
        await seat.press("m")
        await seat.press("s")
        for _ in range(20):
            await seat.pilot.resize_terminal(rng.randint(1, 130), rng.randint(1, 45))
            await seat.press(rng.choice(["n", "p", "b", "down", "pagedown"]))
        await seat.pilot.resize_terminal(80, 24)
        await seat.shows("of 12")


@pytest.mark.parametrize("size", [(20, 6), (59, 24), (80, 9)])
async def test_too_small_a_window_says_so_and_keeps_the_work(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with seated(workspace) as seat:
        await seat.press("m")
        await seat.press("s")
        await seat.shows("Item 1 of 12")
        await seat.pilot.resize_terminal(*size)
        await seat.shows("small")
        await seat.pilot.resize_terminal(80, 24)
        await seat.shows("Item 1 of 12")
