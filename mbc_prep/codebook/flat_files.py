"""Code lists in plain text as entries: order and code files, addenda, HCPCS records, tables.

Owns the published layouts (columns counted from 1 in the comments, as CMS does). D codes belong
to the ADA and are left out; a CPT list is read only when the learner brings an own one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from mbc_prep.codebook.codes import dotted
from mbc_prep.codebook.entries import (
    TOP,
    BookError,
    Entry,
    EntryKind,
    Note,
    NoteKind,
    System,
    squeezed,
)

ORDER_LINE = re.compile(r"\d{5} [A-Z0-9]{3,7}\s+[01] \S")
CODE_LINE = re.compile(r"[A-Z0-9]{3,7} +\S")
CHANGE_LINE = re.compile(
    r"(?P<act>Add|Delete|Revise from|Revise to|No change)\s*:?\s+(?:\d{5}\s+)?"
    r"(?P<code>[A-Z0-9]{3,7})\s+(?:[01]\s+)?(?P<title>\S.*)",
    re.I,
)
HCPCS_LINE = re.compile(r"[A-Z ][A-Z0-9 ]{4}\d{5}[3478]\S")
CPT_LINE = re.compile(r'"?\d{4}[0-9FTUMA]"?\s*[,;\t]\s*\S')
_OURS = re.compile(r"[A-CE-Z]\d{4}|[A-Z0-9]{2}")
_CPT_MODIFIERS = re.compile(r"P[1-6]|\d\d")
_CPT_CODE = re.compile(r"\d{4}[0-9FTUMA]")
_DATE = re.compile(r"(?:19|20)\d{6}")
_SHOWN: Mapping[System, Callable[[str], str]] = {"icd10cm": dotted}


def read_order(lines: Sequence[str], system: System) -> list[Entry]:
    """Order file: number 1-5, code 7-13, header or not 15, short title 17-76, long title 78 on."""
    entries: list[Entry] = []
    for line in lines:
        if not ORDER_LINE.match(line):
            raise BookError(f'An order file has no line like "{line[:40]}".')
        kind: EntryKind = "code" if line[14] == "1" else "header"
        short = Note("short", (squeezed(line[16:76]),))
        entries.append(_entry(line[6:13].strip(), line[77:], system, kind, (short,)))
    return _nested(entries)


def read_codes(lines: Sequence[str], system: System) -> list[Entry]:
    """Code file: a code, then its title."""
    entries: list[Entry] = []
    for line in lines:
        if not CODE_LINE.match(line):
            raise BookError(f'A code file has no line like "{line[:40]}".')
        code, _, title = line.partition(" ")
        entries.append(_entry(code, title, system, "code"))
    return entries


def read_changes(lines: Sequence[str], system: System) -> list[Entry]:
    """Addenda: what is added, deleted and reworded; lines without a code are headings."""
    hits = [hit for line in lines if (hit := CHANGE_LINE.match(line))]
    if not hits:
        raise BookError("The addenda name no codes.")
    return [
        _entry(hit["code"].upper(), f"{hit['act'].capitalize()}: {hit['title']}", system, "change")
        for hit in hits
    ]


def keep_hcpcs(text: str) -> str:
    """HCPCS records without those of D codes and of CPT."""
    return "".join(line + "\n" for line in text.splitlines() if _is_ours(line[:5].strip()))


def _is_ours(code: str) -> bool:
    return bool(_OURS.fullmatch(code)) and not _CPT_MODIFIERS.fullmatch(code)


def read_hcpcs(lines: Sequence[str]) -> list[Entry]:
    """HCPCS record layout: code 1-5, number 6-10, record 11, long title 12-91, short 92-119,
    added 269-276, in effect 277-284, ended 285-292. Records 4 and 8 go on with the long title.
    """
    records: dict[str, tuple[list[str], str, tuple[str, ...]]] = {}
    for line in lines:
        code, record = line[:5].strip(), line[10:11]
        if not HCPCS_LINE.match(line):
            raise BookError(f'A HCPCS file has no record like "{line[:40]}".')
        if not _is_ours(code):
            continue
        if record in "37":
            dates = (line[268:276], line[276:284], line[284:292])
            records[code] = ([line[11:91].rstrip()], line[91:119], dates)
        elif code in records:
            records[code][0].append(line[11:91].rstrip())
    entries = [
        _entry(code, " ".join(long), "hcpcs", "code", _hcpcs_notes(short, dates))
        for code, (long, short, dates) in records.items()
    ]
    if not entries:
        raise BookError("The HCPCS file holds no codes.")
    return entries


def _hcpcs_notes(short: str, dates: Sequence[str]) -> tuple[Note, ...]:
    names = ("Added", "In effect from", "Ended")
    known = tuple(
        f"{name} {date[:4]}-{date[4:6]}-{date[6:]}"
        for name, date in zip(names, dates, strict=True)
        if _DATE.fullmatch(date)
    )
    found: dict[NoteKind, tuple[str, ...]] = {"short": (squeezed(short),), "dates": known}
    return tuple(Note(kind, lines) for kind, lines in found.items() if any(lines))


def read_own_list(text: str) -> list[Entry]:
    """A learner's own list, number and text in two columns; stays on the machine."""
    first = next(iter(text.splitlines()), "")
    mark = next((mark for mark in ("\t", ";", ",") if mark in first), ",")
    entries: list[Entry] = []
    try:
        for row in csv.reader(text.splitlines(), delimiter=mark):
            cells = [cell.strip() for cell in row]
            if len(cells) >= 2 and _CPT_CODE.fullmatch(cells[0].upper()):
                entries.append(_entry(cells[0].upper(), cells[1], "cpt", "code"))
            elif any(cells) and entries:
                raise BookError(f'The list has no number and text in "{" ".join(cells)[:40]}".')
    except csv.Error:
        raise BookError("The list is not a table of two columns.") from None
    return entries


