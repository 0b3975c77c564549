"""The ICD-10-CM Tabular List XML as entries: chapters, sections, codes and what is printed there.

Owns the rules of the seventh character and which section stands within which. Knows nothing of
files or of the index. ``read_tabular`` is the one reader, for the book and for the checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from mbc_prep.codebook.codes import undotted
from mbc_prep.codebook.entries import TOP, BookError, Entry, Note, NoteKind, Seventh, squeezed

NOTE_KINDS: dict[str, NoteKind] = {
    "includes": "includes",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "useAdditionalCode": "use_additional",
    "codeAlso": "code_also",
    "inclusionTerm": "inclusion",
    "notes": "notes",
}
"""The XML's names of notes, and ours."""

_SHORT_OF = re.compile(
    r"7th characters? (\w)(?: and (\w))? do not apply to codes in category (\w+)"
    r" with 6th character (\w)\b(?:.*?, or (\w)\b)?"
)
_CODE = re.compile(r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?")


def year_of(root: Element) -> int:
    """Fiscal year a document says it is of; 0 if it says none."""
    text = squeezed(root.findtext("version"))
    return int(text[:4]) if re.match(r"20\d\d", text) else 0


def read_tabular(root: Element, *, notes: bool = True) -> list[Entry]:
    """Spell out the whole list in book order, every code with its seventh character.

    Without ``notes`` in half the time, codes and titles only. Raises BookError where the document
    is no tabular list.
    """
    reading = _Reading(notes)
    for chapter in root.findall("chapter"):
        reading.chapter(chapter)
    if not any(entry.kind == "code" for entry in reading.entries):
        raise BookError("The tabular list holds no codes.")
    return reading.entries


class _Reading:
    """Entries as they are found."""

    def __init__(self, notes: bool) -> None:
        self.entries: list[Entry] = []
        self._notes = notes

    def chapter(self, chapter: Element) -> None:
        number = squeezed(chapter.findtext("name"))
        top = self._add(chapter, "", f"Chapter {number}", "chapter", TOP)
        open_ranges: list[tuple[str, str, int]] = []
        for section in chapter.findall("section"):
            shown = section.get("id", "")
            first, _, last = shown.partition("-")
            last = last or first
            while open_ranges and not (open_ranges[-1][0] <= first and last <= open_ranges[-1][1]):
                open_ranges.pop()
            parent = open_ranges[-1][2] if open_ranges else top
            place = self._add(section, "", shown, "section", parent)
            open_ranges.append((first, last, place))
            for category in section.findall("diag"):
                self._diagnosis(category, place, {}, dict(_short_of(category)))

    def _diagnosis(
        self, diag: Element, parent: int, seventh: dict[str, str], short: Mapping[str, set[str]]
    ) -> None:
        shown = squeezed(diag.findtext("name"))
        if not _CODE.fullmatch(shown):
            raise BookError(f'The tabular list names "{shown[:20]}", which is no ICD-10-CM code.')
        code = undotted(shown)
        extensions = diag.find("sevenChrDef")
        if extensions is not None:
            seventh = dict(_meanings(extensions))
        children = diag.findall("diag")
        final = not children and (not seventh or len(code) == 7)
        place = self._add(diag, code, shown, "code" if final else "header", parent)
        for child in children:
            self._diagnosis(child, place, seventh, short)
        if not children and not final:
            self._spell_out(place, code, seventh, short)

    def _spell_out(
        self, place: int, code: str, seventh: dict[str, str], short: Mapping[str, set[str]]
    ) -> None:
        padded = code.ljust(6, "X")
        left_out = short.get(padded[5], set())
        title = self.entries[place].title
        for character, meaning in seventh.items():
            if character not in left_out:
                full = padded + character
                shown = f"{full[:3]}.{full[3:]}"
                self.entries.append(Entry(full, shown, f"{title}, {meaning}", "code", place))

    def _add(self, node: Element, code: str, shown: str, kind: str, parent: int) -> int:
        self.entries.append(
            Entry(
                code,
                shown,
                squeezed(node.findtext("desc")),
                kind,  # type: ignore[arg-type]
                parent,
                tuple(_notes(node)) if self._notes else (),
                _seventh(node) if self._notes else None,
                ref=shown if kind == "section" else "",
            )
        )
        return len(self.entries) - 1


def _notes(node: Element) -> Iterator[Note]:
    for child in node:
        if child.tag in NOTE_KINDS:
            lines = tuple(squeezed(note.text) for note in child.findall("note"))
            yield Note(NOTE_KINDS[child.tag], lines)
        elif child.tag == "visualImpairment":
            yield Note("table", tuple(_visual(child)))


def _seventh(node: Element) -> Seventh | None:
    box = node.find("sevenChrDef")
    if box is None:
        return None
    lines = [squeezed(note.text) for note in node.findall("sevenChrNote/note")]
    meanings: list[tuple[str, str]] = []
    for child in box:
        text = squeezed(child.text)
        if child.tag == "extension":
            meanings.append((child.get("char", ""), text))
        elif meanings:  # a note says what else the character above it means
            meanings[-1] = (meanings[-1][0], f"{meanings[-1][1]}; {text}")
        else:
            lines.append(text)
    return Seventh(tuple(lines), tuple(meanings))


def _meanings(box: Element) -> Iterator[tuple[str, str]]:
    for one in box.findall("extension[@char]"):
        yield one.get("char", ""), squeezed(one.text)


def _visual(table: Element) -> Iterator[str]:
    """Write the table of visual impairment as lines, one for each category."""
    for category in table.findall("visCategory"):
        number = squeezed(category.findtext("value"))
        if not number:
            continue
        worse = [squeezed(one.text) for one in category.findall("visRange/visMax/value")]
        better = [squeezed(one.text) for one in category.findall("visRange/visMin/value")]
        parts = [f"less than {', '.join(worse)}"] if worse else []
        parts += [f"equal to or better than {', '.join(better)}"] if better else []
        yield (
            f"Category {number}: visual acuity {'; '.join(parts)}"
            if parts
            else (f"Category {number}")
        )


def _short_of(category: Element) -> Iterator[tuple[str, set[str]]]:
    """Read notes such as "7th characters D and S do not apply to codes in category S06 with 6th
    character 7": which seventh characters go where the sixth is this one.
    """
    for note in category.iterfind("notes/note"):
        rule = _SHORT_OF.match(note.text or "")
        if rule and rule[3] == category.findtext("name"):
            seventh = {one for one in rule.group(1, 2) if one}
            for sixth in filter(None, rule.group(4, 5)):
                yield sixth, seventh
