"""``mbc-prep exam``: sit a mock exam or a drill, on the screen or line by line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from mbc_prep.cli.plain import EndOfInput, ask, ask_choice, say
from mbc_prep.errors import MbcError
from mbc_prep.exam.audit import Audit, read_audit
from mbc_prep.exam.codeform import read_code
from mbc_prep.exam.result import Result
from mbc_prep.exam.scoring import typed_codes
from mbc_prep.exam.sitting import Confidence, EndedBy
from mbc_prep.paths import Paths
from mbc_prep.plaintext import clean, reflow
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.exams import Drill
from mbc_prep.workspace.table import OpenSitting

_HELP = (
    "a number chooses an option, the same number clears it; x and a number strikes it out; "
    "n next, p previous, g and a number goes to an item; f flag, s sure, u unsure, o note; "
    "t time left, l list what is blank; e end and submit, q leave it open. In a typed-code case a "
    "number and a code fill a blank (2 e11.9 y, the last being the POA indicator); in an audit a "
    "number and accept, remove or replace CODE judge a suggestion, add CODE adds one, query asks"
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("--form", default="mock-150", help="mock-150 (the default) or official")
    parser.add_argument("--pair", default="", metavar="A|B", help="a fixed form, for --plain")
    parser.add_argument("--mode", choices=("strict", "practice"), default="strict")
    parser.add_argument("--drill", type=int, metavar="N", help="N items instead of a whole form")
    parser.add_argument("--domain", action="append", default=[], help="only this domain (drills)")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Sit an exam."""
    if not arguments.plain:
        from mbc_prep.cli.app import open_app

        return open_app(paths, "drill" if arguments.drill else "exam")
    with Workspace.open(paths) as workspace:
        opened = _open(workspace, arguments)
        try:
            _PlainSitting(workspace, opened).play()
        except EndOfInput:
            workspace.answers.leave(opened)
            say("Input ended; every answer is saved and the sitting is open.")
    return 0


def _open(workspace: Workspace, arguments: argparse.Namespace) -> OpenSitting:
    """Go on with the open sitting, or begin the one asked for."""
    waiting = workspace.home().open_sitting
    if waiting is not None:
        say(f"Going on with your open sitting: {waiting.title} ({waiting.mode}).")
        return workspace.exams.open(waiting.id)
    if arguments.drill:
        drill = Drill(tuple(arguments.domain), arguments.drill)
        return workspace.exams.start_drill(drill)
    return workspace.exams.start_mock(arguments.form, arguments.mode, name=arguments.pair)


