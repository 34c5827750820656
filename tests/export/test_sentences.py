"""One plain sentence an event and a statement, in both languages."""

from __future__ import annotations

import pytest

from khabar.export.dossier.deeds import Language, deed_of
from khabar.export.dossier.gender import feminine
from khabar.export.dossier.parts import Both, Called
from khabar.export.dossier.sentences import saying, sentence
from khabar.schema.events import Event, EventId, EventType, Polarity, Status
from khabar.schema.moments import edtf
from khabar.schema.names import ActorId, ActorKind, PlaceId
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Mode, Statement, StatementId

HERE = Span(start=0, end=1)
PERSON, STATE, GROUP = ActorKind.PERSON, ActorKind.STATE, ActorKind.ARMED_GROUP
NAMES = {
    "haftar": Called(ar="خليفة حفتر", en="Khalifa Haftar", kind=PERSON),
    "merkel": Called(ar="أنغيلا ميركل", en="Angela Merkel", kind=PERSON),
    "russia": Called(ar="روسيا", en="Russia", kind=STATE),
    "iraq": Called(ar="العراق", en="Iraq", kind=STATE),
    "army": Called(ar="الجيش الليبي", en="Libyan Army", kind=ActorKind.MILITARY),
    "houthis": Called(ar="جماعة الحوثي", en="Houthis", kind=GROUP),
    "made": Called(ar="سالم", en="Salim", kind=PERSON, made=True),
    "agency": Called(ar="رويترز", en="Reuters", kind=ActorKind.MEDIA),
}


class Names:
    """Names by hand."""

    def actor(self, actor: str) -> Called:
        return NAMES[actor]

    def place(self, place: PlaceId) -> Both:
        return {"b": Both("بنغازي", "Benghazi"), "r": Both("روسيا", "Russia")}[place]


def ids(words: str) -> tuple[ActorId, ...]:
    return tuple(ActorId(w) for w in words.split())


def event(kind: str, who: str = "", whom: str = "", **more: object) -> Event:
    of, _, mode = kind.partition("-")
    facts: dict[str, object] = {
        "id": EventId("e1"), "type": EventType(of), "mode": mode or None, "start": 0, "end": 1,
        "actor": ids(who), "recipient": ids(whom), "sentence": HERE, "sure": 1.0,
        "found_by": "test", **more,
    }  # fmt: skip
    return Event(**facts)  # type: ignore[arg-type]


def both(told: Event) -> tuple[str, str]:
    return sentence(told, Names(), Language.AR), sentence(told, Names(), Language.EN)


POSSIBLE, PLANNED, ONGOING = Status.POSSIBLE, Status.PLANNED, Status.ONGOING
NOT = Polarity.NEGATIVE


@pytest.mark.parametrize(
    ("told", "arabic", "english"),
    [
        (event("CONSULT-visit", "haftar", "russia"), "زار خليفة حفتر روسيا.",
         "Khalifa Haftar visited Russia."),
        (event("CONSULT-visit", "merkel", "russia"), "زارت أنغيلا ميركل روسيا.",
         "Angela Merkel visited Russia."),
        (event("CONSULT-visit", "merkel", "russia", polarity=NOT), "لم تزر أنغيلا ميركل روسيا.",
         "Angela Merkel did not visit Russia."),
        (event("CONSULT-visit", "haftar", "russia", status=PLANNED),
         "من المقرر أن يزور خليفة حفتر روسيا.", "Khalifa Haftar is to visit Russia."),
        (event("CONSULT-visit", "haftar", "russia", status=PLANNED, polarity=NOT),
         "لن يزور خليفة حفتر روسيا.", "Khalifa Haftar will not visit Russia."),
        (event("CONSULT-visit", "haftar", "russia", status=POSSIBLE, polarity=NOT),
         "قد لا يزور خليفة حفتر روسيا.", "Khalifa Haftar may not visit Russia."),
        (event("THREATEN", "houthis", "iraq", status=ONGOING), "تهدد جماعة الحوثي العراق.",
         "Houthis are threatening Iraq."),
        (event("COERCE-arrest", "", "haftar"), "جرى اعتقال خليفة حفتر.",
         "Khalifa Haftar was arrested."),
        (event("COERCE-arrest", "", "haftar", polarity=NOT), "لم يجر اعتقال خليفة حفتر.",
         "Khalifa Haftar was not arrested."),
        (event("ASSAULT-airstrike", "", "houthis"), "وقعت غارة جوية على جماعة الحوثي.",
         "An air strike on Houthis took place."),
        (event("AGREE-promise", "russia", "army"), "قطعت روسيا وعدا للجيش الليبي.",
         "Russia made a promise to Libyan Army."),
        (event("SUPPORT-recognition", "iraq", "army"), "اعترف العراق بالجيش الليبي.",
         "Iraq recognised Libyan Army."),
        (event("CONSULT-talks", "haftar merkel", "iraq russia"),
         "أجرى خليفة حفتر وأنغيلا ميركل محادثات مع العراق وروسيا.",
         "Khalifa Haftar and Angela Merkel held talks with Iraq and Russia."),
        (event("CONSULT-meeting", "haftar", "haftar"), "اجتمع خليفة حفتر.",
         "Khalifa Haftar met."),
        (event("STATE_CHANGE-death", "", "merkel", polarity=NOT), "لم تتوف أنغيلا ميركل.",
         "Angela Merkel did not die."),
        (event("CONSULT-talks", "", "", status=POSSIBLE), "قد تجري محادثات.",
         "Talks may take place."),
        (event("ACCUSE-nothing_known", "russia", "iraq"), "اتهمت روسيا العراق.",
         "Russia accused Iraq."),
        (event("ASSAULT", "army", "made"), "هاجم الجيش الليبي سالم.",
         "Libyan Army attacked Salim*."),
    ],
)  # fmt: skip
def test_who_did_what_to_whom(told: Event, arabic: str, english: str) -> None:
    assert both(told) == (arabic, english)


