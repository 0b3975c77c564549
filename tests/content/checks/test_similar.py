from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.content.checks.mask import masked, sentences
from mbc_prep.content.checks.similar import STEM_THRESHOLD, Text, near_duplicates

ONE = (
    "A 54-year-old woman has a 2.4 cm wound of the left forearm closed in two layers by the"
    " surgeon after cleaning. What CPT code is reported?"
)
TWIN = (
    "A 61-year-old man has a 3.1 cm wound of the right forearm closed in two layers by the"
    " surgeon after cleaning. What CPT code is reported?"
)
OTHER = (
    "Colonoscopy reaches the cecum; one polyp in the sigmoid is taken by snare, another near the"
    " hepatic flexure by hot forceps. Which lines belong on the claim?"
)


def test_a_twin_with_other_numbers_is_found() -> None:
    pairs = list(near_duplicates([Text("a", ONE), Text("b", OTHER), Text("c", TWIN)], 0.7))
    assert [{one, other} for one, other, _ in pairs] == [{"a", "c"}]
    assert pairs[0][2] > 0.95


def test_texts_of_one_group_may_be_alike() -> None:
    assert list(near_duplicates([Text("a", ONE, "pair"), Text("b", TWIN, "pair")], 0.7)) == []


def test_empty_texts_are_not_alike() -> None:
    assert list(near_duplicates([Text("a", ""), Text("b", " ")], 0.7)) == []


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=12), max_size=8))
def test_every_pair_of_equal_texts_is_found(texts: list[list[str]]) -> None:
    written = [Text(str(number), " ".join(text)) for number, text in enumerate(texts)]
    found = {frozenset(pair[:2]) for pair in near_duplicates(written, STEM_THRESHOLD)}
    for one in written:
        for other in written:
            if one.id < other.id and one.text and one.text == other.text:
                assert frozenset((one.id, other.id)) in found


def test_masking() -> None:
    assert masked("Left 2.5 cm, 11402") == "~ # cm #"
    assert masked("She is a woman of 50") == masked("He is a man of 61")


def test_sentences() -> None:
    assert sentences("One. Two? Three") == ["One.", "Two?", "Three"]
