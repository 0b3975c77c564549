"""The plan as an iCalendar file, for whatever calendar the learner uses (RFC 5545).

Owns the text of the format only: whole-day events, lines of at most 75 octets ending in CRLF.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from mbc_prep.readiness.dayplan import PlanDay

_OCTETS = 75


def as_calendar(
    plan: Sequence[PlanDay], exam: date, certification: str, name: str, now: datetime
) -> str:
    """Return the plan and the exam day as one calendar; ``now`` (aware UTC) dates the file.

    Ids are made of certification and day, so that a newer export replaces an older one.
    """
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mbc-prep//plan//EN"]
    for day in plan:
        tasks = "; ".join(f"{task.kind} {task.minutes:.0f} min" for task in day.tasks)
        details = "\n".join(task.text for task in day.tasks)
        lines += _event(day.day, f"{certification.upper()}: {tasks}", details, certification, stamp)
    lines += _event(exam, f"Exam: {name}", "Good luck.", certification, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(day: date, title: str, details: str, certification: str, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{certification}-{day.isoformat()}@mbc-prep",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(details)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line into pieces of at most 75 octets, never inside a character."""
    pieces: list[bytes] = [b""]
    for sign in line:
        octets = sign.encode()
        if len(pieces[-1]) + len(octets) > _OCTETS:
            pieces.append(b" ")
        pieces[-1] += octets
    return "\r\n".join(piece.decode() for piece in pieces)