class _PlainSitting:
    """Plays one sitting line by line."""

    def __init__(self, workspace: Workspace, opened: OpenSitting) -> None:
        self._workspace = workspace
        self._answers = workspace.answers
        self._opened = opened

    def play(self) -> None:
        """Ask until the sitting is left, submitted or out of time."""
        say(_HELP + ".")
        self._answers.visit(self._opened, self._opened.sitting.position)
        self._show()
        while not self._over():
            words = ask("Answer (? for help):").casefold().split()
            try:
                if self._over() or not self._do(words):
                    return
            except MbcError as error:
                say(str(error))

    def _over(self) -> bool:
        if self._answers.seconds_left(self._opened) == 0.0:
            say("The time is up.")
            self._submit("time")
            return True
        return False

    def _do(self, words: list[str]) -> bool:
        """Do one thing; False when the sitting is left or submitted."""
        name, number = (words[0] if words else "n"), _number(words)
        if name == "q":
            self._answers.leave(self._opened)
            say("Left open; every answer is saved.")
            return False
        if name == "e":
            return not self._end()
        if self._opened.item(self._opened.sitting.position).type in ("case_fill_in", "audit") and (
            name.isdecimal() or name in {"add", "query"}
        ):
            self._fill(words)
        elif name.isdecimal():
            self._choose(int(name))
        elif name == "x" and number:
            self._answers.strike(self._opened, self._option(number))
            self._show_options()
        elif name in {"n", "p", "g"}:
            self._go(name, number)
        else:
            self._mark(name)
        return True

    def _mark(self, name: str) -> None:
        confidences: dict[str, Confidence] = {"s": "sure", "u": "unsure"}
        if name == "f":
            self._answers.flag(self._opened)
            say("Flagged." if self._opened.entry.flagged else "Flag off.")
        elif name in confidences:
            self._answers.be_confident(self._opened, confidences[name])
            say(self._opened.entry.confidence or "No longer said.")
        elif name == "o":
            self._answers.note(self._opened, ask("Note:"))
        elif name == "t":
            left = self._answers.seconds_left(self._opened)
            say("No clock." if left is None else f"{int(left // 60)} minutes left.")
        elif name == "l":
            blank = [str(place + 1) for place in self._opened.sitting.blank_positions]
            say("Without a complete answer: " + (", ".join(blank) or "none") + ".")
        else:
            say(_HELP + ".")

    def _choose(self, number: int) -> None:
        self._answers.choose(self._opened, self._option(number))
        chosen = [self._opened.entry.option_order.index(o) + 1 for o in self._opened.entry.choice]
        say("Chosen: " + (", ".join(str(one) for one in sorted(chosen)) or "nothing") + ".")

    def _fill(self, words: list[str]) -> None:
        """Fill a blank of a case, or decide on a suggested code."""
        item = self._opened.item(self._opened.sitting.position)
        if item.type == "audit":
            self._answers.audit(self._opened, _decided(self._opened.entry.blanks, words))
        else:
            place = int(words[0]) - 1
            if not 0 <= place < len(item.blanks):
                raise MbcError(f"There are blanks 1 to {len(item.blanks)}.")
            code = read_code(" ".join(words[1:]), item.blanks[place].role)
            if code.fault:
                raise MbcError(code.fault)
            self._answers.fill(self._opened, place, code.text)
        self._show_options()

    def _option(self, number: int) -> int:
        order = self._opened.entry.option_order
        if not 1 <= number <= len(order):
            raise MbcError(f"There are options 1 to {len(order)}.")
        return order[number - 1]

    def _go(self, name: str, number: int) -> None:
        last = len(self._opened.sitting.entries) - 1
        here = self._opened.sitting.position
        target = {"n": here + 1, "p": here - 1}.get(name, number - 1)
        if not 0 <= target <= last:
            say("That was the last item; e ends the sitting." if target > last else "No such item.")
            return
        self._answers.visit(self._opened, target)
        self._show()

    def _show(self) -> None:
        sitting = self._opened.sitting
        item, record = self._opened.item(sitting.position), self._opened.record(sitting.position)
        say(f"\nItem {sitting.position + 1} of {len(sitting.entries)}")
        if record:
            say(reflow(record) + "\n")
        say(reflow(item.stem))
        if len(item.keys) > 1:
            say(f"Choose {len(item.keys)}.")
        self._show_options()

    def _show_options(self) -> None:
        entry = self._opened.entry
        item = self._opened.item(self._opened.sitting.position)
        for number, blank in enumerate(item.blanks, 1):
            typed = typed_codes(item, entry)[number - 1].replace("|", " POA ") or "blank"
            poa = " with POA indicator" if blank.poa is not None else ""
            say(f"{number}) {blank.role.replace('_', ' ')}{poa}: {typed}")
        for number, suggestion in enumerate(item.suggestions, 1):
            verdict = " ".join(read_audit(entry.blanks).verdicts.get(number - 1, ("open", "")))
            say(f"{number}) {suggestion.code}: {verdict.strip()}")
        for number, option in enumerate(entry.option_order, 1):
            signs = " (chosen)" if option in entry.choice else ""
            signs += " (struck out)" if option in entry.struck else ""
            say(f"{number}) {clean(item.options[option].text)}{signs}")

    def _end(self) -> bool:
        blank = len(self._opened.sitting.blank_positions)
        words = f"{blank} items have no complete answer and count as wrong. " if blank else ""
        if ask_choice(words + "End the sitting? (y/n)", ("y", "n")) == "n":
            return False
        self._submit("learner")
        return True

    def _submit(self, ended_by: EndedBy) -> None:
        result = self._workspace.exams.submit(self._opened, ended_by)
        say(_score_words(result))
        certification = self._workspace.catalog.certification(self._opened.sitting.certification)
        for row in result.domains:
            say(f"{certification.domain_name(row.id)}: {row.won:g} of {row.of}")


def _score_words(result: Result) -> str:
    words = f"{result.won:g} of {result.of} points, {100 * result.fraction:.1f} percent"
    if result.passed is None:
        return words + "."
    return words + (", at or above the pass mark." if result.passed else ", below the pass mark.")


def _decided(texts: Sequence[str], words: list[str]) -> Audit:
    """Read one decision of an audit; raises MbcError when it is none."""
    audit = read_audit(texts)
    if words[0] == "query":
        return audit.toggle_query()
    code = words[-1].upper()
    if words[0] == "add" and len(words) == 2:
        return audit.add(code)
    if len(words) == 2 and words[1] == "accept":
        return audit.decide(int(words[0]) - 1, "accept")
    if len(words) == 2 and words[1] == "remove":
        return audit.decide(int(words[0]) - 1, "remove")
    if len(words) == 3 and words[1] == "replace":
        return audit.decide(int(words[0]) - 1, "replace", code)
    raise MbcError("Say for example: 2 remove, 3 replace E11.22, add Z79.4, query.")


def _number(words: list[str]) -> int:
    return int(words[1]) if len(words) > 1 and words[1].isdecimal() else 0
