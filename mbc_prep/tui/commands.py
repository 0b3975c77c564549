"""Every command of the program, once: its name, keys, words and place.

This table feeds the key bindings, the footer, the help (``?``), the palette and the key list
of the README. A command ``study.flag`` runs the method ``action_flag`` of the place ``study``;
places are screens, ``app`` holds the commands that work everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.binding import Binding

EVERYWHERE = "app"


# A named tuple, not a dataclass: there are many of them, and the first screen waits for all.
class Command(NamedTuple):
    """One thing the learner can do in one place.

    ``keys`` are Textual key names with commas. ``footer`` commands stand in the bottom line.
    """

    id: str
    keys: str
    title: str
    footer: bool = False
    short: str = ""

    @property
    def place(self) -> str:
        """The screen it belongs to, or ``app``."""
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """Name of the action method, without ``action_``."""
        return self.id.partition(".")[2].replace("-", "_")


def _commands(place: str, *rows: tuple[str, str, str, str]) -> list[Command]:
    """Rows of (name, keys, title, word in the footer or nothing)."""
    return [
        Command(f"{place}.{name}", keys, title, bool(short), short)
        for name, keys, title, short in rows
    ]


COMMANDS: tuple[Command, ...] = tuple(
    _commands(
        EVERYWHERE,
        ("help", "question_mark,f1", "Help: what can be done here", "Help"),
        ("palette", "ctrl+p", "Palette: find any command by name", ""),
        ("theme", "f2", "Change the theme", ""),
        ("about", "f3", "About this program", ""),
        ("codebook", "f4", "Code book: look a code up, from anywhere", ""),
        ("safe-interrupt", "ctrl+c", "Copy the selected text; never loses work", ""),
        ("quit", "ctrl+q", "Quit (asks first during a timed sitting)", ""),
    )
    + _commands(
        "home",
        ("study", "s", "Study all due cards", "Study"),
        ("exam", "m", "Sit a mock exam", "Mock exam"),
        ("drill", "d", "Drill: choose domains, number, unseen or missed", "Drill"),
        ("decks", "k", "Decks: choose what to study", "Decks"),
        ("history", "h", "History: sittings, reviews, forecast", "History"),
        ("book", "b", "Code book: search and read", ""),
        ("look-up", "u", "Look-up drill: find codes against the clock", ""),
        ("ready", "y", "Am I ready? Chance of passing, book or wait, plan", ""),
        ("resume", "r", "Go on with the open sitting", ""),
        ("last-result", "l", "Review the last submitted sitting", ""),
        ("certification", "c", "Choose the certification", ""),
        ("exam-date", "x", "Set or change the exam date", ""),
        ("leave", "q", "Quit", "Quit"),
    )
    + _commands(
        "decks",
        ("study", "enter", "Study the chosen deck", "Study"),
        ("study-all", "a", "Study all due cards", "All due"),
        ("unsuspend", "u", "Put the suspended cards of this deck back", "Unsuspend"),
        ("browse", "b", "Browse the cards of this deck", "Browse"),
        ("back", "escape,q", "Back", "Back"),
    )
    + _commands(
        "browse",
        ("search", "slash", "Search in the cards", "Search"),
        ("suspend", "minus", "Suspend the card or put it back", "Suspend"),
        ("doubt", "f", "Flag the card as doubtful, with a note", "Doubt"),
        ("back", "escape,q", "Back", "Back"),
    )
    + _commands(
        "study",
        ("reveal", "space,enter", "Show the answer", "Show"),
        ("again", "1", "Again: not recalled", ""),
        ("hard", "2", "Hard: recalled with effort", ""),
        ("good", "3", "Good: recalled", ""),
        ("easy", "4", "Easy: at once", ""),
        ("extra", "e", "Authority, example and near miss", "Source"),
        ("undo", "u,ctrl+z", "Undo the last step, as often as you like", "Undo"),
        ("bury", "b", "Bury: not before tomorrow", "Bury"),
        ("suspend", "minus", "Suspend: out of study until put back", ""),
        ("doubt", "f", "Flag the card as doubtful, with a note", "Doubt"),
        ("back", "escape,q", "End the session", "End"),
    )
    + _commands(
        "rules",
        ("start", "s", "Begin: the clock starts", "Begin"),
        ("mode", "m", "Strict or practice", "Mode"),
        ("form", "f", "Change the form", "Form"),
        ("pair", "p", "Drawn for you, or the fixed form A or B", "A or B"),
        ("back", "escape,q", "Back", "Back"),
    )
    + _commands(
        "drill",
        ("start", "s", "Begin the drill", "Begin"),
        ("only", "o", "All, only unseen, missed or flagged items", "Only"),
        ("count", "n", "Number of items", "Number"),
        ("timed", "t", "With or without the clock", "Clock"),
        ("domain", "space,enter", "Choose or leave out the domain", "Domain"),
        ("back", "escape,q", "Back", "Back"),
    )
    + _commands(
        "exam",
        ("next", "n,right", "Next item", "Next"),
        ("previous", "p,left", "Previous item", "Previous"),
        ("choose-a", "a,A", "Choose A, or clear it", ""),
        ("choose-b", "b,B", "Choose B, or clear it", ""),
        ("choose-c", "c,C", "Choose C, or clear it", ""),
        ("choose-d", "d,D", "Choose D, or clear it", ""),
        *(
            (f"choose-{one.lower()}", one, f"Choose {one} (capital letter), or clear it", "")
            for one in "EFGHIJKLMNO"
        ),
        ("up", "up,k", "Option above", ""),
        ("down", "down,j", "Option below", ""),
        ("choose", "enter,space", "Choose the option, or clear it", ""),
        ("strike", "x", "Strike the option out, or take the strike off", ""),
        ("strike-a", "1", "Strike A out, or take the strike off", ""),
        ("strike-b", "2", "Strike B out, or take the strike off", ""),
        ("strike-c", "3", "Strike C out, or take the strike off", ""),
        ("strike-d", "4", "Strike D out, or take the strike off", ""),
        ("flag", "f", "Flag for review", "Flag"),
        ("note", "o", "Write a note on this item", ""),
        ("sure", "s", "I am sure", ""),
        ("unsure", "u", "I am unsure", ""),
        ("navigator", "g", "Navigator: all items with their state", "Items"),
        ("review", "r", "Review screen: blanks and flags, and end the sitting", "Review"),
        ("scroll-down", "pagedown", "Scroll the document down", ""),
        ("scroll-up", "pageup", "Scroll the document up", ""),
        ("section", "tab", "Next section of the record", ""),
        ("clock", "t", "Hide or show the clock", ""),
        ("feedback", "v", "Show key and rationale (practice)", ""),
        ("pause", "z", "Pause the clock (practice)", ""),
        ("leave", "escape,q", "Leave; the sitting stays open", "Leave"),
    )
    + _commands(
        "review-list",
        ("go", "enter", "Go to the item", "Go"),
        ("filter", "f", "All, incomplete, flagged", "Filter"),
        ("end", "e", "End the sitting", "End"),
        ("back", "escape,q,r", "Back to the item", "Back"),
    )
    + _commands(
        "result",
        ("items", "enter,i", "Review item by item", "Items"),
        ("wrong", "w", "Review what was missed", "Missed"),
        ("sure", "s", "Review what you were sure of and missed", "Sure+wrong"),
        ("drill-missed", "d", "Drill the missed items again", "Redo missed"),
        ("back", "escape,q", "Back", "Back"),
    )
    + _commands(
        "item-review",
        ("next", "n,right", "Next item", "Next"),
        ("previous", "p,left", "Previous item", "Previous"),
        ("knowledge", "1", "Missed: did not know it", ""),
        ("misread", "2", "Missed: misread the record or the question", ""),
        ("lookup", "3", "Missed: did not find it in the book", ""),
        ("rule", "4", "Missed: knew the code, not the rule", ""),
        ("time", "5", "Missed: no time", ""),
        ("guess", "6", "It was a guess", ""),
        ("filter", "f", "All, missed, sure and wrong, flagged", "Filter"),
        ("navigator", "g", "All items of the sitting", "Items"),
        ("scroll-down", "pagedown,j", "Scroll down", ""),
        ("scroll-up", "pageup,k", "Scroll up", ""),
        ("back", "escape,q", "Back", "Back"),
    )
    + _commands(
        "readiness",
        ("fee", "f", "Set what one attempt costs you", ""),
        ("week-worth", "w", "Set what a week without the certificate costs you", ""),
        ("next-view", "tab,right", "Next view", "Next view"),
        ("previous-view", "shift+tab,left", "Previous view", ""),
        ("back", "escape,q", "Back", "Back"),
    )
    + _commands(
        "codebook",
        ("search", "slash", "Search", "Search"),
        ("follow", "f", "Follow a code named on the page, above or below", "Follow"),
        ("page-back", "backspace,left", "Back to the page before", ""),
        ("page-forward", "right", "Forward again", ""),
        ("next", "n", "Next entry of the book", ""),
        ("previous", "p", "Entry before", ""),
        ("up", "u", "What stands above", ""),
        ("order", "o", "Results by relevance or in book order", ""),
        ("tab", "t", "Put a tab on the page, or take it off", "Tab"),
        ("tabs", "m", "Your tabs and notes", ""),
        ("note", "w", "Write a note on the page", ""),
        ("build", "c,f5", "Build an ICD-10-PCS code in the tables", "PCS"),
        ("deck", "k", "Make a deck of your own from this page and all below it", ""),
        ("answer", "a", "Look-up drill: this page's code is the answer", "Answer"),
        ("back", "escape,q", "Close the book (F4 as well)", "Close"),
    )
    + _commands(
        "look-up",
        ("start", "enter,space,s", "Open the book: the clock runs; then the next one", "Book"),
        ("skip", "x", "Give this one up", "Skip"),
        ("again", "a", "A new round", "New round"),
        ("back", "escape,q", "Back", "Back"),
    )
    + _commands(
        "pcs",
        ("take", "enter", "Choose the value; take the complete code", "Choose"),
        ("undo", "backspace,u", "Take the last character back", "Undo"),
        ("back", "escape,q", "Back to the book", "Back"),
    )
    + _commands(
        "history",
        ("open", "enter", "Open the sitting", "Open"),
        ("next-view", "tab,right", "Next view", "Next view"),
        ("previous-view", "shift+tab,left", "Previous view", ""),
        ("back", "escape,q", "Back", "Back"),
    )
)

_BY_ID = {command.id: command for command in COMMANDS}

PLACES: dict[str, str] = {
    EVERYWHERE: "Everywhere",
    "home": "Home",
    "decks": "Decks",
    "browse": "Browsing a deck",
    "study": "Study",
    "rules": "Before a mock exam",
    "look-up": "Look-up drill",
    "drill": "Choosing a drill",
    "exam": "In a sitting",
    "review-list": "Review screen of a sitting",
    "result": "Result",
    "item-review": "Item by item",
    "readiness": "Readiness",
    "codebook": "In the code book",
    "pcs": "Building a PCS code",
    "history": "History",
}
"""Places in the order in which help and README list them."""


def commands_of(place: str) -> tuple[Command, ...]:
    """Commands of one place, in the order of the table."""
    return tuple(command for command in COMMANDS if command.place == place)


def bindings(place: str) -> list[Binding]:
    """Key bindings of one place; their ids are the command names."""
    prefix = "app." if place == EVERYWHERE else ""
    return [
        Binding(
            command.keys,
            prefix + command.action,
            command.short or command.title,
            show=command.footer,
            id=command.id,
            priority=command.id == "app.quit",
        )
        for command in commands_of(place)
    ]


def checked_keymap(keys: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Sort out the learner's own keys: what can be used, and sentences about what cannot.

    A key already taken in its place is refused, and the way out is never removed: ``q`` at home
    and Ctrl+Q keep working beside whatever is chosen for them.
    """
    wanted, warnings = _readable(keys)
    while clash := _clash(wanted):
        name, key = clash
        del wanted[name]
        warnings.append(f"Keys: {key} is taken there; {name} keeps {_BY_ID[name].keys}.")
    for name in wanted.keys() & {"app.quit", "home.leave"}:
        own = _BY_ID[name].keys.split(",")
        wanted[name] += [key for key in own if key not in wanted[name]]
    return {name: ",".join(chosen) for name, chosen in wanted.items()}, tuple(warnings)


