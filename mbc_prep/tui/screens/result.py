"""The result of a sitting: score against the pass mark, domains, pace, changes, certainty."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mbc_prep.exam.certification import Certification
from mbc_prep.exam.lookups import BookTime
from mbc_prep.exam.result import DomainScore, Result, scaled_estimate
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.item_review import ItemReviewScreen, ReviewFilter
from mbc_prep.tui.text import duration, plain
from mbc_prep.workspace.table import OpenSitting

AfterResult = Literal["back", "drill-missed"]
_BAR = 14


class ResultScreen(Place[AfterResult]):
    """Shows a submitted sitting; dismisses with what to do next."""

    PLACE = "result"

    def __init__(self, opened: OpenSitting, result: Result, book: BookTime) -> None:
        super().__init__()
        self._opened = opened
        self._result = result
        self._book = book

    def compose_body(self) -> ComposeResult:
        """Lay out the report."""
        with VerticalScroll(id="page"):
            yield Static(id="report", markup=False)

    def on_mount(self) -> None:
        """Write the report."""
        sitting = self._opened.sitting
        self.set_title(f"Result · {sitting.title} · {sitting.mode}")
        self._draw()

    def on_resize(self) -> None:
        """Use the room there is."""
        self._draw()

    def _draw(self) -> None:
        certification = self.program.workspace.catalog.certification(
            self._opened.sitting.certification
        )
        width = max(54, min(self.size.width - 6, 104))
        self.query_one("#report", Static).update(
            result_text(self._opened, self._result, self._book, certification, width)
        )

    def action_items(self) -> None:
        """Review all items."""
        self._review("all")

    def action_wrong(self) -> None:
        """Review the missed ones."""
        self._review("missed")

    def action_sure(self) -> None:
        """Review the sure and wrong ones."""
        if self._result.sure_and_wrong:
            self._review("sure and wrong")
        else:
            self.notify("Nothing here: you missed no item that you were sure of.", timeout=4)

    def action_drill_missed(self) -> None:
        """Drill the missed items of all sittings."""
        self.dismiss("drill-missed")

    def action_back(self) -> None:
        """Back home."""
        self.dismiss("back")

    def _review(self, only: ReviewFilter) -> None:
        screen = ItemReviewScreen(self._opened, self._result, only)
        if screen.positions:
            self.app.push_screen(screen)
        else:
            self.notify("Nothing was missed.", timeout=4)


def result_text(
    opened: OpenSitting,
    result: Result,
    book: BookTime,
    certification: Certification,
    width: int,
) -> Content:
    """The whole report on a page of ``width`` columns."""
    lines = [*_score_lines(result, width), Content()]
    lines += [*_domain_lines(result, certification, width), Content()]
    lines += _pace_lines(opened, result)
    lines += _book_lines(book)
    lines += _change_lines(result)
    lines += _certainty_lines(result)
    ended = "the clock" if opened.sitting.ended_by == "time" else "you"
    lines += [Content(), plain(f"Ended by {ended}. Missed and guessed items are due in study now.")]
    return Content("\n").join(lines)


def _score_lines(result: Result, width: int) -> list[Content]:
    share = f"{100 * result.fraction:.1f} %"
    score = f"{result.won:g} of {result.of} points, {share}"
    if result.passed is None:
        return [Content.styled(score, "bold")]
    word = Content.styled("✓ at or above the pass mark", "bold $success")
    if not result.passed:
        word = Content.styled("✗ below the pass mark", "bold $error")
    assert result.passing is not None
    lines = [Content.styled(score + "   ", "bold") + word]
    lines.append(_mark_line(result, width - 32))
    if result.passing.rule == "scaled":
        low, middle, high = scaled_estimate(result)
        lines.append(
            plain(f"About {middle} on the scale, between {low} and {high}: an estimate, because")
        )
        lines.append(plain("no raw cut is published; 70 % of the scored items stands in for it."))
    return lines


def _mark_line(result: Result, width: int) -> Content:
    filled = round(width * result.fraction)
    mark = round(width * (result.needed or 0) / result.of) if result.of else 0
    cells = ["█" if place < filled else "░" for place in range(width)]
    cells.insert(mark, "┃")
    return plain("".join(cells) + f"  pass mark {result.needed} ({result.of} scored)")


def _domain_lines(result: Result, certification: Certification, width: int) -> list[Content]:
    lines = [Content.styled("By domain", "bold $accent")]
    lines += [_domain_line(row, certification, width - 44) for row in result.domains]
    return lines


def _domain_line(row: DomainScore, certification: Certification, room: int) -> Content:
    name = certification.domain_name(row.id)
    name = name if len(name) <= room else name[: room - 1] + "…"
    filled = round(_BAR * row.fraction)
    bar = "█" * filled + "░" * (_BAR - filled)
    pace = row.seconds / row.of if row.of else 0.0
    return plain(f"{name:<{room}} {bar} {row.won:>4g} of {row.of:<3} {100 * row.fraction:3.0f} %"
                 f" {pace:4.0f} s")  # fmt: skip


def _pace_lines(opened: OpenSitting, result: Result) -> list[Content]:
    pace = result.pace
    budget = f" of {pace.budget:.0f} s budgeted" if pace.budget else ""
    used = duration(opened.sitting.clock.elapsed)
    lines = [
        Content.styled("Pace", "bold $accent")
        + plain(f"  {pace.mean:.0f} s an item{budget}, {used} in all")
    ]
    if pace.slowest:
        slow = ", ".join(
            f"item {p + 1} {duration(opened.sitting.entries[p].seconds)}" for p in pace.slowest
        )
        lines.append(plain(f"      slowest: {slow}"))
    return lines


def _book_lines(book: BookTime) -> list[Content]:
    head = Content.styled("Look-ups", "bold $accent")
    if not book.count:
        return [head + plain("  none in the program's code book (F4)")]
    share = f"  {100 * book.share:.0f} % of your time"
    words = f"{share}, {book.each:.0f} s per look-up, {book.count} in all"
    slow = ", ".join(f"item {one.position + 1} {duration(one.seconds)}" for one in book.slowest)
    return [head + plain(words), plain(f"      slowest: {slow}")] if slow else [head + plain(words)]


def _change_lines(result: Result) -> list[Content]:
    to_wrong = result.count_changes(True, False)
    to_right = result.count_changes(False, True)
    neither = result.count_changes(False, False)
    text = f"  right→wrong {to_wrong}, wrong→right {to_right}, wrong→wrong {neither}"
    return [Content.styled("Changed answers", "bold $accent") + plain(text)]


def _certainty_lines(result: Result) -> list[Content]:
    text = (
        f"  sure and wrong {len(result.sure_and_wrong)} (s), "
        f"unsure and right {len(result.unsure_and_right)}, left blank {len(result.blank)}"
    )
    return [Content.styled("Certainty", "bold $accent") + plain(text)]
