"""Ties between actors over time."""

from __future__ import annotations

from assemble.actor_builders import told, with_tie
from khabar.assemble.actors import build_actors
from khabar.assemble.relations import build_relations
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading
from khabar.schema.record import RecordRelation
from khabar.schema.statements import RelationKind


def tied(doc: str, day: str | None, says: str = "+") -> Reading:
    """A document that says, or denies, that one state supports a party."""
    named = ((ActorKind.STATE, "مصر"), (ActorKind.PARTY, "حزب الواحة"))
    reading = told(doc, "مصر تدعم حزب الواحة", *named, day=day)
    return with_tie(reading, "a1", RelationKind.SUPPORTS, "a2", says)


def ties(*readings: Reading) -> tuple[RecordRelation, ...]:
    """The ties of the record of these documents."""
    return build_relations(build_actors(readings), readings)


def test_a_tie_told_twice_is_one_that_lasts_from_the_first_report() -> None:
    (tie,) = ties(tied("a", "2018-04-10"), tied("b", "2016-01-02"), tied("c", None))
    assert tie.held == "2016-01-02/.."
    assert [m.doc for m in tie.members] == ["a", "b", "c"]


def test_a_denial_alone_makes_no_tie() -> None:
    assert ties(tied("a", "2018-04-10", "-")) == ()


def test_a_later_denial_ends_the_tie_at_the_last_assertion() -> None:
    (tie,) = ties(tied("a", "2016-01-02"), tied("b", "2017-01-02"), tied("c", "2018-04-10", "-"))
    assert tie.held == "2016-01-02/2017-01-02"
    assert [m.doc for m in tie.members] == ["a", "b"]


def test_an_earlier_denial_ends_nothing() -> None:
    (tie,) = ties(tied("a", "2016-01-02", "-"), tied("b", "2017-01-02"))
    assert tie.held == "2017-01-02/.."


def test_a_tie_without_any_day_is_held_at_a_time_unknown() -> None:
    (tie,) = ties(tied("a", None))
    assert tie.held is None


def test_a_tie_between_two_names_of_one_actor_is_none() -> None:
    named = ((ActorKind.STATE, "مصر"), (ActorKind.STATE, "القاهرة"))
    reading = told("a", "مصر تدعم القاهرة", *named)
    assert ties(with_tie(reading, "a1", RelationKind.SUPPORTS, "a2", "+")) == ()


def test_ties_do_not_depend_on_the_order_of_documents() -> None:
    readings = (tied("a", "2016-01-02"), tied("b", "2017-01-02", "-"), tied("c", "2018-01-02"))
    assert ties(*readings) == ties(*readings[::-1])