def _readable(keys: Mapping[str, str]) -> tuple[dict[str, list[str]], list[str]]:
    """Entries that name a command and at least one key, and sentences about the others."""
    wanted: dict[str, list[str]] = {}
    warnings: list[str] = []
    for name, words in keys.items():
        chosen = [key.strip() for key in words.split(",") if key.strip()]
        if name not in _BY_ID:
            warnings.append(f"Keys: there is no command {name!r}.")
        elif not chosen:
            own = _BY_ID[name].keys
            warnings.append(f"Keys: {name} would have no key left; it keeps {own}.")
        else:
            wanted[name] = chosen
    return wanted, warnings


def key_list(command: Command, keymap: Mapping[str, str] | None = None) -> str:
    """The keys of a command as one reads them."""
    keys = (keymap or {}).get(command.id, command.keys)
    return ", ".join(_KEY_NAMES.get(key, _plain(key)) for key in keys.split(","))


_KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "minus": "-",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}


def _plain(key: str) -> str:
    if len(key) == 1:
        return f"Shift+{key}" if key.isupper() else key
    return "+".join(part.capitalize() for part in key.split("+"))


def readme_table() -> str:
    """The key list of the README, in Markdown: one table, places in their order."""
    lines = ["| Place | Keys | What it does | Name in `config.toml` |", "|---|---|---|---|"]
    for place, title in PLACES.items():
        for number, command in enumerate(commands_of(place)):
            name = title if number == 0 else ""
            lines.append(f"| {name} | {key_list(command)} | {command.title} | `{command.id}` |")
    return "\n".join(lines) + "\n"


def _clash(wanted: Mapping[str, list[str]]) -> tuple[str, str] | None:
    """Return the last entry, and its key, that another command of its place has as well."""
    for name, chosen in reversed(list(wanted.items())):
        place = _BY_ID[name].place
        places = {place, EVERYWHERE} if place != EVERYWHERE else set(PLACES)
        for other in COMMANDS:
            if other.id == name or other.place not in places:
                continue
            taken = {*wanted.get(other.id, []), *_kept(other, wanted)}
            if found := taken & set(chosen):
                return name, min(found)
    return None


def _kept(command: Command, wanted: Mapping[str, list[str]]) -> list[str]:
    """Keys of its own that a command has whatever is wanted."""
    if command.id in wanted and command.id not in {"app.quit", "home.leave"}:
        return []
    return command.keys.split(",")
