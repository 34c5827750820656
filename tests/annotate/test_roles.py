"""Who takes part in an event, by the model of roles: signs, shares, and what is made of them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from khabar.annotate.composing.ground import Limits
from khabar.annotate.composing.roles import NOBODY, roles_of
from khabar.annotate.events import company_of, parts_of, signs_of
from khabar.annotate.events.company import Company
from khabar.pipeline import document as reading
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document, Source, identity
from khabar.schema.drafts import Parts, Supposed
from khabar.schema.events import EventType
from khabar.schema.names import ActorId

A, B, C = ActorId("a1"), ActorId("a2"), ActorId("a3")
LIMITS = Limits(part=0.45, kept=0.3, more=0.6, lone=0.2)


def parts(**shares: tuple[float, float]) -> Parts:
    """Shares of acting and being acted upon by actor."""
    doing = {ActorId(a): s[0] for a, s in shares.items()}
    return Parts(doing, {ActorId(a): s[1] for a, s in shares.items()})


def test_everyone_sure_enough_takes_the_likelier_role() -> None:
    shares = parts(a1=(0.9, 0.1), a2=(0.5, 0.6), a3=(0.1, 0.7))
    assert roles_of(shares, NOBODY, LIMITS, symmetric=False) == ((A,), (B, C))


def test_the_likeliest_one_acts_where_nobody_is_sure() -> None:
    shares = parts(a1=(0.3, 0.1), a2=(0.1, 0.1))
    assert roles_of(shares, NOBODY, LIMITS, symmetric=False) == ((A,), ())


def test_nobody_acts_whom_nothing_speaks_for() -> None:
    assert roles_of(parts(a1=(0.1, 0.1)), NOBODY, LIMITS, symmetric=False) == ((), ())
    assert roles_of(parts(), NOBODY, LIMITS, symmetric=True) == ((), ())


def test_nobody_is_in_both_roles() -> None:
    shares = parts(a1=(0.9, 0.89), a2=(0.02, 0.01))
    assert roles_of(shares, NOBODY, LIMITS, symmetric=False) == ((A,), ())


def test_what_is_done_together_has_the_surest_doer_first() -> None:
    shares = parts(a1=(0.5, 0.6), a2=(0.8, 0.2), a3=(0.1, 0.2))
    assert roles_of(shares, NOBODY, LIMITS, symmetric=True) == ((B,), (A,))


def test_whom_a_rule_sees_stays_unless_it_is_unlikely() -> None:
    own = ((A,), (B,))
    doubtful = parts(a1=(0.35, 0.1), a2=(0.1, 0.05), a3=(0.1, 0.6))
    assert roles_of(doubtful, own, LIMITS, symmetric=False) == ((A,), (C,))


def test_nobody_is_put_beside_whom_a_rule_sees_without_need() -> None:
    own = ((A,), ())
    shares = parts(a1=(0.6, 0.1), a2=(0.55, 0.1), a3=(0.1, 0.5))
    assert roles_of(shares, own, LIMITS, symmetric=False) == ((A,), (C,))
    sure = parts(a1=(0.6, 0.1), a2=(0.8, 0.1))
    assert roles_of(sure, own, LIMITS, symmetric=False) == ((A, B), ())


def test_what_is_done_together_keeps_the_order_of_the_rule() -> None:
    shares = parts(a1=(0.5, 0.6), a2=(0.8, 0.2))
    assert roles_of(shares, ((A,), (B,)), LIMITS, symmetric=True) == ((A,), (B,))


TEXT = "التقى وزير الخارجية المصري سامح شكري نظيره الليبي محمد سيالة في القاهرة. وأدان شكري الهجوم."


def company(text: str, monkeypatch: pytest.MonkeyPatch) -> Company:
    """The company of a text as it is read."""
    seen: list[Company] = []

    def noted(*told: object) -> Company:
        seen.append(company_of(*told))  # type: ignore[arg-type]
        return seen[-1]

    monkeypatch.setattr(reading, "company_of", noted)
    source = Source(path="test.txt", raw_hash="0")
    reading.read_document(Document(id=identity(text, source), text=text, source=source), load_kit())
    return seen[0]


def supposed(**more: object) -> Supposed:
    return replace(Supposed(start=0, end=5, sentence=0, trigger=0, type=EventType.CONSULT), **more)  # type: ignore[arg-type]


def test_everyone_near_has_as_many_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    found = company(TEXT, monkeypatch)
    people, signs = signs_of(found, supposed())
    assert len(people) == len(signs) >= 2
    assert len({len(row) for row in signs}) == 1
    later = signs_of(found, supposed(sentence=1, trigger=0))
    assert {len(row) for row in later[1]} == {len(signs[0])}


def test_those_of_the_sentence_before_are_near(monkeypatch: pytest.MonkeyPatch) -> None:
    found = company(TEXT, monkeypatch)
    assert set(signs_of(found, supposed())[0]) <= set(
        signs_of(found, supposed(sentence=1, trigger=0))[0]
    )


class Even:
    """A model that gives everyone the number of their row, and counts how often it is asked."""

    asked = 0

    def shares(self, rows: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
        self.asked += 1
        assert sum(sizes) == len(rows)
        return np.stack([np.arange(len(rows)), -np.arange(len(rows))], axis=1).astype(np.float32)


def test_all_events_of_a_document_are_asked_about_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found, model = company(TEXT, monkeypatch), Even()
    some = [supposed(), supposed(sentence=1, trigger=0, ruled=True)]
    first, second = parts_of(found, some, model)
    assert model.asked == 1
    assert [*first.doing.values(), *second.doing.values()] == list(
        range(len(first.doing) + len(second.doing))
    )


def test_where_nobody_is_named_nobody_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    found = company("هطل المطر أمس.", monkeypatch)
    model = Even()
    assert parts_of(found, [supposed()], model) == [Parts({}, {})]
    assert model.asked == 0
