"""What is said about an item once its key is known. Knows items and entries, not the workspace."""

from __future__ import annotations

from textual.content import Content

from mbc_prep.exam.audit import audit_marks, read_audit
from mbc_prep.exam.codeform import normal_code
from mbc_prep.exam.item import Blank, Item
from mbc_prep.exam.scoring import blank_marks, over_coded, typed_codes
from mbc_prep.exam.sitting import Entry
from mbc_prep.plaintext import clean
from mbc_prep.tui.text import plain, prose
from mbc_prep.tui.widgets.choices import ROLE_NAMES, letter, verdict


def feedback_text(item: Item, entry: Entry, grouping: Content | None = None) -> Content:
    """Key and reasons of every part of an item, then authority and code year.

    ``grouping`` says of a stay what its codes would group to; it stands after the reasons.
    """
    if item.type == "case_fill_in":
        lines = _case_lines(item, entry)
    elif item.type == "audit":
        lines = _audit_lines(item, entry)
    else:
        lines = _option_lines(item, entry)
    if grouping is not None:
        lines.append(grouping)
    return Content("\n").join([Content(), *lines, authority_text(item.authority, item.code_year)])


def authority_text(authority: tuple[str, ...], code_year: int) -> Content:
    """Where it stands, and for which books."""
    books = f"Books of {code_year} (CPT, HCPCS {code_year}; ICD-10 fiscal year {code_year})"
    return Content("\n").join(
        [
            Content.styled("Authority  ", "bold $accent") + plain("; ".join(authority)),
            Content.styled("Code year  ", "bold $accent") + Content(books),
        ]
    )


def _option_lines(item: Item, entry: Entry) -> list[Content]:
    lines = []
    for place, bank_place in enumerate(entry.option_order):
        option = item.options[bank_place]
        head = f"{letter(place)}  {clean(option.text)}"
        lines.append(Content.styled(head, "bold") + verdict(option, bank_place in entry.choice))
        lines.append(prose(option.rationale if option.rationale else item.rationale))
        lines.append(Content())
    if item.type == "multi_select":
        lines += [Content.styled("In all", "bold"), prose(item.rationale), Content()]
    return lines


def _case_lines(item: Item, entry: Entry) -> list[Content]:
    typed, marks = typed_codes(item, entry), blank_marks(item, entry)
    lines: list[Content] = []
    for place, blank in enumerate(item.blanks):
        lines += [*_blank_lines(place, blank, typed[place], marks[place]), Content()]
    for wrong in over_coded(item, entry):
        head = Content.styled(f"{wrong.code}  ✗ not to be coded, one point off", "bold $error")
        lines += [head, prose(wrong.reason), Content()]
    return [*lines, Content.styled("The case", "bold"), prose(item.rationale), Content()]


def _blank_lines(place: int, blank: Blank, typed: str, right: bool) -> list[Content]:
    expected = " or ".join(blank.answers) + (f", POA {blank.poa}" if blank.poa else "")
    head = plain(f"{place + 1:>2}  {ROLE_NAMES[blank.role]}: {expected}", "bold")
    if not typed:
        head += Content.styled("  ✗ left blank", "bold $error")
    elif right:
        head += Content.styled("  ✓ yours", "bold $success")
    else:
        head += Content.styled(f"  ✗ yours: {typed.replace('|', ' POA ')}", "bold $error")
    lines = [head, prose(blank.rationale)]
    for error in blank.common_errors:
        if typed and not right and normal_code(error.answer) == normal_code(typed):
            name = error.error.replace("_", " ")
            lines.append(Content.styled(f"{name}: ", "bold $warning") + prose(error.message))
    return lines


def _audit_lines(item: Item, entry: Entry) -> list[Content]:
    audit, marks = read_audit(entry.blanks), audit_marks(item, entry.blanks)
    lines: list[Content] = []
    for place, suggestion in enumerate(item.suggestions):
        wanted = suggestion.verdict
        if suggestion.replacement:
            wanted = f"{wanted} with {', '.join(suggestion.replacement)}"  # type: ignore[assignment]
        yours = " ".join(audit.verdicts.get(place, ("nothing", ""))).strip()
        head = plain(f"{suggestion.code}: {wanted}", "bold")
        lines += [head + _mark(marks[str(place)], yours), prose(suggestion.rationale), Content()]
    added = ", ".join(one.code for one in item.missing) or "nothing"
    yours = ", ".join(audit.added) or "nothing"
    lines.append(plain(f"To add: {added}", "bold") + _mark(marks["add"], yours))
    lines += [plain(f"{one.code}: ") + prose(one.rationale) for one in item.missing]
    lines.append(
        plain(f"Query: {clean(item.query) or 'none is due'}", "bold")
        + _mark(marks["query"], "asked" if audit.query else "not asked")
    )
    return [*lines, Content(), prose(item.rationale), Content()]


def _mark(right: bool, yours: str) -> Content:
    if right:
        return Content.styled("  ✓", "bold $success")
    return Content.styled(f"  ✗ yours: {yours}", "bold $error")
