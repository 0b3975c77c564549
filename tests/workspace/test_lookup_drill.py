"""What a look-up drill asks for, and the shortest way it names."""

from __future__ import annotations

from random import Random

import pytest

from mbc_prep.codebook.finding import described, random_target, shortest_way
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.lookup_drill import Taken

pytestmark = pytest.mark.usefixtures("ready_books")


@pytest.fixture
def ready(workspace: Workspace) -> Workspace:
    return workspace


def test_the_same_seed_asks_for_the_same_codes_each_once(ready: Workspace) -> None:
    one, other = ready.lookups.begin(seed=4), ready.lookups.begin(seed=4)
    assert one.targets == other.targets
    assert len({target.code for target in one.targets}) == len(one.targets) == 10
    assert ready.lookups.begin(seed=5).targets != one.targets


def test_every_target_is_billable_and_its_shortest_way_leads_to_it(ready: Workspace) -> None:
    library = ready.codebook.library
    book = library.pages_of("icd10cm")
    assert book is not None
    rng = Random(7)
    for _ in range(40):
        target = random_target(book, rng)
        assert target is not None
        line = book.find(target.code)
        assert line is not None
        assert line.billable
        way = shortest_way(library, target)
        assert way.pages[-1] == target.code
        hits = library.search(way.query, limit=10, systems=("icd10cm",))
        assert way.pages[0] in [hit.line.code for hit in hits]


def test_a_description_leads_to_one_code_only(ready: Workspace) -> None:
    book = ready.codebook.library.pages_of("icd10cm")
    assert book is not None
    line = book.find("J20.9")
    assert line is not None
    texts = {described(book, line, Random(n)).described for n in range(30)}
    assert "Acute bronchitis, unspecified" in texts
    for text in texts:
        assert len(book.rows("SELECT 1 FROM phrase WHERE via = ?", (text,))) <= 1


def test_answers_are_kept_in_their_order(ready: Workspace) -> None:
    drill = ready.lookups.begin(count=2, seed=1)
    first, second = drill.targets
    found = drill.answer(Taken(first.code, 12.0, ("x",), (first.code,)))
    assert found.right
    assert drill.target == second
    assert not drill.answer(Taken("", 3.0, (), ())).right
    assert drill.target is None
