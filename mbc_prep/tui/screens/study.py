"""A study session on the screen: front, back, four ratings, and undo without limit."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, OptionList, Static

from mbc_prep.exam.answering import choose
from mbc_prep.exam.sitting import Entry
from mbc_prep.study.memory import Rating
from mbc_prep.study.session import StudySession
from mbc_prep.study.typing import TypedAnswer, grade_typed
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.dialogs import Ask
from mbc_prep.tui.text import duration, plain
from mbc_prep.tui.widgets.answer_bar import AnswerBar
from mbc_prep.tui.widgets.choices import LETTERS, Choices, choice_line
from mbc_prep.tui.widgets.face import back_text, blank_entry, extra_text, front_text
from mbc_prep.tui.widgets.text_line import TextLine
from mbc_prep.workspace.study import Face, Interval, Studying

Ended = Literal["ended"]

SHOW = "Show answer (Space)"


class StudyScreen(Place[Ended]):
    """Plays a study session; everything is stored before the next card is shown."""

    PLACE = "study"
    AUTO_FOCUS = ""

    def __init__(self, session: StudySession, title: str) -> None:
        super().__init__()
        self._session = session
        self._title = title
        self._face: Face | None = None
        self._extra = False
        self._entry: Entry | None = None
        self._typed: TypedAnswer | None = None
        self._shown_at = 0.0
        self._thought = 0.0
        self._short = False

    def compose_body(self) -> ComposeResult:
        """Lay out progress, card, answer line and ratings."""
        yield Static(id="progress", markup=False)
        with VerticalScroll(id="card", can_focus=False):
            yield Static(id="face", markup=False)
            yield Choices(id="options", markup=False)
        yield TextLine(id="typed", placeholder="Type the answer, then Enter")
        yield AnswerBar(id="bar", markup=False)

    def on_mount(self) -> None:
        """Show the first card."""
        self.set_title(f"Study · {self._title}")
        self._show_card()

    # -- drawing ---------------------------------------------------------------------------

    def _show_card(self) -> None:
        self._extra, self._entry, self._typed, self._thought = False, None, None, 0.0
        self._shown_at = self._seconds()
        if self._session.current is None:
            self._face = None
            self._show_end()
            return
        self._face = self.program.workspace.study.face(self._session.current)
        self._entry = blank_entry(self._face)
        self._draw()
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)

    def _draw(self) -> None:
        face = self._face
        if face is None:
            return
        revealed = self._session.revealed
        if not revealed:
            self._draw_progress()
        self._draw_options(face, revealed)
        self._draw_controls(face, revealed)
        parts = [front_text(face, revealed)]
        if revealed:
            parts += [Content(), back_text(face, self._entry, self._typed)]
            if self._extra:
                parts.append(extra_text(face))
        self._write(Content("\n").join(parts))

    def _write(self, text: Content) -> None:
        """Write the card; the screen is laid out anew only if the card's size changes.

        A layout costs more than all the rest of a key press. The text has at least the pane's
        height, so a short card written over a short card needs none.
        """
        pane, sheet = self.query_one("#card", VerticalScroll), self.query_one("#face", Static)
        alone = not self.query_one("#options", Choices).display
        room = pane.scrollable_content_region.height
        width = sheet.size.width
        short = alone and width > 0 and text.get_height({}, width) <= room
        sheet.set_class(alone, "alone")
        sheet.update(text, layout=not (short and self._short))
        self._short = short

    def _draw_options(self, face: Face, revealed: bool) -> None:
        options = self.query_one("#options", Choices)
        options.display = face.item is not None and not revealed
        if options.option_count:
            options.clear_options()
        if face.item is not None and self._entry is not None and not revealed:
            options.add_options(
                choice_line(
                    place, face.item.options[option], option, self._entry, face.item.type, False
                )
                for place, option in enumerate(self._entry.option_order)
            )
            options.highlighted = None

    def _draw_controls(self, face: Face, revealed: bool) -> None:
        typed = self.query_one("#typed", Input)
        wants_text = not revealed and face.card is not None and face.card.kind == "typed"
        bar = self.query_one("#bar", AnswerBar)
        if typed.display != wants_text:
            self._short = False
            typed.display, bar.display = wants_text, not wants_text
        if wants_text:
            typed.value = ""
            typed.focus()
            return
        if self.focused is not None:
            self.set_focus(None)
        now = self.program.workspace.clock.now()
        intervals = self._study.intervals(self._session) if revealed else []
        bar.offer([_rating_label(interval, now) for interval in intervals] or [SHOW])

    def _draw_progress(self) -> None:
        remaining = self._session.remaining()
        done = len(self._session.steps)
        line = (
            Content.styled(f"{remaining.new} new", "bold $primary")
            + Content("  ")
            + Content.styled(f"{remaining.learning} learning", "bold $warning")
            + Content("  ")
            + Content.styled(f"{remaining.due} review", "bold $success")
            + Content(f"    {done} done  {_bar(done, done + remaining.total)}")
        )
        face = self._face
        if face is not None and face.mark.doubtful:
            line += Content.styled("   ? doubtful", "bold $warning")
        self.query_one("#progress", Static).update(line)

    def _show_end(self) -> None:
        self.query_one("#progress", Static).update(Content.styled("Session over", "bold $success"))
        for selector in ("#typed", "#bar", "#options"):
            self.query_one(selector).display = False
        self._short = False
        self._write(Content.styled("Done for now.\n", "bold") + self._summary())

    def _summary(self) -> Content:
        summary = self._session.summary()
        lines = [""]
        if summary.answers:
            share = 100 * summary.recalled / summary.answers
            again, hard, good, easy = summary.by_rating
            lines += [
                f"{summary.answers} answers on {summary.cards} cards, {summary.new} of them new",
                f"{share:.0f} % recalled   (again {again}, hard {hard}, good {good}, easy {easy})",
                f"{duration(summary.seconds)} of thinking, "
                f"{summary.seconds / summary.answers:.0f} s an answer",
            ]
        else:
            lines.append("No card is due here now.")
        if self._study.review_limit_reached():
            limit = self.program.workspace.config.reviews_per_day
            lines.append(f"Today's limit of {limit} reviews is reached (reviews_per_day).")
        waiting = self._session.next_step_due()
        if waiting is not None:
            minutes = (waiting - self.program.workspace.clock.now()).total_seconds()
            lines.append(f"The next card in steps is due in {duration(max(0.0, minutes))}.")
        lines += ["", "u takes the last step back; Esc goes home."]
        return plain("\n".join(lines))

    # -- acts ------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """Let letters choose an option of an item before its answer is shown."""
        face = self._face
        if face is None or face.item is None or self._session.revealed:
            return
        place = LETTERS.find((event.character or " ").upper())
        if 0 <= place < len(face.item.options):
            self._choose(place)
            event.stop()
            event.prevent_default()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose an option of an item by mouse."""
        event.stop()
        self._choose(event.option_index)

    def _choose(self, place: int) -> None:
        face, entry = self._face, self._entry
        if face is not None and face.item is not None and entry is not None:
            self._entry = choose(entry, entry.option_order[place], face.item.type)
            self._draw_options(face, self._session.revealed)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Grade a typed answer and show the back."""
        event.stop()
        if self._face is not None and self._face.card is not None and event.value.strip():
            self._typed = grade_typed(event.value, self._face.card.answers)
        self.action_reveal()

    def on_answer_bar_pressed(self, event: AnswerBar.Pressed) -> None:
        """Show or rate by mouse."""
        event.stop()
        if self._session.revealed:
            self._rate(Rating(event.place + 1))
        else:
            self.action_reveal()

    def action_reveal(self) -> None:
        """Turn the card over; on a card already turned, Space means Good."""
        if self._session.revealed:
            self._rate(Rating.GOOD)
            return
        if self._session.current is not None:
            self._thought = self._seconds() - self._shown_at
            self._session.reveal()
            self._draw()

    def action_again(self) -> None:
        """Rate Again."""
        self._rate(Rating.AGAIN)

    def action_hard(self) -> None:
        """Rate Hard."""
        self._rate(Rating.HARD)

    def action_good(self) -> None:
        """Rate Good."""
        self._rate(Rating.GOOD)

    def action_easy(self) -> None:
        """Rate Easy."""
        self._rate(Rating.EASY)

    def action_extra(self) -> None:
        """Show authority, example and near miss, after the answer."""
        if self._session.revealed:
            self._extra = not self._extra
            self._draw()
            if self._extra:
                self.query_one("#card", VerticalScroll).scroll_end(animate=False)

    def action_undo(self) -> None:
        """Take the last step back."""
        if self._session.last_step() is None:
            self.notify("Nothing to undo in this session.", timeout=2)
        elif self.attempt(lambda: self._study.undo(self._session)):
            self._show_card()

    def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        if self._session.current and self.attempt(lambda: self._study.bury(self._session)):
            self._show_card()
            self.notify("Buried until tomorrow.", timeout=2)

    def action_suspend(self) -> None:
        """Take the card out of study."""
        if self._session.current and self.attempt(lambda: self._study.suspend(self._session)):
            self._show_card()
            self.notify("Suspended. Put it back from the deck list.", timeout=3)

    def action_doubt(self) -> None:
        """Flag the card as doubtful with a note, or take the flag off."""
        face = self._face
        if face is None:
            return
        if face.mark.doubtful:
            self._keep_doubt(face.id, "", False)
            return
        ask = Ask("Doubtful card", "What seems wrong? The note stays on this machine.")
        self.app.push_screen(
            ask, lambda text: self._keep_doubt(face.id, text, True) if text is not None else None
        )

    def _keep_doubt(self, card_id: str, note: str, doubtful: bool) -> None:
        if self.attempt(lambda: self._study.doubt(card_id, note, doubtful)):
            self._face = self._study.face(card_id)
            self._draw_progress()

    def action_back(self) -> None:
        """End the session; everything is stored already."""
        self.dismiss("ended")

    # -- inside ----------------------------------------------------------------------------

    def _seconds(self) -> float:
        return self.program.workspace.clock.reading().boot

    @property
    def _study(self) -> Studying:
        return self.program.workspace.study

    def _rate(self, rating: Rating) -> None:
        if not self._session.revealed or self._session.current is None:
            return
        if self.attempt(lambda: self._study.rate(self._session, rating, self._thought)):
            step = self._session.last_step()
            if step is not None and step.mark_before is not None:
                self.notify("A leech: it failed so often that it is set aside (suspended). "
                            "Look at its deck to reword your memory aid.", timeout=6)  # fmt: skip
            self._show_card()


def _rating_label(interval: Interval, now: object) -> str:
    name = f"{int(interval.rating)} {interval.rating.name.title()}"
    if interval.days is not None:
        return f"{name}  {_days(interval.days)}"
    seconds = (interval.due - now).total_seconds()  # type: ignore[operator]
    return f"{name}  {duration(max(0.0, seconds))}"


def _days(days: int) -> str:
    if days < 31:
        return f"{days} d"
    return f"{days / 30.4:.1f} mo" if days < 365 else f"{days / 365.25:.1f} y"


def _bar(done: int, total: int, width: int = 20) -> str:
    filled = round(width * done / total) if total else width
    return "█" * filled + "░" * (width - filled)
