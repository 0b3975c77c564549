"""A seat before the running app: press keys, wait until something is so, read the screen."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

from mbc_prep.tui.app import MbcApp
from mbc_prep.workspace import Workspace

PATIENCE = 8.0
"""Seconds of real time after which a condition counts as never true."""

ScreenType = TypeVar("ScreenType", bound="Screen[Any]")


@dataclass
class Seat:
    """One learner before one running app."""

    app: MbcApp
    pilot: Pilot[None]

    @property
    def workspace(self) -> Workspace:
        """The app's workspace."""
        return self.app.workspace

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        """Type a text."""
        await self.pilot.press(*[{" ": "space", "-": "minus"}.get(sign, sign) for sign in text])

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until the condition holds; fail when it never does."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"never so; the screen shows:\n{self.text()}"
            await self.pilot.pause(0.01)

    async def shows(self, *words: str) -> None:
        """Wait until the screen shows all these words."""
        await self.until(lambda: all(word in self.text() for word in words))

    async def at(self, screen: type[ScreenType]) -> ScreenType:
        """Wait until a screen of that type is in front; return it."""
        await self.until(lambda: isinstance(self.app.screen, screen) and self.app.screen.is_mounted)
        await self.pilot.pause()
        front = self.app.screen
        assert isinstance(front, screen)
        return front

    def text(self) -> str:
        """What the screen shows, as plain text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def toasts(self) -> str:
        """What notifications say."""
        return "\n".join(str(one.message) for one in self.app._notifications)


@asynccontextmanager
async def seated(
    workspace: Workspace, size: tuple[int, int] = (80, 24), start: str = ""
) -> AsyncIterator[Seat]:
    """Run the app and sit down once its first screen and its warm-up are done."""
    app = MbcApp(workspace, start)
    async with app.run_test(size=size, notifications=True) as pilot:
        app.animation_level = "none"
        seat = Seat(app, pilot)
        await seat.until(lambda: app.screen.is_mounted and len(app.screen_stack) > 1)
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield seat
    assert not app.failure, app.failure
