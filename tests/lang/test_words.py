"""Clitics, inflection, tokens, sentences and phrases of Arabic."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.lang.ar.clitics import noun_stems, verb_stems
from khabar.lang.ar.inflect import Tense, noun_forms, verb_forms
from khabar.lang.ar.normalise import normalise, view_of
from khabar.lang.ar.tokens import sentences_of
from khabar.lang.phrases import phrase_table
from khabar.schema.documents import Segment, SegmentKind
from khabar.schema.text import Sentence


def sentences(text: str) -> tuple[Sentence, ...]:
    return sentences_of(view_of(text), [Segment(start=0, end=len(text), kind=SegmentKind.BODY)])


@pytest.mark.parametrize(
    ("token", "stem", "preposition"),
    [
        ("وللجيش", "الجيش", "ل"),
        ("بموسكو", "موسكو", "ب"),
        ("وروسيا", "روسيا", ""),
        ("وزير", "وزير", ""),
        ("لمصر", "مصر", "ل"),
    ],
)
def test_a_name_is_found_under_its_clitics(token: str, stem: str, preposition: str) -> None:
    assert (stem, preposition) in {(s.form, s.preposition) for s in noun_stems(normalise(token))}


def test_the_whole_token_is_offered_first() -> None:
    assert noun_stems("وزير")[0].form == "وزير"


def test_the_future_and_an_object_come_off_a_verb() -> None:
    assert ("يزور", "س", "ه") in {(s.form, s.preposition, s.pronoun) for s in verb_stems("سيزوره")}


@pytest.mark.parametrize(
    ("perfect", "imperfect", "form"),
    [
        ("زار", "يزور", "زارت"),
        ("زار", "يزور", "يزر"),
        ("نفى", "ينفي", "نفت"),
        ("نفى", "ينفي", "ينفون"),
        ("التقى", "يلتقي", "التقيا"),
        ("أعلن", "يعلن", "اعلنوا"),
        ("دعا", "يدعو", "دعت"),
        ("قال", "يقول", "تقول"),
    ],
)
def test_a_verb_is_known_in_the_forms_news_uses(perfect: str, imperfect: str, form: str) -> None:
    assert form in {f.form for f in verb_forms(perfect, imperfect)}


def test_the_form_tells_the_tense() -> None:
    forms = {f.form: f.tense for f in verb_forms("أعلن", "يعلن")}
    assert (forms["اعلنت"], forms["تعلن"]) == (Tense.PERFECT, Tense.IMPERFECT)


def test_a_verbal_noun_is_known_before_a_pronoun() -> None:
    assert "زيارت" in noun_forms("زيارة")


def test_sentences_end_at_full_stops_but_not_inside_a_quotation() -> None:
    found = sentences('قال "لن أذهب. لن أعود" ثم غادر. وصل الوفد؟ نعم.')
    assert [s.tokens[-1].form for s in found] == [".", "؟", "."]


def test_an_initial_does_not_end_a_sentence() -> None:
    assert len(sentences("التقى د. أحمد الوفد.")) == 1


@given(st.text(min_size=1))
def test_tokens_stand_in_order_in_the_original(text: str) -> None:
    tokens = [t for s in sentences(text) for t in s.tokens]
    assert all(t.form in normalise(t.cut(text)) for t in tokens)
    assert all(a.start <= b.start for a, b in pairwise(tokens))


@given(st.text(min_size=1))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    kept = "".join(t.form for s in sentences(text) for t in s.tokens)
    words = "".join(view_of(text).text.split())
    assert _untagged(kept) == _untagged(words)


def _untagged(text: str) -> str:
    return text.replace("#", "").replace("_", "")


def test_a_hashtag_reads_as_its_words() -> None:
    (sentence,) = sentences("قصف #الجيش_السوري مدينة #دوما")
    assert [t.form for t in sentence.tokens] == ["قصف", "الجيش", "السوري", "مدينه", "دوما"]


def test_a_mark_that_tags_nothing_stays() -> None:
    (sentence,) = sentences("المادة # من _ القانون")
    assert [t.form for t in sentence.tokens] == ["الماده", "#", "من", "_", "القانون"]


def test_the_longest_phrase_wins() -> None:
    table = phrase_table([(("مجلس",), "short"), (("مجلس", "الامن"), "long")])
    (sentence,) = sentences("عقد مجلس الأمن جلسة")
    assert [m.entry for m in table.at(sentence.tokens, 1, noun_stems)] == ["long"]


def test_a_phrase_is_not_found_in_half() -> None:
    table = phrase_table([(("مجلس", "الامن"), "long")])
    (sentence,) = sentences("عقد مجلس النواب جلسة")
    assert not list(table.at(sentence.tokens, 1, noun_stems))
