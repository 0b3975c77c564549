"""Opens the program headless, leaves at the first frame and prints what is imported by then."""

from __future__ import annotations

import sys
from pathlib import Path

import mbc_prep.tui.app as app_module
from mbc_prep.tui.app import MbcApp
from mbc_prep.workspace import Workspace
from tests.small_content import paths_of


class FirstFrame(MbcApp):
    """The program up to the moment at which it would start its warm-up."""

    CSS_PATH = str(Path(str(app_module.__file__)).with_name("app.tcss"))
    imported: frozenset[str] = frozenset()

    def _start_warm_up(self) -> None:
        self.imported = frozenset(name.partition(".")[0] for name in sys.modules)
        shown = "".join(strip.text for strip in self.screen._compositor.render_strips())
        assert "Test Coder" in shown, shown
        self.exit()


def main() -> None:
    """Run it on the content below the folder named on the command line."""
    with Workspace.open(paths_of(Path(sys.argv[1]))) as workspace:
        app = FirstFrame(workspace)
        app.run(headless=True)
    assert not app.failure, app.failure
    sys.stdout.write(" ".join(sorted(app.imported)) + "\n")


if __name__ == "__main__":
    main()
