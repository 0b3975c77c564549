"""A card or an item on a study screen as text. Knows nothing of sessions or storage."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from mbc_prep.exam.sitting import Entry
from mbc_prep.plaintext import CLOZE
from mbc_prep.study.card import Card
from mbc_prep.study.typing import TypedAnswer
from mbc_prep.tui.text import document, duration, plain, prose
from mbc_prep.tui.widgets.feedback import authority_text, feedback_text
from mbc_prep.workspace.study import Face


def front_text(face: Face, revealed: bool) -> Content:
    """What stands on the front; the options of an item stand below it, one a line."""
    if face.item is not None:
        lines = [document(face.record), Content()] if face.record else []
        return Content("\n").join([*lines, prose(face.item.stem)])
    assert face.card is not None
    if face.card.kind == "cloze":
        return _cloze(face.card.front, revealed)
    return plain(face.card.front.strip())


def blank_entry(face: Face) -> Entry | None:
    """A line of an answer sheet to practise an item on, None for a card."""
    if face.item is None:
        return None
    order = face.option_order or tuple(range(len(face.item.options)))
    wanted = max(1, len(face.item.keys))
    return Entry(face.item.id, face.item.revision, "", option_order=order, wanted=wanted)


def _cloze(front: str, revealed: bool) -> Content:
    parts: list[Content] = []
    end = 0
    for match in CLOZE.finditer(front):
        parts.append(plain(front[end : match.start()]))
        hidden = match.group(1) if revealed else "[ … ]"
        parts.append(plain(hidden, "bold $accent"))
        end = match.end()
    parts.append(plain(front[end:].strip("\n")))
    return Content("").join(parts)


def back_text(face: Face, entry: Entry | None, typed: TypedAnswer | None) -> Content:
    """The answer: of an item its key and rationales, of a typed card the verdict first."""
    rule = Content.styled("─" * 40, "dim")
    if face.item is not None:
        entry = entry or blank_entry(face)
        assert entry is not None
        return Content("\n").join([rule, feedback_text(face.item, entry)])
    assert face.card is not None
    lines = [rule]
    if face.card.kind == "typed":
        lines.append(_typed_line(face.card, typed))
    if face.card.back:
        lines.append(prose(face.card.back))
    return Content("\n").join(lines)


def _typed_line(card: Card, typed: TypedAnswer | None) -> Content:
    answer = Content.styled("Answer: ", "bold") + plain(card.answers[0], "bold $accent")
    if typed is None:
        return answer
    signs = {"right": ("✓ right", "$success"), "near": ("≈ nearly: check the spelling", "$warning"),
             "wrong": ("✗ not that", "$error")}  # fmt: skip
    word, colour = signs[typed.verdict]
    return (
        plain(f"You typed: {typed.text}   ") + Content.styled(word, f"bold {colour}")
        + Content("\n") + answer
    )  # fmt: skip


def extra_text(face: Face) -> Content:
    """Example, near miss, authority, code year and the learner's own note."""
    if face.card is None:
        return Content("\nThe authority stands under the rationale.")
    rows = [("Example", face.card.example), ("Near miss", face.card.near_miss)]
    lines = [Content()]
    for name, text in rows:
        if text:
            lines.append(Content.styled(f"{name}  ", "bold $accent") + plain(text.strip()))
    lines.append(authority_text(face.card.authority, face.card.code_year))
    if face.mark.note:
        lines.append(Content.styled("Your note  ", "bold $accent") + plain(face.mark.note))
    return Content("\n").join(lines)


def memory_words(face: Face, now: datetime) -> str:
    """Where a card stands: reviews, lapses, stability and when it is due."""
    memory = face.memory
    if memory is None:
        return "never studied"
    wait = (memory.due - now).total_seconds()
    due = "due now" if wait <= 0 else f"due in {_span(wait)}"
    words = (
        f"{memory.reps} reviews, {memory.lapses} lapses, stability {memory.stability:.1f} d, {due}"
    )
    return words + (", leech" if face.mark.leech else "")


def _span(seconds: float) -> str:
    return duration(seconds) if seconds < 86400 else f"{seconds / 86400:.0f} days"
