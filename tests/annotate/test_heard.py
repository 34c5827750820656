"""What the learned reader hears of those near an event: asked once an event, nearest name first."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from khabar.annotate.events import company_of, signs_of
from khabar.annotate.events.company import Company
from khabar.annotate.events.heard import heard_of
from khabar.learned.proposals import Share
from khabar.learned.reader import installed
from khabar.pipeline import document as reading
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document, Source, identity
from khabar.schema.drafts import Supposed
from khabar.schema.events import EventType
from khabar.schema.spans import Span

TEXT = "قصف الجيش السوري حلب.\nوقال الجيش السوري إن روسيا قصفت إدلب."
EVENT = Supposed(start=0, end=3, sentence=0, trigger=0, type=EventType.ASSAULT)


def company(monkeypatch: pytest.MonkeyPatch) -> Company:
    """The company of the text, with nobody to ask."""
    seen: list[Company] = []

    def noted(*told: object) -> Company:
        seen.append(company_of(*told[:2]))  # type: ignore[arg-type]
        return seen[-1]

    monkeypatch.setattr(reading, "company_of", noted)
    source = Source(path="test.txt", raw_hash="0")
    reading.read_document(Document(id=identity(TEXT, source), text=TEXT, source=source), load_kit())
    return seen[0]


def test_nobody_is_heard_where_nobody_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = company(monkeypatch)
    people = found.near(EVENT)
    assert heard_of(found, EVENT, people) == ([-1.0] * 5,) * len(people)


def test_the_nearest_name_counts_and_the_surest(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Span] = []

    def answers(event: Span, names: Sequence[Span]) -> Sequence[Share | None]:
        asked.append(event)
        return [(n.start / 100, 1 - n.start / 100, 0.25) for n in names]

    found = replace(company(monkeypatch), asked=answers)
    (army,) = (a for a, where in found.standing.items() if len(where) == 2)
    near, far = (mention.start / 100 for _, mention in found.standing[army])
    (numbers,) = heard_of(found, EVENT, (army,))
    assert numbers == [near, 1 - near, 0.25, far, 1 - near]
    assert asked == [EVENT]


def test_who_was_not_read_together_with_the_event_is_unheard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = replace(company(monkeypatch), asked=lambda _, names: [None] * len(names))
    people = found.near(EVENT)
    assert set(map(tuple, heard_of(found, EVENT, people))) == {(-1.0,) * 5}


def test_what_is_heard_stands_last_among_the_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = company(monkeypatch)
    heard = replace(quiet, asked=lambda _, names: [(0.5, 0.25, 0.125)] * len(names))
    for row, other in zip(signs_of(quiet, EVENT)[1], signs_of(heard, EVENT)[1], strict=True):
        assert row[:-5] == other[:-5]
        assert other[-5:] in ([0.5, 0.25, 0.125, 0.5, 0.25], [-1.0] * 5)


def test_the_reader_is_asked_of_any_words() -> None:
    reader = installed()
    assert reader is not None
    asked = reader.propose(TEXT, [Span(start=0, end=len(TEXT))]).asked
    assert asked is not None
    army = Span(start=4, end=16)
    (share,) = asked(Span(start=0, end=3), [army])
    assert share is not None
    assert all(0 <= one <= 1 for one in share)
    assert asked(Span(start=0, end=3), [Span(start=900, end=905), army]) == [None, share]
    assert asked(Span(start=900, end=905), [army]) == [None]
    assert asked(Span(start=0, end=3), []) == []
