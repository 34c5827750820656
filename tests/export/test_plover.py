"""PLOVER records: the codebook's fields, every event once, and nothing that was not told."""

import json
from dataclasses import replace
from functools import cache

import jsonschema
import pytest

from export.holding import held_of
from export.sampled import hostile, sampled
from khabar.catalog.event_types import event_types
from khabar.export.told.cast import Party
from khabar.export.told.codes import code_of, goldstein, quad_of
from khabar.export.told.days import When, when_of
from khabar.export.told.events import told_events
from khabar.export.told.parties import Coded, Coder
from khabar.export.told.plover import plover_lines
from khabar.export.told.tables import rows_of
from khabar.schema.events import EventType
from khabar.schema.names import ActorId, ActorKind, Name
from khabar.schema.record import KnownId, OfficeHeld, Record, RecordActor

ACTOR = {
    "type": "object",
    "required": ["code", "sector", "actor_text", "identifier_id", "identifier_text"],
    "properties": {
        "code": {"pattern": "^([A-Z]{3})?$"},
        "sector": {"enum": ["", "GOV", "MIL", "UAF", "LEG", "PTY", "JRN", "BUS"]},
        "actor_text": {"type": "string", "minLength": 1},
        "identifier_id": {"anyOf": [{"type": "null"}, {"pattern": r"^Q\d+$"}]},
    },
}
DAY = {"anyOf": [{"type": "null"}, {"pattern": r"^\d{4}-\d{2}-\d{2}$"}]}
TYPES = [t.value for t in EventType if t is not EventType.STATE_CHANGE]
# Table "PLOVER JSON" of the codebook: the fields that it requires, and the types of those we fill.
SCHEMA = {
    "type": "object",
    "required": ["id", "date", "source", "event"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "has_event": {"const": True},
        "date": DAY,
        "enddate": DAY,
        "source": {"type": "array", "items": ACTOR},
        "recipient": {"type": "array", "items": ACTOR},
        "event": {"type": "array", "items": {"enum": TYPES}, "minItems": 1},
        "mode": {"type": "array", "items": {"type": "string", "minLength": 1}},
        "context": {"type": "array", "items": {"type": "string", "minLength": 1}},
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_scale": {"anyOf": [{"type": "null"}, {"minimum": -10, "maximum": 10}]},
        "event_loc": {"type": ["object", "null"]},
        "text_info": {"type": "object", "required": ["start", "end"]},
        "cite_info": {"type": "object", "required": ["url", "title", "publication", "language"]},
        "coder": {"type": "string"},
        "coded_date": DAY,
        "khabar": {"type": "object", "required": ["chain", "status", "polarity", "standing"]},
    },
}


def known(own: str, kind: ActorKind, ar: str, en: str, wikidata: str | None = None) -> RecordActor:
    return RecordActor(
        id=KnownId(own), name=Name(ar=ar, en=en), kind=kind, wikidata=wikidata, members=()
    )


@cache
def records() -> list[dict]:
    return [json.loads(line) for line in plover_lines(held_of(*sampled()))]


def test_every_record_has_the_fields_of_the_codebook():
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert len(records()) > 50
    for record in records():
        validator.validate(record)


def test_every_event_with_a_type_of_plover_is_there_once():
    wanted = {e.id for e in sampled()[0].events if e.type is not EventType.STATE_CHANGE}
    assert [r["id"] for r in records()] == sorted(wanted)


def test_what_is_not_told_as_a_fact_says_so():
    contexts = {"planned": "future", "possible": "hypothetical"}
    told = [r for r in records() if r["khabar"]["status"] in contexts]
    denied = [r for r in records() if r["khabar"]["polarity"] == "-"]
    assert told
    assert denied
    assert all(contexts[r["khabar"]["status"]] in r["context"] for r in told)
    assert all("negation" in r["context"] for r in denied)


def test_the_chain_runs_from_the_reader_inwards_and_names_who_is_known():
    chains = {r["id"]: r["khabar"]["chain"] for r in records() if r["khabar"]["chain"]}
    told = {t.event.id: t for t in told_events(held_of(*sampled()))}
    assert chains
    for event, chain in chains.items():
        own = [p.said.ar for p in told[event].lead.chain]
        assert [link["actor_text"] for link in chain] == own
        assert len(chain) == len(told[event].lead.event.chain)


MINISTRY = known("k_1", ActorKind.AGENCY, "وزارة الخارجية الروسية", "Russian Foreign Ministry")
ARMY = known("k_2", ActorKind.MILITARY, "الجيش الوطني الليبي", "Libyan National Army")
UN = known("k_3", ActorKind.IGO, "الأمم المتحدة", "United Nations")
NOBODY = known("k_4", ActorKind.PERSON, "فلان الفلاني", "Fulan al-Fulani")


