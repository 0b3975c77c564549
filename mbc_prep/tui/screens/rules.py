"""The page before a mock exam: what it is, its clock, its rules. The clock starts on Begin."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mbc_prep.exam.certification import Certification, Form
from mbc_prep.exam.sitting import Mode
from mbc_prep.tui.place import Place
from mbc_prep.tui.text import rows_text

MODE_WORDS: dict[Mode, str] = {
    "strict": "the clock runs on when you leave, close the window or let the machine sleep. "
    "No pause; no key is shown before you submit.",
    "practice": "you may pause (logged), leaving stops the clock, v shows key and rationale. "
    "Such a score flatters; a strict one tells where you stand.",
}
_MOVING = "back and forth; flag, strike out, note. A blank counts as wrong, a guess costs nothing."
_CLOCK = "setting the system clock back gives no time. Warnings at 30 and 5 minutes; t hides it."
BOOK_NAMES = {
    "cpt_professional": "CPT Professional",
    "icd10cm": "ICD-10-CM",
    "icd10pcs": "ICD-10-PCS",
    "hcpcs2": "HCPCS Level II",
}


class RulesScreen(Place[tuple[str, Mode, str] | None]):
    """Shows the rules; dismisses with form, mode and named form to begin, or None."""

    PLACE = "rules"

    def __init__(self, certification: Certification, form_id: str = "mock-150") -> None:
        super().__init__()
        self._certification = certification
        self._form = certification.form(form_id)
        self._mode: Mode = "strict"
        self._pair = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page"):
            yield Static(id="rules", markup=False)

    def on_mount(self) -> None:
        """Write the page."""
        self._draw()

    def on_resize(self) -> None:
        """Wrap the page anew."""
        self._draw()

    def action_mode(self) -> None:
        """Change between strict and practice."""
        self._mode = "practice" if self._mode == "strict" else "strict"
        self._draw()

    def action_form(self) -> None:
        """Change to the certification's next form."""
        forms = self._certification.forms
        self._form = forms[(forms.index(self._form) + 1) % len(forms)]
        self._pair = ""
        self._draw()

    def action_pair(self) -> None:
        """Change between a form drawn for this learner and the named forms."""
        names = ["", *(named.name for named in self._form.named)]
        self._pair = names[(names.index(self._pair) + 1) % len(names)]
        self._draw()

    def action_start(self) -> None:
        """Begin."""
        self.dismiss((self._form.id, self._mode, self._pair))

    def action_back(self) -> None:
        """Back without beginning."""
        self.dismiss(None)

    def _draw(self) -> None:
        self.set_title(f"Before you begin · {self._certification.name}")
        self.query_one("#rules", Static).update(
            rules_text(
                self._certification,
                self._form,
                self._mode,
                self._pair,
                min(self.size.width - 6, 96),
            )
        )


def rules_text(
    certification: Certification, form: Form, mode: Mode, name: str, width: int
) -> Content:
    """All rules of a form and mode on one page of ``width`` columns."""
    books = ", ".join(BOOK_NAMES.get(book, book) for book in form.open_book)
    each = form.minutes * 60 / form.items
    rows = [
        ("Form", f"{certification.id.upper()} {form.id} (f changes it). {form_words(form)}"),
        ("Items", items_words(form, name)),
        ("Mode", f"{mode} (m changes it): {MODE_WORDS[mode]}"),
        (
            "Time",
            f"{form.minutes} minutes for {form.items} items, about {each:.0f} s each. "
            "At zero the sitting is submitted as it stands.",
        ),
        ("Passing", pass_words(form)),
        ("Books", f"open: {books}."),
        ("Moving", _MOVING),
        ("Clock", _CLOCK),
        ("Saved", "every key press, before you see it; after a crash, r at home."),
    ]
    begin = Content.styled("Press s to begin: the clock starts.", "bold $success")
    return Content("\n").join([rows_text(rows, width), Content(), begin])


def form_words(form: Form) -> str:
    """What a form is, and how well that is known."""
    if form.id == "official":
        return f"Today's format: {form.items} items. Known from: {form.basis}."
    return f"The long form, {form.items} items; domains as today's exam weighs them ({form.basis})."


def items_words(form: Form, name: str) -> str:
    """What the items are, and how they are chosen."""
    words = []
    if form.cases is not None:
        choice = sum(row.count for row in form.domains if row.type == "choice")
        cases, each = form.cases.count, form.cases.blanks_each
        words.append(f"{choice} choice items and {cases} records with {each} codes to type each.")
    if "scenario" in form.item_types:
        words.append("Scenarios: one record, three items.")
    if form.pretest:
        words.append(f"{form.pretest} unmarked items do not count.")
    if name:
        words.append(f"Form {name}, always the same; A and B share no item (p).")
    elif form.named:
        words.append("Drawn for you, least seen first (p: fixed forms A, B).")
    else:
        words.append("Drawn for you, least seen first.")
    return " ".join(words)


def pass_words(form: Form) -> str:
    """What passes, in one sentence."""
    rule = form.passing
    if rule.rule == "percent":
        needed = f" ({rule.min_correct} of {form.items})" if rule.min_correct else ""
        return f"{rule.percent} % overall{needed}; no section has a mark of its own."
    return (
        f"{rule.cut} on a scale of {rule.scale[0]} to {rule.scale[1]}; no raw cut is published, "
        f"so {rule.practice_proxy_percent} % of {form.scored_items} scored items stands in for it."
    )
