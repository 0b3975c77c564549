"""The little linear algebra the ability model needs: symmetric positive definite, about 40 rows.

Owns nothing but arithmetic. Plain lists: a third-party array library would cost more to import
than all sums take.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

Matrix = list[list[float]]


def cholesky(matrix: Sequence[Sequence[float]]) -> Matrix:
    """Lower triangle L with L Lᵀ = matrix; raises ValueError if it is not positive definite."""
    rows: Matrix = []
    for place, source in enumerate(matrix):
        row: list[float] = []
        for column in range(place):
            other = rows[column]
            gone = sum([a * b for a, b in zip(row, other, strict=False)])
            row.append((source[column] - gone) / other[column])
        row.append(sqrt(source[place] - sum([a * a for a in row])))
        rows.append(row)
    return rows


def forward(lower: Matrix, right: Sequence[float]) -> list[float]:
    """Solve L y = right."""
    solved: list[float] = []
    for row, value in zip(lower, right, strict=True):
        gone = sum([a * b for a, b in zip(row, solved, strict=False)])
        solved.append((value - gone) / row[-1])
    return solved


def backward(lower: Matrix, right: Sequence[float]) -> list[float]:
    """Solve Lᵀ x = right."""
    left = list(right)
    for place in range(len(lower) - 1, -1, -1):
        row = lower[place]
        left[place] /= row[place]
        for column in range(place):
            left[column] -= row[column] * left[place]
    return left


def inverse(matrix: Sequence[Sequence[float]]) -> Matrix:
    """Inverse of a symmetric positive definite matrix."""
    lower, size = cholesky(matrix), len(matrix)
    return [
        backward(lower, forward(lower, [float(row == column) for row in range(size)]))
        for column in range(size)
    ]
