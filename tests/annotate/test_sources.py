"""Who is taken for the source of a statement: who may be, and that the likeliest is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from khabar.annotate.composing.sources import Hall, hall_of, shares_of, signs_of
from khabar.learned import trees
from khabar.learned.proposals import Proposals, Speaking
from khabar.learned.trees import Floats
from khabar.pipeline import document as reading
from khabar.pipeline.kit import load_kit
from khabar.schema.attributions import Attribution
from khabar.schema.documents import Document, Source, identity
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.spans import Span

TEXT = """خبر

التقى إيمانويل ماكرون أنغيلا ميركل في باريس.
وقال إيمانويل ماكرون إن المحادثات مع روسيا طويلة. وأضاف أن الاتفاق قريب.
"""


class Chooses:
    """Trees that are sure of one sign, whatever the others say."""

    def __init__(self, sign: int = -1) -> None:
        self.sign = sign
        self.rows: list[Floats] = []

    def shares(self, rows: Floats) -> Floats:
        self.rows.append(rows)
        return np.zeros(len(rows), np.float32) if self.sign < 0 else rows[:, self.sign]


def read(monkeypatch: pytest.MonkeyPatch, choosing: object = None) -> tuple[Reading, Hall]:
    """The reading of the text and the hall of its document; choosing stands for the trees."""
    halls: list[Hall] = []

    def noted(
        own: Attribution, seen: Speaking | None, *, hall: Hall, model: trees.Trees
    ) -> Mapping[ActorId, float]:
        halls.append(hall)
        return shares_of(own, seen, hall=hall, model=model)

    monkeypatch.setattr(reading, "shares_of", noted)
    kit = load_kit()
    kit = kit if choosing is None else replace(kit, sources=choosing)  # type: ignore[arg-type]
    source = Source(path="test.txt", raw_hash="0")
    document = Document(id=identity(TEXT, source), text=TEXT, source=source)
    return reading.read_document(document, kit), halls[0]


def names(read: Reading) -> dict[ActorId, str]:
    return {a.id: a.name.ar or "" for a in read.actors}


def test_the_carried_model_keeps_what_rules_see_right(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = read(monkeypatch)
    said = {names(found)[s.source] for s in found.statements if s.source}
    assert said == {"إيمانويل ماكرون"}
    assert len(found.statements) == 2


def test_the_carried_model_takes_as_many_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    model = trees.installed(trees.SOURCES)
    assert model is not None
    _, hall = read(monkeypatch)
    people, signs = signs_of(hall, hall.told[0], None)
    shares = model.shares(np.array(signs, dtype=np.float32))
    assert len(shares) == len(people) > 2
    assert (shares > 0).all()
    assert (shares < 1).all()


def test_everybody_named_just_before_may_be_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    found, hall = read(monkeypatch)
    people, signs = signs_of(hall, hall.told[1], None)
    near = {names(found)[a] for a in people}
    assert {"إيمانويل ماكرون", "أنغيلا ميركل", "روسيا"} <= near
    assert len({len(row) for row in signs}) == 1


def test_the_likeliest_is_the_source_of_what_a_rule_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = read(monkeypatch)
    (merkel,) = (a for a, name in names(found).items() if name == "أنغيلا ميركل")
    monkeypatch.setattr(reading, "shares_of", lambda *_, **__: {merkel: 0.9})
    kit, source = load_kit(), Source(path="test.txt", raw_hash="0")
    other = reading.read_document(
        Document(id=identity(TEXT, source), text=TEXT, source=source), kit
    )
    assert {s.source for s in other.statements} == {merkel}


def test_whom_nobody_is_surer_of_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = read(monkeypatch, Chooses())
    assert {names(found)[s.source] for s in found.statements if s.source} == {"إيمانويل ماكرون"}


def test_the_reader_is_asked_of_each_name_beside_the_cue(monkeypatch: pytest.MonkeyPatch) -> None:
    _, hall = read(monkeypatch)
    asked: list[Span] = []

    def voiced(cue: Span, some: Sequence[Span]) -> Sequence[tuple[float, float] | None]:
        asked.append(cue)
        return [(n.start / 1000, 0.25) if n.start > cue.start else None for n in some]

    hall = replace(hall, proposals=Proposals(voiced=voiced))
    own = hall.told[0]
    people, signs = signs_of(hall, own, None)
    assert asked == [own.cue]
    for actor, row in zip(people, signs, strict=True):
        behind = [m.start / 1000 for m in hall.standing[actor] if m.start > own.cue.start]
        behind = [s for s in behind if hall.ground.text.find("\n", own.cue.start) > s * 1000]
        if behind:
            assert row[0] == pytest.approx(min(behind))
        assert row[0] == -1.0 or row[1] == 0.25


def test_where_nobody_stands_nobody_may_be_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    _, hall = read(monkeypatch)
    empty = hall_of(replace(hall.ground, mentions=(), actor_of=()), hall.proposals, {}, ())
    own = replace(hall.told[0], source=None)
    assert signs_of(empty, own, None) == ((), [])
    assert shares_of(own, None, hall=empty, model=Chooses()) == {}  # type: ignore[arg-type]
