from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.exam.assembly import PoolItem, _pick


@given(sizes=st.lists(st.integers(1, 4), min_size=1, max_size=12), seed=st.integers(0, 99),
       data=st.data())  # fmt: skip
def test_whole_units_fill_a_row_whenever_some_of_them_can(
    sizes: list[int], seed: int, data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(range(len(sizes))), unique=True, min_size=1))
    wanted = sum(sizes[place] for place in chosen)
    units = [
        [PoolItem(f"{unit}-{n}", "a", "single_choice", str(unit)) for n in range(size)]
        for unit, size in enumerate(sizes)
    ]
    picked, missing = _pick(units, wanted, "choice", set(), Random(seed))
    assert missing == 0
    assert sum(map(len, picked)) == wanted


def test_what_is_missing_is_counted_from_the_best_that_can_be_had() -> None:
    units = [[PoolItem(f"u-{n}", "a", "single_choice", "u") for n in range(3)]]
    assert _pick(units, 4, "choice", set(), Random(1))[1] == 1
    assert _pick([], 4, "choice", set(), Random(1))[1] == 4
