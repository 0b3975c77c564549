"""``mbc-prep study``: study cards, on the screen or line by line."""

from __future__ import annotations

import argparse

from mbc_prep.cli.plain import EndOfInput, ask, ask_choice, say
from mbc_prep.exam.item import Item
from mbc_prep.paths import Paths
from mbc_prep.plaintext import card_back, card_front, clean, reflow
from mbc_prep.study.memory import Rating
from mbc_prep.study.session import StudySession
from mbc_prep.study.typing import grade_typed
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.study import Face, Interval

_HELP = "1 again, 2 hard, 3 good, 4 easy; u undo, b bury, s suspend, e source, q end"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("--deck", action="append", help="only this deck (may be repeated)")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Study."""
    if not arguments.plain:
        from mbc_prep.cli.app import open_app

        return open_app(paths, "study", arguments.deck)
    with Workspace.open(paths) as workspace:
        try:
            _study(workspace, workspace.study.start(arguments.deck))
        except EndOfInput:
            say("Input ended; everything up to here is saved.")
    return 0


def _study(workspace: Workspace, session: StudySession) -> None:
    while session.current is not None:
        face = workspace.study.face(session.current)
        remaining = session.remaining()
        say(f"\n{remaining.new} new, {remaining.learning} learning, {remaining.due} review")
        _show_front(face)
        if not _reveal(session, face):
            return
        _show_back(face)
        if not _rate(workspace, session, face):
            return
    summary = session.summary()
    say(f"\nDone for now: {summary.answers} answers, {summary.recalled} recalled.")


def _show_front(face: Face) -> None:
    if face.item is None:
        assert face.card is not None
        say(card_front(face.card, revealed=False))
        return
    if face.record:
        say(reflow(face.record) + "\n")
    say(reflow(face.item.stem))
    for number, place in enumerate(face.option_order, 1):
        say(f"{number}) {clean(face.item.options[place].text)}")


def _reveal(session: StudySession, face: Face) -> bool:
    if face.card is not None and face.card.kind == "typed":
        typed = ask("Your answer:")
        words = {"right": "Right.", "near": "Nearly: check the spelling.", "wrong": "Not that."}
        say(words[grade_typed(typed, face.card.answers).verdict])
    elif ask("Enter shows the answer, q ends:").casefold() == "q":
        return False
    session.reveal()
    return True


def _show_back(face: Face) -> None:
    if face.card is not None:
        say(card_back(face.card))
        return
    assert face.item is not None
    if not face.item.options:
        say(_answers_of(face.item))
        return
    for number, place in enumerate(face.option_order, 1):
        option = face.item.options[place]
        word = "KEY" if option.key else "not"
        say(f"{number}) {word}: {reflow(face.item.rationale if option.key else option.rationale)}")
    say("Authority: " + "; ".join(face.item.authority))


def _answers_of(item: Item) -> str:
    """What a case or an audit should have become."""
    lines = [f"{blank.role.replace('_', ' ')}: {' or '.join(blank.answers)}. "
             f"{reflow(blank.rationale)}" for blank in item.blanks]  # fmt: skip
    lines += [
        f"{one.code}: {one.verdict} {' '.join(one.replacement)}. {reflow(one.rationale)}"
        for one in item.suggestions
    ]
    lines += [f"to add: {one.code}. {reflow(one.rationale)}" for one in item.missing]
    lines += [f"query: {item.query}"] if item.query else []
    return "\n".join([*lines, reflow(item.rationale), "Authority: " + "; ".join(item.authority)])


def _rate(workspace: Workspace, session: StudySession, face: Face) -> bool:
    """Ask for a rating; False ends the session."""
    choices = ", ".join(_interval_words(one) for one in workspace.study.intervals(session))
    say(choices)
    while True:
        answer = ask_choice(
            "Rating (? for help):", ("1", "2", "3", "4", "u", "b", "s", "e", "q", "?")
        )
        if answer in "1234":
            workspace.study.rate(session, Rating(int(answer)), 0.0)
            return True
        if answer == "q":
            return False
        if answer == "u":
            if workspace.study.undo(session) is None:
                say("Nothing to undo.")
                continue
            return True
        if answer in "bs":
            act = workspace.study.bury if answer == "b" else workspace.study.suspend
            act(session)
            return True
        say(_HELP if answer == "?" else _source(face))


def _source(face: Face) -> str:
    if face.card is None:
        return "The authority stands above."
    rows = [("Example: ", face.card.example), ("Near miss: ", face.card.near_miss)]
    lines = [name + reflow(text) for name, text in rows if text]
    return "\n".join([*lines, "Authority: " + "; ".join(face.card.authority)])


def _interval_words(interval: Interval) -> str:
    when = "in this session" if interval.days is None else f"in {interval.days} days"
    return f"{int(interval.rating)} {interval.rating.name.lower()} {when}"
