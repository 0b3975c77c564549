"""Checks of a certification file: does its arithmetic add up, do its names fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator

from mbc_prep.content.checks.standard import Remark
from mbc_prep.exam.certification import Certification, Form


def check_certification(
    certification: Certification, known_topics: Container[str]
) -> Iterator[Remark]:
    """Say what is wrong with a certification; ``known_topics`` are those of all of them."""
    domains = {row.id for form in certification.forms for row in form.domains}
    for place, form in enumerate(certification.forms):
        for message in _form(form):
            yield Remark(("forms", place), f"form {form.id}: {message}", "form")
    times = Counter(topic.id for topic in certification.topics)
    for place, topic in enumerate(certification.topics):
        if times[topic.id] > 1:
            yield Remark(("topics", place), f'topic "{topic.id}" stands here twice', "topic")
        if topic.domain not in domains:
            message = f'topic {topic.id}: no form has a domain "{topic.domain}"'
            yield Remark(("topics", place), message, "domain")
        for name in topic.same_as:
            if name not in known_topics:
                message = f'topic {topic.id}: there is no topic "{name}" to be the same as'
                yield Remark(("topics", place, "same_as"), message, "topic")
        if topic.weight not in (1, 2, 3):
            yield Remark(("topics", place), f"topic {topic.id}: weights are 1, 2 or 3", "topic")


def _form(form: Form) -> Iterator[str]:
    total = sum(row.count for row in form.domains)
    if total != form.items:
        yield f"the domains add up to {total}, not to {form.items}"
    if form.scored is not None and form.scored + form.pretest != form.items:
        yield f"{form.scored} scored and {form.pretest} pretest items are not {form.items}"
    if form.minutes <= 0 or form.items <= 0:
        yield "minutes and items are more than 0"
    if len({row.id for row in form.domains}) != len(form.domains):
        yield "a domain stands here twice"
