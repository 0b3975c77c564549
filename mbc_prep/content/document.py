"""A loaded file: plain values, the place of each, and what was wrong with it.

Owns how a path of fields leads to a line and column. Knows nothing of YAML.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mbc_prep.content.findings import Finding, Severity


@dataclass(slots=True)
class Place:
    """Where a value stands, from 1; ``end`` is where the next thing begins.

    ``children`` holds the places of a mapping's or sequence's members. ``raw`` is the text of a
    scalar that stands without quotes.
    """

    line: int
    column: int
    end: tuple[int, int] = (0, 0)
    children: dict[str | int, Place] | None = None
    raw: str = ""

    def find(self, loc: tuple[str | int, ...]) -> Place:
        """Go down to the nearest known place on the way to ``loc``."""
        place = self
        for step in loc:
            child = place.children.get(step) if place.children else None
            if child is None:
                break
            place = child
        return place


@dataclass(slots=True)
class Document:
    """One file as plain values. ``value`` is None when nothing of the file can be used."""

    path: str
    value: object = None
    place: Place = field(default_factory=lambda: Place(1, 1))
    findings: list[Finding] = field(default_factory=list)

    def complain(
        self, line: int, column: int, message: str, rule: str, severity: Severity = "error"
    ) -> None:
        """Add a finding."""
        self.findings.append(Finding(severity, self.path, line, column, "", message, rule))

    def tell_stripped(self, line: int, column: int, name: str) -> None:
        """Warn of a character that was taken out."""
        message = f"the invisible character {name} was taken out: delete it"
        self.complain(line, column, message, "control-character", "warning")
