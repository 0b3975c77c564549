from __future__ import annotations

import re
from pathlib import Path

from mbc_prep.content.checks.tags import ERROR_TAGS


def test_the_authors_guide_lists_the_same_tags() -> None:
    guide = (Path(__file__).parents[3] / "exams/README.md").read_text("utf-8")
    section = re.split(r"^## ", guide.split("## Error tags")[1], maxsplit=1, flags=re.M)[0]
    lists = re.sub(r"^[A-Z][\w\- ,0-9]*:", "", section, flags=re.M)
    assert set(re.findall(r"\b[a-z][a-z0-9_]+\b", lists)) == ERROR_TAGS
