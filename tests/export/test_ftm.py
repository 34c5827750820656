"""FollowTheMoney: every fact leads to its article, and the record comes back as it was."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.sampled import hostile, noted, renamed, sampled
from khabar.errors import UnreadableInputError
from khabar.export import ftm
from khabar.export.ftm.entity import clean
from khabar.schema.reading import Reading
from khabar.schema.record import Record

CASES = {"samples": sampled, "hostile": hostile, "renamed": renamed}
ACTORS = ("Person", "PublicBody", "Organization", "LegalEntity")


def lines_of(record: Record, readings: tuple[Reading, ...]) -> list[bytes]:
    return list(ftm.entity_lines(record, readings))


def entities_of(name: str) -> dict[str, Any]:
    found = [json.loads(line) for line in lines_of(*CASES[name]())]
    assert len({e["id"] for e in found}) == len(found)
    return {e["id"]: e for e in found}


@pytest.mark.parametrize("name", CASES)
def test_a_record_comes_back_as_it_was_in_whatever_order(name: str) -> None:
    record, readings = CASES[name]()
    record = noted(record)
    lines = lines_of(record, readings)
    assert ftm.read(lines) == record
    random.Random(7).shuffle(lines)
    assert ftm.read(lines) == record


def test_entities_of_others_are_passed_over() -> None:
    record, readings = sampled()
    other = b'{"id": "x", "schema": "Person", "properties": {"name": ["x"]}}\n'
    assert ftm.read([other, b"\n", *lines_of(record, readings)]) == record


@pytest.mark.parametrize(
    "lines",
    [[], [b"{}"], [b"no json"], [b'{"khabar": 3}'], [b'{"khabar": {"record": "khabar.record/9"}}']],
)
def test_what_holds_no_record_is_refused_in_one_sentence(lines: list[bytes]) -> None:
    with pytest.raises(UnreadableInputError, match=r"khabar export --format ftm"):
        ftm.read(lines)


@pytest.mark.parametrize("name", CASES)
def test_every_fact_is_proven_by_an_article(name: str) -> None:
    found = entities_of(name)
    proven = [e for e in found.values() if e["schema"] in ("Event", "Occupancy", *ACTORS)]
    assert proven
    for entity in proven:
        assert entity["properties"]["proof"]
        assert {found[p]["schema"] for p in entity["properties"]["proof"]} == {"Article"}


def test_what_happened_is_told_in_sentences_of_the_articles() -> None:
    _, readings = sampled()
    texts = [" ".join(r.text.split()) for r in readings]
    events = [e for e in entities_of("samples").values() if "events" in e["khabar"]]
    for entity in events:
        assert entity["properties"]["description"]
        for told in entity["properties"]["description"]:
            assert any(told in text for text in texts), told


def test_spans_of_a_mention_are_its_names() -> None:
    _, readings = sampled()
    texts = {r.document.id: r.text for r in readings}
    mentions = [e for e in entities_of("samples").values() if e["schema"] == "Mention"]
    assert mentions
    for entity in mentions:
        (doc,) = entity["properties"]["document"]
        cut = [texts[doc.removeprefix("doc-")][a:b] for a, b in entity["khabar"]["spans"]]
        assert {clean(c, "name") for c in cut} == set(entity["properties"]["name"])


def test_names_stand_in_both_languages_and_a_made_one_is_weak() -> None:
    record, _ = sampled()
    found = entities_of("samples")
    assert {a.made for a in record.actors} == {True, False}
    for actor in record.actors:
        properties = found[actor.id.replace("_", "-")]["properties"]
        assert clean(actor.name.ar, "name") in properties["name"]
        if actor.name.en:
            assert actor.name.en in properties["weakAlias" if actor.made else "name"]


def test_no_path_of_the_disk_and_no_bad_address_is_written() -> None:
    (article,) = (e for e in entities_of("hostile").values() if e["schema"] == "Article")
    assert "sourceUrl" not in article["properties"]
    (name,) = article["properties"]["fileName"]
    assert "/" not in name
    assert b"javascript:" not in b"".join(lines_of(*hostile()))


@pytest.mark.parametrize("name", CASES)
def test_a_line_is_one_line_by_whatever_rule(name: str) -> None:
    lines = lines_of(*CASES[name]())
    assert len(b"".join(lines).decode().splitlines()) == len(lines)


def statements_of(name: str) -> list[dict[str, str]]:
    written = b"".join(ftm.statements(*CASES[name]())).decode()
    return list(csv.DictReader(io.StringIO(written, newline=""), dialect=csv.unix_dialect))


@pytest.mark.parametrize("name", CASES)
def test_statements_say_what_the_entities_say(name: str) -> None:
    rows = statements_of(name)
    told = {(r["entity_id"], r["prop"], r["value"]) for r in rows if r["prop"] != "id"}
    entities = entities_of(name)
    assert told == {
        (i, prop, v)
        for i, e in entities.items()
        for prop, vs in e["properties"].items()
        for v in vs
    }
    assert {r["entity_id"] for r in rows if r["prop"] == "id"} == set(entities)
    assert len({r["id"] for r in rows}) == len(rows)


def test_statements_have_a_language_and_the_days_of_their_articles() -> None:
    rows = statements_of("samples")
    assert {"ara", "eng", ""} == {r["lang"] for r in rows}
    assert all(r["first_seen"] <= r["last_seen"] for r in rows)
    assert any(r["first_seen"] < r["last_seen"] for r in rows)


@given(st.text())
def test_a_clean_value_stays_clean(text: str) -> None:
    for kind in ("name", "string", "text", "url"):
        once = clean(text, kind)
        assert clean(once, kind) == once
        assert len(once.splitlines()) <= 1


@pytest.mark.parametrize("name", CASES)
def test_the_models_own_library_takes_it_unchanged(name: str) -> None:
    why = "followthemoney is not installed (make test installs it where apt brings libicu-dev)"
    library = pytest.importorskip("followthemoney", reason=why)
    serial = import_module("followthemoney.statement.serialize")
    record, readings = CASES[name]()
    proxies, lines = {}, []
    for line in lines_of(noted(record), readings):
        data = json.loads(line)
        proxy = library.model.get_proxy(data, cleaned=False)
        proxy.schema.validate(data)
        kept = proxy.to_dict()
        assert kept["properties"].keys() == data["properties"].keys()
        for prop, values in data["properties"].items():
            assert Counter(kept["properties"][prop]) == Counter(values), (proxy.schema.name, prop)
            kind = proxy.schema.properties[prop].type
            assert all(kind.validate(v) for v in values), (proxy.schema.name, prop, values)
        proxies[proxy.id] = proxy
        lines.append(json.dumps(kept).encode())
    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert proxies[value].schema.is_a(prop.range), (proxy.schema.name, prop.name)
    assert ftm.read(lines) == noted(record)
    file = io.BytesIO(b"".join(ftm.statements(record, readings)))
    types = {(r["entity_id"], r["prop"], r["value"]): r["prop_type"] for r in statements_of(name)}
    read = list(serial.read_csv_statements(file))
    assert len(read) == len(statements_of(name))
    for statement in read:
        assert statement.generate_key() == statement.id
        key = (statement.entity_id, statement.prop, statement.value)
        assert types[key] == statement.prop_type
