"""The judge of two texts is steady whatever it is given."""

from __future__ import annotations

import pytest

from khabar.learned.pairs import Pairs, installed

STRANGE = ("", "   ", "😀🎉", "\u202eقال\u202c", "\ud800", "لا " * 4_000, "Putin قال x\u200b", "\0")
ONE = "البرلمان يقر قانون الموازنة"
OTHER = "البرلمان يرفض قانون الموازنة"


@pytest.fixture(scope="module")
def model() -> Pairs:
    found = installed()
    assert found is not None
    return found


def test_the_order_of_two_texts_does_not_change_their_stance(model: Pairs):
    assert model.stance([(ONE, OTHER)]) == model.stance([(OTHER, ONE)])


def test_an_answer_does_not_depend_on_what_else_is_asked(model: Pairs):
    crowd = [(ONE, text) for text in (OTHER, *STRANGE)]
    assert model.stance(crowd)[0] == model.stance(crowd[:1])[0]
    assert model.entails(crowd)[0] == model.entails(crowd[:1])[0]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_get_shares_that_add_up(model: Pairs, text: str):
    for pair in ((text, ONE), (text, text)):
        (found,) = model.stance([pair])
        assert found.agree + found.disagree + found.other == pytest.approx(1, abs=1e-5)
        (share,) = model.entails([pair])
        assert 0 <= share <= 1


def test_no_pairs_have_no_answers(model: Pairs):
    assert model.stance([]) == ()
    assert model.entails([]) == ()


def test_a_refusal_contradicts_and_a_paraphrase_agrees(model: Pairs):
    against, same = model.stance(
        [(ONE, OTHER), ("مقتل عشرة جنود في انفجار قرب عدن", "انفجار قرب عدن يقتل عشرة جنود")]
    )
    assert against.disagree > against.agree
    assert same.agree > same.disagree


def test_a_made_pair_was_not_learned_from(model: Pairs):
    assert not model.learned_from(ONE, OTHER)
