"""Offices over time."""

from __future__ import annotations

from assemble.actor_builders import told, with_office
from khabar.assemble.actors import build_actors
from khabar.assemble.actors_known import catalogue
from khabar.assemble.offices import english_title, outside_known_term, with_offices
from khabar.schema.moments import edtf
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading
from khabar.schema.record import OfficeHeld

PERSON = (ActorKind.PERSON, "سالم الورشفاني")


def titled(doc: str, title: str, day: str | None) -> Reading:
    """A document that gives the person a title."""
    reading = told(doc, f"{title} سالم الورشفاني في ليبيا", PERSON, day=day)
    return with_office(reading, "a1", title)


def offices_of(*readings: Reading) -> tuple[OfficeHeld, ...]:
    """The offices of the one actor of these documents."""
    (actor,) = with_offices(build_actors(readings), readings)
    return actor.offices


def test_an_office_is_held_from_the_first_to_the_last_report() -> None:
    (office,) = offices_of(
        titled("a", "وزير الصحة", "2018-04-10"),
        titled("b", "وزير الصحة", "2016-01-02"),
        titled("c", "وزير الصحة", None),
    )
    assert office.held == "2016-01-02/2018-04-10"
    assert [r.doc for r in office.reports] == ["a", "b", "c"]
    assert office.title.en == "health minister"


def test_another_office_is_another_entry_with_its_own_days() -> None:
    first, second = offices_of(
        titled("a", "وزير الصحة", "2016-01-02"), titled("b", "وزير الدفاع", "2018-04-10")
    )
    assert {first.held, second.held} == {"2016-01-02", "2018-04-10"}


def test_a_former_office_has_ended_by_the_first_report() -> None:
    (office,) = offices_of(titled("a", "وزير الصحة السابق", "2018-04-10"))
    assert office.held == "../2018-04-10"
    assert office.title.en == "former health minister"


def test_the_body_of_an_office_is_an_actor_of_the_record() -> None:
    named = (PERSON, (ActorKind.GOVERNMENT, "حكومة الواحة"))
    text = "سالم الورشفاني رئيس حكومة الواحة في ليبيا"
    reading = with_office(told("a", text, *named), "a1", "رئيس", of="a2")
    actors = {a.name.ar: a for a in with_offices(build_actors([reading]), [reading])}
    assert actors["سالم الورشفاني"].offices[0].of == actors["حكومة الواحة"].id


def test_offices_do_not_depend_on_the_order_of_documents() -> None:
    readings = [
        titled(d, t, day)
        for d, t, day in [
            ("a", "وزير الصحة", "2018-04-10"), ("b", "وزير الدفاع", "2016-01-02"),
            ("c", "وزير الصحة", "2017-01-02"),
        ]
    ]  # fmt: skip
    forth = with_offices(build_actors(readings), readings)
    assert forth == with_offices(build_actors(readings[::-1]), readings[::-1])


def test_a_title_that_no_table_knows_has_no_english() -> None:
    assert english_title("صاحب الدكان") is None
    assert english_title("نائب وزير الخارجية") == "deputy foreign minister"


def test_the_catalogue_checks_the_days_without_changing_them() -> None:
    terms = [t for ts in catalogue().offices.values() for t in ts if t.start and t.end]
    term = min(
        (t for t in terms if sum(o.person == t.person for o in terms) == 1),
        key=lambda t: (t.person, t.office),
    )
    assert term.start
    assert term.end
    assert not outside_known_term(term.person, term.office, edtf(term.start.isoformat()))
    assert outside_known_term(term.person, term.office, edtf("1901-01-01/1901-02-01"))
    assert not outside_known_term("nobody", term.office, edtf("1901-01-01"))
