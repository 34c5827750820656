"""The learned reader on what is no article: it proposes only what stands there, always the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from khabar.learned.proposals import Proposals
from khabar.learned.reader import Reader, installed
from khabar.schema.spans import Span

SENTENCE = "وصل الوزير سالم كمال إلى العاصمة أمس"
BAD = {
    "empty": "",
    "blank": " \n\t\n\u00a0",
    "one sentence of 4,000 words": "قال الوزير إن الحكومة ترحب بالاتفاق " * 667,
    "one word of 4,000 letters": "كتاب" * 1_000,
    "only emoji": "😀🇸🇾👩‍👩‍👧‍👦🔥" * 40,
    "mixed scripts": f"President Смирнов 王毅 met {SENTENCE} في Berlin, Ελλάδα 2018",
    "bidi controls": f"\u202e{SENTENCE}\u202c \u2067وقال\u2069 \u200f\u200e\u061c",
    "zero-width characters": "\u200b".join(SENTENCE) + "\ufeff\u200d\u2060",
    "private use": "\ue000\uf8ff" * 200 + SENTENCE + "\U0010fffd" * 200,
    "marks alone": "\u064b\u064c\u0670" * 300,
    "half a character": f"{SENTENCE}\ud800 {SENTENCE}",
    "NUL and controls": f"\0{SENTENCE}\x1b[2J\x07",
    "marks of the encoder": f"<s></s><pad><unk><mask>▁{SENTENCE}▁▁",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    found = installed()
    assert found is not None, "the package carries no weights of the reader"
    return found


def whole(text: str) -> list[Span]:
    return [Span(start=0, end=len(text))] if text else []


def spans(found: Proposals) -> Iterator[Span]:
    yield from found.tagged
    yield from found.happenings
    yield from found.speaking


def shares(found: Proposals) -> Iterator[float]:
    yield from (each.sure for each in (*found.tagged, *found.happenings, *found.speaking))
    yield from (part for h in found.happenings for t in h.taking for part in (t.actor, t.recipient))
    yield from (part for s in found.speaking for v in s.voices for part in (v.source, v.reporter))


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_is_proposed_stands_in_the_text_and_is_the_same_twice(reader: Reader, text: str):
    found = reader.propose(text, whole(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans(found))
    assert all(0.0 <= share <= 1.0 for share in shares(found))
    for number in (t.who for h in found.happenings for t in h.taking):
        assert 0 <= number < len(found.tagged)
    for number in (v.who for s in found.speaking for v in s.voices):
        assert 0 <= number < len(found.tagged)
    assert reader.propose(text, whole(text)) == found


def test_nothing_to_read_gives_no_proposal(reader: Reader):
    assert reader.propose("", []) == Proposals()
    assert reader.propose(SENTENCE, []) == Proposals()