def served(person: RecordActor, *bodies: RecordActor) -> RecordActor:
    """The same person with an office in each body."""
    offices = (OfficeHeld(title=Name(ar="رئيس"), of=body.id) for body in bodies)
    return replace(person, offices=tuple(offices))


@pytest.mark.parametrize(
    ("actor", "code", "sector", "role"),
    [
        (known("k_9", ActorKind.STATE, "روسيا", "Russia", "Q159"), "RUS", "", ""),
        (MINISTRY, "RUS", "GOV", "GOV"),
        (ARMY, "LBY", "MIL", "MIL"),
        (UN, "IGO", "", "IGO"),
        (known("k_9", ActorKind.AGENCY, "وزارة", "health ministry (Libya)"), "LBY", "GOV", "GOV"),
        (known("k_9", ActorKind.ARMED_GROUP, "مسلحون", "gunmen"), "", "UAF", "UAF"),
        (known("k_9", ActorKind.MEDIA, "صحيفة ما", "a paper"), "", "JRN", "MED"),
        (known("k_9", ActorKind.PARTY, "حزب ما", "a party"), "", "PTY", ""),
        (
            known("k_9", ActorKind.CONFERENCE, "مؤتمر برلين", "Berlin conference (Libya)"),
            "",
            "",
            "",
        ),
        (NOBODY, "", "", ""),
        (served(NOBODY, MINISTRY), "RUS", "GOV", "GOV"),
        (served(NOBODY, UN), "IGO", "", "IGO"),
        (served(NOBODY, MINISTRY, ARMY), "", "", ""),
        (known("k_9", ActorKind.PERSON, "سيرغي لافروف", "Sergey Lavrov", "Q58217"), "RUS", "", ""),
    ],
)
def test_an_actor_has_the_codes_that_state_kind_and_offices_surely_give(
    actor: RecordActor, code: str, sector: str, role: str
):
    coder = Coder(Record(actors=(actor, MINISTRY, ARMY, UN)))
    party = Party(id=ActorId("a1"), said=actor.name, kind=actor.kind, known=actor)
    coded = coder.coded(party)
    assert (coded.code, coded.sector, coded.role) == (code, sector, role)


def test_a_nameless_source_has_the_codes_of_its_kind_at_most():
    party = Party(id=ActorId("a1"), said=Name(ar="مصدر عسكري"), kind=ActorKind.PERSON)
    assert Coder(Record()).coded(party) == Coded()


def test_the_article_itself_is_not_handed_on():
    told = [t.lead for t in told_events(held_of(*sampled()))]
    sentences = [t.words for t in told if t.words not in (t.document.title or "")]
    written = "".join(json.dumps(r, ensure_ascii=False) for r in records())
    assert len(sentences) > 50
    assert not [words for words in sentences if words in written]


def test_a_hostile_article_stays_inside_its_strings():
    lines = list(plover_lines(held_of(*hostile())))
    assert lines
    for line in lines:
        assert line.count(b"\n") == 1
        jsonschema.validate(json.loads(line), SCHEMA)


@pytest.mark.parametrize(
    ("edtf", "when"),
    [
        (None, When()),
        ("2018", When(year="2018")),
        ("2018-04", When(month="2018-04", year="2018")),
        ("2018-04-12", When(day="2018-04-12", month="2018-04", year="2018", start="2018-04-12")),
        ("2018-04-12~", When()),
        ("2018-04-12/..", When()),
        ("2018-04-XX", When()),
        (
            "2018-04-12/2018-04-14",
            When(month="2018-04", year="2018", start="2018-04-12", until="2018-04-14"),
        ),
        ("2018-12-30/2019-01-02", When(start="2018-12-30", until="2019-01-02")),
    ],
)
def test_only_what_is_sure_of_a_time_is_taken_over(edtf: str | None, when: When):
    assert when_of(edtf) == when


def test_every_type_of_plover_has_a_quad_class_and_no_other():
    assert {t for t in EventType if quad_of(t) is None} == {EventType.STATE_CHANGE}


def test_every_mode_of_the_catalogue_stands_in_the_table_of_codes():

    rows = [(row["type"], row["mode"]) for row in rows_of("codes.tsv")]
    modes = {(e.plover.value, e.mode) for e in event_types() if e.plover.value in TYPES}
    assert len(rows) == len(set(rows))
    assert modes <= set(rows)
    assert {t for t, mode in set(rows) - modes if mode} == set()


def test_every_code_in_the_table_is_one_of_cameo():

    codes = {row["cameo"] for row in rows_of("codes.tsv")} - {""}
    assert codes <= goldstein().keys()


def test_a_mode_that_nobody_knows_has_no_codes():
    assert code_of(EventType.ASSAULT, "by_telepathy").cameo == ""
    assert code_of(EventType.ASSAULT, "by_telepathy").score is None
