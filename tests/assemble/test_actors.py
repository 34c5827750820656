"""Which actors of different documents are one."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assemble.actor_builders import Named, told, with_office, with_place
from khabar.assemble.actors import build_actors
from khabar.assemble.actors_edges import JUDGED, Edge
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading

P, S, G, M = ActorKind.PERSON, ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY
CROWD = ActorKind.GROUP


def pairs(readings: Sequence[Reading]) -> set[tuple[str, ...]]:
    """The documents whose actors came together, a group each; single ones are left out."""
    return {
        tuple(sorted(f"{m.doc}.{m.id}" for m in actor.members))
        for actor in build_actors(readings)
        if len(actor.members) > 1
    }


def two(first: Named, second: Named, *, where: str = "في ليبيا", **day: str) -> list[Reading]:
    """Two documents about one country that name one actor each."""
    return [
        told("one", f"{first[1]} {where}.", first, **day),
        told("two", f"{second[1]} {where}.", second, **day),
    ]


ONE = {("one.a1", "two.a1")}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("خليفة حفتر", "المشير خليفة حفتر"),
        ("فائز السراج", "فايز السراج"),
        ("سالم عبد الله القرضاوي", "سالم عبدالله القرضاوي"),
        ("عمر بن مسعود الورشفاني", "عمر مسعود الورشفاني"),
        ("يوهان شتاينمار", "يوهان شتينمار"),
        ("كامل رضوان الشاوشي", "كامل الشاوشي"),
    ],
)
def test_spelling_rank_and_middle_names_do_not_part_a_person(first: str, second: str) -> None:
    assert pairs(two((P, first), (P, second))) == ONE


@pytest.mark.parametrize(
    ("first", "second"),
    [("حسن الورشفاني", "حسين الورشفاني"), ("علي سالم المرغني", "علي رضوان المرغني")],
)
def test_names_that_clash_stay_two_persons(first: str, second: str) -> None:
    assert pairs(two((P, first), (P, second))) == set()


def test_two_full_names_are_not_chained_by_the_family_name_that_they_share() -> None:
    readings = [
        told("a", "سالم الورشفاني في ليبيا", (P, "سالم الورشفاني")),
        told("b", "الورشفاني في ليبيا", (P, "الورشفاني")),
        told("c", "مراد الورشفاني في ليبيا", (P, "مراد الورشفاني")),
    ]
    assert pairs(readings) == set()
    assert pairs(readings[:2]) == {("a.a1", "b.a1")}


def test_a_family_name_alone_is_not_followed_over_years() -> None:
    readings = [
        told("a", "سالم الورشفاني في ليبيا", (P, "سالم الورشفاني"), day="2014-01-01"),
        told("b", "الورشفاني في ليبيا", (P, "الورشفاني"), day="2018-01-01"),
    ]
    assert pairs(readings) == set()


def test_a_common_name_is_two_persons_in_two_countries() -> None:
    readings = [
        told("a", "محمد سالم في السودان", (P, "محمد سالم")),
        told("b", "محمد سالم في العراق", (P, "محمد سالم")),
    ]
    assert pairs(readings) == set()


def test_governments_of_one_name_are_one_only_within_their_country() -> None:
    name = (G, "حكومة الوفاق الوطني")
    readings = [
        told("a", "حكومة الوفاق الوطني في ليبيا، وقال ليبيون", name),
        told("b", "حكومة الوفاق الوطني في السودان، وقال سودانيون", name),
        told("c", "حكومة الوفاق الوطني في طرابلس بليبيا", name),
        told("d", "حكومة الوفاق الوطني في الخرطوم بالسودان", name),
    ]
    assert pairs(readings) == {("a.a1", "c.a1"), ("b.a1", "d.a1")}


def test_the_army_is_another_one_in_every_country() -> None:
    readings = [
        told("a", "الجيش الجزائري في الجزائر", (M, "الجيش الجزائري")),
        told("b", "الجيش على حدود الجزائر مع جنود جزائريين", (M, "الجيش")),
        told("c", "الجيش في العراق مع جنود عراقيين", (M, "الجيش")),
    ]
    assert pairs(readings) == {("a.a1", "b.a1")}


@pytest.mark.parametrize("form", ["موسكو", "الكرملين", "السلطات الروسية", "الجانب الروسي"])
def test_a_state_is_one_under_its_capital_palace_and_nationality(form: str) -> None:
    (actor,) = build_actors(two((S, "روسيا"), (S, form), where="اليوم"))
    assert (len(actor.members), actor.name.en, actor.wikidata) == (2, "Russia", "Q159")


def test_a_person_named_by_office_is_who_held_it_on_that_day() -> None:
    readings = [
        told("a", "وزير الخارجية الروسي في موسكو", (P, "وزير الخارجية الروسي"), day="2018-04-10"),
        told("b", "سيرغي لافروف في موسكو", (P, "سيرغي لافروف"), day="2018-04-10"),
        told("c", "وزير الخارجية الروسي في موسكو", (P, "وزير الخارجية الروسي"), day="1999-01-01"),
    ]
    assert pairs(readings) == {("a.a1", "b.a1")}


def test_one_named_by_office_alone_is_whom_others_of_those_days_call_so() -> None:
    titled = told("b", "مدير مستشفى الواحة في ليبيا", (P, "مدير مستشفى الواحة"))
    named = told("a", "مدير مستشفى الواحة سالم الورشفاني في ليبيا", (P, "سالم الورشفاني"))
    assert pairs([with_office(named, "a1", "مدير مستشفى الواحة"), titled]) == {("a.a1", "b.a1")}


def test_a_crowd_is_the_same_only_in_one_place_and_in_the_same_days() -> None:
    def crowd(doc: str, place: str, day: str) -> Reading:
        reading = told(doc, f"قتل 7 مدنيين في {place} بسوريا", (CROWD, "مدنيين"), day=day)
        return with_place(reading, place)

    readings = [
        crowd("a", "دوما", "2018-04-08"),
        crowd("b", "دوما", "2018-04-09"),
        crowd("c", "إدلب", "2018-04-09"),
        crowd("d", "دوما", "2018-09-09"),
    ]
    assert pairs(readings) == {("a.a1", "b.a1")}


def test_an_unnamed_source_is_nobody_elses() -> None:
    source = (P, "مصدر مسؤول")
    readings = [told(d, "مصدر مسؤول في ليبيا", source, nameless=True) for d in ("a", "b")]
    assert pairs(readings) == set()


def test_a_judgement_outweighs_the_names() -> None:
    readings = two((P, "خليفة حفتر"), (P, "خليفة حفتر"))
    apart = Edge("one\0a1", "two\0a1", "a reader said so", JUDGED, same=False)
    assert len(build_actors(readings, (apart,))) == 2
    others = two((P, "سالم الورشفاني"), (P, "مراد القرضاوي"))
    same = Edge("one\0a1", "two\0a1", "a reader said so", JUDGED)
    assert len(build_actors(others, (same,))) == 1


def test_a_judgement_about_readings_that_are_gone_is_no_harm() -> None:
    gone = Edge("x\0a1", "y\0a1", "a reader said so", JUDGED)
    assert len(build_actors(two((S, "مصر"), (S, "القاهرة")), (gone,))) == 1


def test_no_readings_and_readings_without_day_or_actors_make_no_trouble() -> None:
    assert build_actors([]) == ()
    assert build_actors([told("a", "لا أحد", day=None)]) == ()
    readings = [told(d, "المدنيين والورشفاني", (CROWD, "المدنيين"), day=None) for d in "ab"]
    assert pairs(readings) == set()


NAMES = [
    (P, "سالم الورشفاني"), (P, "الورشفاني"), (P, "مراد الورشفاني"), (P, "خليفة حفتر"),
    (P, "حفتر"), (M, "الجيش"), (M, "الجيش الليبي"), (G, "حكومة الوفاق"), (CROWD, "مدنيين"),
    (S, "السلطات"), (P, "سالم علي الورشفاني"), (P, "قائد الجيش الليبي"),
]  # fmt: skip
DOCS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
        st.sampled_from(["ليبيا", "السودان", "مصر وليبيا"]),
        st.sampled_from([None, "2018-04-01", "2018-04-09", "2018-05-20"]),
    ),
    max_size=8,
)


@given(DOCS, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(
    docs: list[tuple[list[Named], str, str | None]], chance: random.Random
) -> None:
    readings = [
        told(f"d{n}", " ".join((*(name for _, name in named), "في", where)), *named, day=day)
        for n, (named, where, day) in enumerate(docs)
    ]
    shuffled = chance.sample(readings, len(readings))
    built = build_actors(readings)
    assert sorted(built, key=lambda a: a.id) == sorted(build_actors(shuffled), key=lambda a: a.id)
    members = [m for actor in built for m in actor.members]
    assert len(members) == len(set(members)) == sum(len(r.actors) for r in readings)
    assert len({a.id for a in built}) == len(built)
