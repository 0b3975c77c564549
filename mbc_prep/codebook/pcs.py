"""ICD-10-PCS as tables: building a code character by character from combinations that exist.

Owns tables, rows and the builder. Pure: where the tables come from is an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

LENGTH = 7
TABLE = 3
"""Characters that name a table: section, body system, operation."""


@dataclass(frozen=True, slots=True)
class Value:
    """One character that may stand at a position, and what it means there."""

    character: str
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """One position of a row, 4 to 7, with all its values; they combine freely with the others."""

    position: int
    title: str
    values: tuple[Value, ...]

    def value(self, character: str) -> Value | None:
        """The value of a character, None if it cannot stand here."""
        return next((one for one in self.values if one.character == character), None)


@dataclass(frozen=True, slots=True)
class Outline:
    """Head of a table: the first three positions as (title, label), and the operation defined."""

    prefix: str
    titles: tuple[str, str, str]
    labels: tuple[str, str, str]
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its head, and rows of four axes."""

    outline: Outline
    rows: tuple[tuple[Axis, ...], ...]

    def codes(self) -> Iterator[str]:
        """Every code the table makes."""
        for row in self.rows:
            endings = [""]
            for axis in row:
                endings = [end + value.character for end in endings for value in axis.values]
            yield from (self.outline.prefix + end for end in endings)


@dataclass(frozen=True, slots=True)
class Step:
    """One chosen character of a code: what the position is called and what was chosen."""

    position: int
    title: str
    value: Value


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen next. ``position`` counts from 1."""

    position: int
    title: str
    values: tuple[Value, ...]


class PcsTables:
    """All tables of a year: heads at hand, rows read when a table is reached."""

    def __init__(
        self, outlines: Mapping[str, Outline], load: Callable[[str], tuple[tuple[Axis, ...], ...]]
    ) -> None:
        self._outlines = outlines
        self._load = load

    def outlines(self, beginning: str = "") -> tuple[Outline, ...]:
        """Heads of the tables whose prefix begins so, in order."""
        return tuple(
            self._outlines[prefix]
            for prefix in sorted(self._outlines)
            if prefix.startswith(beginning)
        )

    def table(self, prefix: str) -> Table | None:
        """A table by its three characters, None if there is none."""
        outline = self._outlines.get(prefix)
        return Table(outline, self._load(prefix)) if outline else None

    def start(self, code: str = "") -> PcsBuilder:
        """A builder with these characters chosen, up to the first that cannot be."""
        builder = PcsBuilder(self)
        for character in code.strip().upper():
            chosen = builder.choose(character)
            if chosen is None:
                break
            builder = chosen
        return builder

    def is_code(self, code: str) -> bool:
        """Whether a code stands in the tables."""
        return len(code) == LENGTH and self.start(code).complete


@dataclass(frozen=True, slots=True)
class PcsBuilder:
    """A code as far as it is chosen. Every choice gives a new builder."""

    tables: PcsTables
    steps: tuple[Step, ...] = ()
    rows: tuple[tuple[Axis, ...], ...] = ()

    @property
    def code(self) -> str:
        """Characters chosen so far."""
        return "".join(step.value.character for step in self.steps)

    @property
    def complete(self) -> bool:
        """Whether all seven characters are chosen."""
        return len(self.steps) == LENGTH

    @property
    def title(self) -> str:
        """Meaning of the characters so far, in their order.

        These are the tables' words; the official long title arranges them as a phrase.
        """
        return ", ".join(step.value.label for step in self.steps)

    @property
    def choices(self) -> Choices | None:
        """What may stand at the next position; None once the code is complete."""
        position = len(self.steps) + 1
        if position > LENGTH:
            return None
        if position <= TABLE:
            return self._head_choices(position)
        axes = [row[position - TABLE - 1] for row in self.rows]
        # The rows may word a value in two ways; the first in the table is shown.
        values = {one.character: one for axis in reversed(axes) for one in reversed(axis.values)}
        titles = dict.fromkeys(axis.title for axis in axes)
        return Choices(position, " / ".join(titles), tuple(values[c] for c in sorted(values)))

    def choose(self, character: str) -> PcsBuilder | None:
        """Choose the next character; None if no code goes on so."""
        choices = self.choices
        if choices is None:
            return None
        wanted = character.upper()
        value = next((one for one in choices.values if one.character == wanted), None)
        if value is None:
            return None
        steps = (*self.steps, Step(choices.position, choices.title, value))
        if choices.position == TABLE:
            table = self.tables.table(self.code + wanted)
            return replace(self, steps=steps, rows=table.rows if table else ())
        if choices.position < TABLE:
            return replace(self, steps=steps)
        at = choices.position - TABLE - 1
        rows = tuple(row for row in self.rows if row[at].value(wanted))
        # A value is worded as in the row that is left.
        worded = rows[0][at].value(wanted) or value
        return replace(
            self, steps=(*self.steps, Step(choices.position, rows[0][at].title, worded)), rows=rows
        )

    def back(self) -> PcsBuilder:
        """Take the last character back; at the beginning nothing changes."""
        return self.tables.start(self.code[:-1])

    def _head_choices(self, position: int) -> Choices:
        outlines = self.tables.outlines(self.code)
        at = position - 1
        values = {one.prefix[at]: Value(one.prefix[at], one.labels[at]) for one in outlines}
        title = outlines[0].titles[at] if outlines else ""
        return Choices(position, title, tuple(values[c] for c in sorted(values)))
