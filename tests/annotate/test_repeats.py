"""Whether two tellings of a document are of one event: their signs, and what is made of them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from khabar.annotate.reports import judged_by, look_at, merge_drafts, signs_of
from khabar.learned import trees
from khabar.schema.documents import SegmentKind
from khabar.schema.drafts import Draft
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.names import ActorId
from khabar.schema.spans import Span
from khabar.schema.text import Sentence, Token

ARMY, REBELS = ActorId("a1"), ActorId("a2")
TELLING = Draft(
    start=0, end=9, sentence=0, trigger=0, type=EventType.ASSAULT, mode="airstrike",
    actor=(ARMY,), recipient=(REBELS,), place=None, when=None, status=Status.OCCURRED,
    polarity=Polarity.POSITIVE, symmetric=False, refers=False, sure=0.6, found_by="rule:x",
)  # fmt: skip


def sentence(index: int, words: str, kind: SegmentKind = SegmentKind.BODY) -> Sentence:
    start, tokens = 100 * index, []
    for word in words.split():
        tokens.append(Token(start=start, end=start + len(word), form=word))
        start += len(word) + 1
    return Sentence(
        start=100 * index, end=start, index=index, line=index, kind=kind, tokens=tuple(tokens)
    )


SENTENCES = (
    sentence(0, "قصف الجيش 30 موقعا"),
    sentence(1, "القصف الجوي اصاب 12 موقعا"),
    sentence(2, "غادر الوفد"),
)


def telling(at: int, **more: object) -> Draft:
    return replace(TELLING, sentence=at, start=100 * at, end=100 * at + 9, **more)  # type: ignore[arg-type]


def no_chain(*_: object) -> tuple[ActorId, ...]:
    return ()


class Says:
    """A model that gives each pair what it was told, in turn, and notes what it was asked."""

    def __init__(self, *shares: float) -> None:
        self.left = list(shares)
        self.asked: list[int] = []

    def shares(self, rows: np.ndarray) -> np.ndarray:
        self.asked.append(len(rows))
        return np.array([self.left.pop(0) for _ in rows], dtype=np.float32)


def groups(drafts: Sequence[Draft], model: Says) -> list[int]:
    """Of how many reports each event is."""
    told = merge_drafts(drafts, SENTENCES, no_chain, judged_by(model, SENTENCES, str))
    return [sum(r.of == e.id for r in told.reports) for e in told.events]


def test_what_the_model_takes_for_one_is_one_event() -> None:
    assert groups([telling(0), telling(1, mode="attack")], Says(0.6)) == [2]
    assert groups([telling(0), telling(1)], Says(0.4)) == [1, 1]


def test_a_telling_joins_the_likeliest_event() -> None:
    model = Says(0.1, 0.6, 0.9)
    assert groups([telling(0), telling(1), telling(2)], model) == [1, 2]
    assert model.asked == [1, 2]


def test_of_other_types_or_denied_nobody_asks() -> None:
    drafts = [
        telling(0),
        telling(1, type=EventType.COERCE),
        telling(2, polarity=Polarity.NEGATIVE),
    ]
    model = Says()
    assert groups(drafts, model) == [1, 1, 1]
    assert model.asked == []


def test_a_visit_and_the_talks_on_it_are_two_events() -> None:
    visit, talks = (
        telling(n, type=EventType.CONSULT, mode=m) for n, m in enumerate(("visit", "talks"))
    )
    model = Says()
    assert groups([visit, talks], model) == [1, 1]
    assert model.asked == []


def test_the_order_in_which_drafts_come_does_not_matter_to_the_signs() -> None:
    seen: list[list[float]] = []

    class Notes(Says):
        def shares(self, rows: np.ndarray) -> np.ndarray:
            seen.extend(rows.tolist())
            return np.zeros(len(rows), dtype=np.float32)

    judged = judged_by(Notes(), SENTENCES, str)
    judged([telling(0)], telling(1))
    judged([telling(1)], telling(0))
    assert seen[0] == seen[1]


def test_signs_tell_what_two_tellings_share() -> None:
    first, second = (look_at(d, SENTENCES, str) for d in (telling(0), telling(1)))
    assert first.numbers == {"30"}
    assert "موقعا" in first.words[1] & second.words[1]
    one = signs_of(first, second)
    assert len(one) == len(signs_of(second, first))
    other = signs_of(first, look_at(telling(1, actor=(REBELS,)), SENTENCES, str))
    assert one != other


def test_the_carried_model_takes_as_many_signs() -> None:
    model = trees.installed(trees.REPEATS)
    assert model is not None
    looks = [look_at(telling(n), SENTENCES, str) for n in (0, 1)]
    (sure,) = model.shares(np.array([signs_of(*looks)], dtype=np.float32)).tolist()
    assert 0 < sure < 1


@pytest.mark.parametrize("trigger", [0, 99])
def test_a_trigger_behind_its_sentence_is_its_last_word(trigger: int) -> None:
    look = look_at(telling(2, trigger=trigger), SENTENCES, str)
    assert look.trigger in ("غادر", "الوفد")


def test_a_sentence_without_words_has_no_trigger() -> None:
    empty = (replace(SENTENCES[0], tokens=()),)
    assert look_at(telling(0), empty, str).trigger == ""


def test_spans_are_those_of_the_first_telling() -> None:
    told = merge_drafts(
        [telling(0), telling(1)], SENTENCES, no_chain, judged_by(Says(0.9), SENTENCES, str)
    )
    assert [Span(start=e.start, end=e.end) for e in told.events] == [Span(start=0, end=9)]