def read_columns(lines: Sequence[str], system: System, year: int) -> list[Entry]:
    """A table with a heading line: code, title (or long, long_title), and if there are some
    billable, short and valid (intervals of dates; codes not in force in the year are left out).
    """
    names = lines[0].split("\t")
    entries: list[Entry] = []
    for line in lines[1:]:
        row = dict(zip(names, line.split("\t"), strict=False))
        title = _title(row, year)
        code = row["code"].strip().upper()
        header = row.get("kind") == "H" or row.get("billable") == "0"
        if header or in_force(row.get("valid", ""), year):
            kind: EntryKind = "header" if header else "code"
            if system != "hcpcs" or _is_ours(code):
                entries.append(_entry(code, title, system, kind, _column_notes(row)))
    if not entries:
        raise BookError(f"The table holds no codes in force in {year}.")
    return _nested(entries)


def _column_notes(row: Mapping[str, str]) -> tuple[Note, ...]:
    """Dates of a HCPCS table, from columns such as add_date and term_date."""
    ends = next((row[name] for name in row if name.startswith("term_date")), "")
    return _hcpcs_notes("", (row.get("add_date", ""), row.get("eff_date", ""), ends))


def _title(row: Mapping[str, str], year: int) -> str:
    before = row.get("title_before_fy2027", "")
    if before and year < 2027:
        return before
    names = ("title", "long", "long_title", "description", "short")
    return next((row[name] for name in names if row.get(name)), "") or "(no title at hand)"


def in_force(valid: str, year: int) -> bool:
    """Whether intervals like "20151001-20210930;20231001-" touch a fiscal year; '' always does."""
    if not valid:
        return True
    spans = (span.partition("-") for span in valid.split(";"))
    begin_of_year, end_of_year = f"{year - 1}1001", f"{year}0930"
    return any(
        begin <= end_of_year and (not end or end >= begin_of_year) for begin, _, end in spans
    )


def _entry(
    code: str, title: str, system: System, kind: EntryKind, notes: tuple[Note, ...] = ()
) -> Entry:
    shown = _SHOWN.get(system, str)(code)
    return Entry(code, shown, squeezed(title), kind, TOP, notes)


def _nested(entries: Sequence[Entry]) -> list[Entry]:
    """Put each code below the header before it that it begins with."""
    return list(_below(entries))


def _below(entries: Sequence[Entry]) -> Iterator[Entry]:
    headers: list[tuple[str, int]] = []
    for place, entry in enumerate(entries):
        while headers and not entry.code.startswith(headers[-1][0]):
            headers.pop()
        parent = headers[-1][1] if headers else TOP
        yield Entry(entry.code, entry.shown, entry.title, entry.kind, parent, entry.notes)
        if entry.kind == "header":
            headers.append((entry.code, place))
