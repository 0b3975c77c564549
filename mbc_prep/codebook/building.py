"""Making indexes in a child process, so that the program stays usable meanwhile.

Owns the child and what is heard of it. Run as a module it is the child: it prints a share of 1 on
each line, and on failure one line that begins with "error: ".
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

from mbc_prep.codebook.entries import BookError
from mbc_prep.codebook.shelf import Shelf
from mbc_prep.paths import Paths, find_paths

_ERROR = "error: "


class Building:
    """A build under way. ``share`` runs from 0 to 1; leaving it alone does no harm."""

    def __init__(self, paths: Paths) -> None:
        """Start the child."""
        self.share = 0.0
        self._said = ""
        command = [sys.executable, "-m", __name__, str(paths.data), str(paths.cache)]
        try:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        except OSError as error:
            raise BookError(f"The code book cannot be made: {error.strerror}.") from error
        self._listener = Thread(target=self._listen, name="code book", daemon=True)
        self._listener.start()

    @property
    def done(self) -> bool:
        """Whether the child has ended, well or not."""
        return not self._listener.is_alive()

    @property
    def problem(self) -> str:
        """After the end: what went wrong, in one sentence; '' if nothing did."""
        if not self.done or self._child.returncode == 0:
            return ""
        return self._said or "Making the code book was interrupted; it starts again next time."

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end, at most so long; whether it has come."""
        self._listener.join(seconds)
        return self.done

    def stop(self) -> None:
        """End the child; what it has not finished leaves no trace that matters."""
        with suppress(OSError):
            self._child.kill()
        self.wait()

    def _listen(self) -> None:
        stream = self._child.stdout
        assert stream is not None
        with stream:
            for line in stream:
                if line.startswith(_ERROR):
                    self._said = line.removeprefix(_ERROR).strip()
                else:
                    with suppress(ValueError):
                        self.share = float(line)
        self._child.wait()


def start_building(paths: Paths) -> Building | None:
    """Start making what is missing; None if nothing is."""
    return Building(paths) if Shelf(paths).missing() else None


def main(words: list[str]) -> int:
    """Be the child."""
    paths = replace(find_paths(), data=Path(words[0]), cache=Path(words[1]))

    def say(line: str) -> None:
        # The program may have gone; the work is still worth finishing.
        with suppress(OSError):
            print(line, flush=True)  # noqa: T201 - the program listens here

    try:
        Shelf(paths).build(lambda share: say(f"{share:.3f}"))
    except BookError as error:
        say(f"{_ERROR}{error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