@pytest.mark.parametrize(
    ("when", "arabic", "english"),
    [
        ("2018-04-26", " في 26 أبريل 2018.", " on 26 April 2018."),
        ("2018-04", " في أبريل 2018.", " in April 2018."),
        ("2018~", " في نحو عام 2018.", " in about 2018."),
        ("2018-04-26/2018-05", " بين 26 أبريل 2018 ومايو 2018.",
         " between 26 April 2018 and May 2018."),
        ("../2018-04-26", " بحلول 26 أبريل 2018.", " by 26 April 2018."),
        ("2018/..", " ابتداء من عام 2018.", " from 2018 on."),
        ("2018-XX-07", " في عام 2018.", " in 2018."),
        ("201X", ".", "."),
    ],
)  # fmt: skip
def test_when_it_was(when: str, arabic: str, english: str) -> None:
    told = both(event("CONSULT-visit", "haftar", "russia", when=edtf(when)))
    start = both(event("CONSULT-visit", "haftar", "russia"))
    assert told == (start[0][:-1] + arabic, start[1][:-1] + english)


def test_where_it_was_and_according_to_whom() -> None:
    told = event("CONSULT-meeting", "haftar", "merkel", place="b", chain=ids("agency russia"))
    assert both(told) == (
        "اجتمع خليفة حفتر مع أنغيلا ميركل في بنغازي، بحسب رويترز نقلا عن روسيا.",
        "Khalifa Haftar met with Angela Merkel in Benghazi, according to Reuters, citing Russia.",
    )


def test_a_place_that_is_named_already_is_not_named_again() -> None:
    assert "في" not in both(event("CONSULT-visit", "haftar", "russia", place="r"))[0]


def test_a_place_stands_for_a_goal_that_is_not_named() -> None:
    told = both(event("STATE_CHANGE-return", "haftar", place="b"))
    assert told == ("عاد خليفة حفتر إلى بنغازي.", "Khalifa Haftar returned to Benghazi.")
    assert "from Benghazi" in both(event("RETREAT-withdraw", "army", place="b"))[1]


def statement(act: Act, *about: str, source: str | None = "russia") -> Statement:
    return Statement(
        id=StatementId("s1"), source=None if source is None else ActorId(source),
        mode=Mode.INDIRECT, act=act, cue=None, content=HERE, sure=1.0, found_by="test",
        about=tuple(EventId(e) for e in about),
    )  # fmt: skip


def said(told: Statement, *events: Event) -> tuple[str, str]:
    ar, en = (saying(told, events, "كلام  كثير", Names(), tongue) for tongue in Language)
    return ar, en


def test_a_statement_tells_what_it_is_about() -> None:
    visit = event("CONSULT-visit", "haftar", "iraq")
    assert said(statement(Act.DENY, "e1"), visit) == (
        "نفت روسيا ما يلي: زار خليفة حفتر العراق.",
        "Russia denied this: Khalifa Haftar visited Iraq.",
    )


def test_who_denies_that_it_was_says_that_it_was_not() -> None:
    visit = event("CONSULT-visit", "haftar", "iraq", polarity=NOT)
    assert said(statement(Act.DENY, "e1"), visit)[1] == (
        "Russia said this: Khalifa Haftar did not visit Iraq."
    )


def test_a_statement_about_nothing_known_gives_its_own_words() -> None:
    ar, en = said(statement(Act.SAY, source=None))
    assert "كلام كثير" in ar
    assert "كلام كثير" in en
    assert en.startswith("Somebody not named said")


@pytest.mark.parametrize(
    ("name", "kind", "hers"),
    [
        ("وزيرة الخارجية", PERSON, True), ("خليفة حفتر", PERSON, False),
        ("أسامة بن لادن", PERSON, False), ("السودان", STATE, False), ("تركيا", STATE, True),
        ("قوات النظام", GROUP, True), ("الأمم المتحدة", ActorKind.IGO, True),
        ("مجلس الأمن", ActorKind.IGO, False), ("بي بي سي", ActorKind.MEDIA, True),
        ("موقع المدار", ActorKind.MEDIA, False), ("تنظيم القاعدة", GROUP, False),
        ("تسعة أشخاص", ActorKind.GROUP, False),
    ],
)  # fmt: skip
def test_the_verb_agrees_with_who_acts(name: str, kind: ActorKind, hers: bool) -> None:
    assert feminine(Called(ar=name, en="", kind=kind)) is hers


@pytest.mark.parametrize("kind", EventType)
@pytest.mark.parametrize("language", Language)
def test_every_type_can_be_told(kind: EventType, language: Language) -> None:
    assert deed_of(kind, "a mode that nobody knows", language).noun
