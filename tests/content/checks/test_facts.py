from __future__ import annotations

from dataclasses import replace

from mbc_prep.content.checks.facts import check_certification
from mbc_prep.content.compile import compile_bytes
from mbc_prep.exam.certification import Certification, Topic
from tests.content.samples import CERTIFICATION


def certification() -> Certification:
    [entry] = compile_bytes(CERTIFICATION.format(id="cpc").encode(), "f").entries
    assert isinstance(entry.value, Certification)
    return entry.value


def test_sums_and_names_that_fit() -> None:
    assert list(check_certification(certification(), ())) == []


def test_sums_and_names_that_do_not_fit() -> None:
    sound = certification()
    form = replace(sound.forms[0], items=4, scored=3, pretest=0)
    topics = (*sound.topics, Topic("repair", "surg", 2, "Again"), Topic("x", "none", 5, "X"))
    messages = [
        remark.message
        for remark in check_certification(replace(sound, forms=(form,), topics=topics), ())
    ]
    assert messages == [
        "form mock-150: the domains add up to 3, not to 4",
        "form mock-150: 3 scored and 0 pretest items are not 4",
        'topic "repair" stands here twice',
        'topic "repair" stands here twice',
        'topic x: no form has a domain "none"',
        "topic x: weights are 1, 2 or 3",
    ]


def test_a_topic_may_be_another_certifications_under_its_name() -> None:
    sound = certification()
    first = replace(sound.topics[0], same_as=("theirs",))
    joined = replace(sound, topics=(first, *sound.topics[1:]))
    assert list(check_certification(joined, {"theirs"})) == []
    [remark] = check_certification(joined, {"repair"})
    assert 'no topic "theirs"' in remark.message
    assert joined.topics_by_name()["theirs"] == first
