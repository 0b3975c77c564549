from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.readiness.linear import backward, cholesky, forward, inverse

ROWS = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(st.floats(-3, 3), min_size=n, max_size=n), min_size=n, max_size=n)
)


@given(ROWS)
def test_solving_undoes_multiplying(rows: list[list[float]]) -> None:
    size = range(len(rows))
    matrix = [
        [sum(a * b for a, b in zip(rows[i], rows[j], strict=True)) + (i == j) for j in size]
        for i in size
    ]
    wanted = [float(place + 1) for place in size]
    right = [sum(a * b for a, b in zip(row, wanted, strict=True)) for row in matrix]
    lower = cholesky(matrix)
    assert backward(lower, forward(lower, right)) == pytest.approx(wanted, abs=1e-6)
    turned = inverse(matrix)
    for i in size:
        unit = [sum(turned[i][k] * matrix[k][j] for k in size) for j in size]
        assert unit == pytest.approx([float(i == j) for j in size], abs=1e-6)


def test_a_matrix_that_is_not_positive_is_refused() -> None:
    with pytest.raises(ValueError, match="math domain"):
        cholesky([[1.0, 2.0], [2.0, 1.0]])
