from __future__ import annotations

from mbc_prep.exam.lookups import LookUp
from mbc_prep.storage.codebook import CodeBookMarks, CodeMark
from mbc_prep.storage.database import Database
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.storage.sittings import Sittings

from .conftest import NOW, new_sitting


def test_tabs_and_notes_come_back_until_they_are_taken_off(database: Database) -> None:
    marks = CodeBookMarks(database)
    tab = CodeMark("icd10cm", "E11.65", True, "with Z79.4? [see] ☂")
    marks.set_mark(tab, NOW)
    marks.set_mark(CodeMark("hcpcs", "J1885", note="per 15 mg"), NOW)
    assert marks.marks() == (CodeMark("hcpcs", "J1885", note="per 15 mg"), tab)
    assert marks.mark("icd10cm", "E11.65") == tab
    assert marks.mark("icd10pcs", "E11.65") == CodeMark("icd10pcs", "E11.65")
    marks.set_mark(CodeMark("icd10cm", "E11.65", note="only this"), NOW)
    marks.set_mark(CodeMark("hcpcs", "J1885"), NOW)
    assert marks.marks() == (CodeMark("icd10cm", "E11.65", note="only this"),)


def test_look_ups_are_kept_by_sitting(database: Database) -> None:
    marks = CodeBookMarks(database)
    sitting = Sittings(database).start(new_sitting())
    at = from_ms(to_ms(NOW))
    first = LookUp(sitting.id, 2, "item-2", at, 41.5, "E11.65", ("E11", "E11.65"))
    empty = LookUp(sitting.id, 3, "item-3", at, 3.0)
    outside = LookUp(None, None, "", at, 9.0, "I10", ("I10",))
    for one in (first, outside, empty):
        marks.record(one)
    assert marks.lookups(sitting.id) == (first, empty)
    assert marks.lookups(sitting.id + 1) == ()
