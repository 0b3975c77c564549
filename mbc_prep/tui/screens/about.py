"""What this program is, its version, its sources and the notice of no affiliation."""

from __future__ import annotations

from importlib.metadata import version
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

NOTICE = """\
mbc-prep is not affiliated with, endorsed by or sponsored by AAPC, AHIMA, the AMA, CMS or CDC. \
CPC, COC and CIC are certifications of AAPC, CCS of AHIMA; the names say only which exam is meant.

CPT is a registered trademark of the American Medical Association. No CPT text is included: items \
use bare code numbers in scenarios of our own. ICD-10-CM is published by CDC/NCHS, ICD-10-PCS and \
HCPCS Level II by CMS; code titles are theirs, guidelines are told in our words with their section.

Items follow the books of 2026 (CPT and HCPCS 2026, ICD-10-CM and ICD-10-PCS fiscal year 2026). \
They are practice material, not coding advice: code from the current books and the record. \
Exam facts are given as "about"; check them with AAPC or AHIMA before you book.

Free software under the MIT licence. Your progress stays on this machine, in one SQLite file."""


class AboutScreen(ModalScreen[None]):
    """The About box."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss(None)", "Close")]

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with VerticalScroll(classes="dialog wide") as box:
            box.border_title = Content(f"mbc-prep {version('mbc-prep')}")
            box.border_subtitle = Content("Esc closes")
            yield Static(Content(NOTICE))
