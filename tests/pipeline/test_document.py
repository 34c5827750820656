"""What a reading promises, whatever the text."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.lang.ar.tables import examples
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit, recipe
from khabar.schema.documents import Document, Source, identity
from khabar.schema.reading import Reading

WORDS = [
    w
    for name in ("cues.toml", "nouns.toml", "modality.toml")
    for e in examples(name)
    for w in e["text"].split()
]


def reading_of(text: str) -> Reading:
    source = Source(path="test.txt", raw_hash="0")
    return read_document(Document(id=identity(text, source), text=text, source=source), load_kit())


def check(reading: Reading, text: str) -> None:
    assert reading.text == text
    for span in reading.spans():
        assert 0 <= span.start < span.end <= len(text)
        assert span.cut(text).strip()
    for event in reading.events:
        assert event.sentence.holds(event)


@given(st.text(min_size=1).filter(lambda t: t.strip() != ""))
def test_every_span_stands_in_the_text_over_random_unicode(text: str) -> None:
    check(reading_of(text), text)


@given(
    st.lists(st.sampled_from([*WORDS, "\n", "\u200f", "َ", "12", "«", "»", "\r\n", "ـ"]), min_size=3)
)
def test_every_span_stands_in_the_text_over_shuffled_news(words: list[str]) -> None:
    text = " ".join(words)
    if text.strip():
        check(reading_of(text), text)


def test_the_same_text_gives_the_same_bytes() -> None:
    text = " ".join(WORDS)
    assert msgspec.json.encode(reading_of(text)) == msgspec.json.encode(reading_of(text))


def test_the_recipe_names_the_reading() -> None:
    assert reading_of("زار الوزير العاصمة.").recipe == recipe()


@pytest.mark.parametrize("text", ["🙂", "\u202e", "a" * 5000, "قال " * 3000, '"' * 50, "و" * 100])
def test_odd_texts_are_read_like_others(text: str) -> None:
    check(reading_of(text), text)


def test_an_unnamed_source_takes_part_in_no_event(read: Callable[[str], Reading]) -> None:
    reading = read("قال مصدر عسكري إن القوات التركية قصفت مواقع في شمال سوريا.")
    unnamed = {a.id for a in reading.actors if a.anonymous}
    assert unnamed
    for event in reading.events:
        assert not unnamed & {*event.actor, *event.recipient, *event.other}
