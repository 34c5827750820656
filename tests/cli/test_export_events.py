"""`khabar export` of events: every format from a store, some events only, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cli.running import khabar
from khabar.errors import KhabarError
from khabar.pipeline.chosen import Choice, chosen
from khabar.pipeline.exports import FORMS, SCHEMAS, held_by
from khabar.pipeline.kit import recipe
from khabar.schema.events import EventType
from khabar.schema.record import Record
from khabar.store.opening import open_store
from serve.sample_desk import sample_copy

FILES = ("plover", "polecat", "cameo", "claimreview", "ical", "rss")
FOLDERS = ("gdelt", "csv")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return sample_copy(tmp_path)


def events(store: Path, choice: Choice) -> Record:
    with open_store(store) as opened:
        return chosen(held_by(opened, recipe(), "2024-05-01"), choice).record()


@pytest.mark.parametrize("form", FILES)
def test_a_file_is_written(store: Path, form: str):
    ran = khabar("export", "--format", form, "--store", str(store))
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_is_written_and_replaced(store: Path, tmp_path: Path, form: str):
    target = tmp_path / form
    for _ in range(2):
        assert (
            khabar("export", "--format", form, "-o", str(target), "--store", str(store)).code == 0
        )
    assert len(list(target.iterdir())) > 2


def test_the_same_store_gives_the_same_bytes_every_time(store: Path):
    with open_store(store) as opened:
        held = held_by(opened, recipe(), "2024-05-01")
        for form in (*FILES, *FOLDERS):
            first, second = (
                [(name, b"".join(chunks)) for name, chunks in FORMS[form].files(held)]
                for _ in range(2)
            )
            assert first == second, form


def test_only_events_of_a_type_with_their_mode(store: Path):
    visits = events(store, Choice(kinds=("CONSULT-visit",)))
    consults = events(store, Choice(kinds=("CONSULT",)))
    both = events(store, Choice(kinds=("CONSULT-visit", "ASSAULT")))
    assert 0 < len(visits.events) < len(consults.events)
    assert {e.id for e in visits.events} <= {e.id for e in consults.events}
    assert {e.type for e in both.events} == {EventType.CONSULT, EventType.ASSAULT}


def test_an_event_is_between_days_by_its_time_or_else_by_its_report(store: Path):
    in_2018 = events(store, Choice(since="2018-01-01", until="2018-12-31"))
    later = events(store, Choice(since="2019-01-01"))
    earlier = events(store, Choice(until="2017-12-31"))
    timed = {e.id: e.when for e in in_2018.events if e.when}
    assert timed
    assert all("2018" in when for when in timed.values())
    assert any(e.when is None for e in in_2018.events)
    assert not {e.id for e in later.events} & {e.id for e in earlier.events}


def test_only_events_with_an_actor(store: Path):
    found = khabar("export", "--format", "plover", "--actor", "سيرغي لافروف", "--store", str(store))
    records = [json.loads(line) for line in found.out.splitlines()]
    assert records
    for record in records:
        names = [a["identifier_text"] for a in (*record["source"], *record["recipient"])]
        assert "Sergey Lavrov" in names


def test_an_actor_whom_a_person_corrected_counts(store: Path):
    before = events(store, Choice(actor="Sergey Lavrov"))
    only = next(e for e in before.events if len(e.members) == 1)
    wrong = only.members[0]
    with open_store(store) as opened:
        reading = next(
            r for r in held_by(opened, recipe(), "d").readings() if r.document.id == wrong.doc
        )
    event = next(e for e in reading.events if e.id == wrong.id)
    place = f"{wrong.doc}:{event.start}-{event.end}"
    judged = khabar(
        "judge", "event", place, "--actor", "none", "--recipient", "none", "--by", "A. Salem",
        "--store", str(store),
    )  # fmt: skip
    assert judged.code == 0
    after = events(store, Choice(actor="Sergey Lavrov"))
    assert only.id not in {e.id for e in after.events}


def test_no_such_event_is_said_and_a_whole_file_is_written(store: Path):
    ran = khabar("export", "--format", "polecat", "--since", "2030-01-01", "--store", str(store))
    assert ran.code == 0
    assert "No event" in ran.err
    assert ran.out.startswith("Event ID\t")
    assert ran.out.count("\n") == 1


@pytest.mark.parametrize("form", [*(n for n, f in FORMS.items() if not f.by_event), *SCHEMAS])
def test_a_format_of_everything_refuses_a_part(form: str):
    ran = khabar("export", "--format", form, "--since", "2018-01-01", "-o", "x")
    assert ran.code == 2
    assert "takes all events" in ran.err


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"since": "2018"}, "Write it as 2018-04-20"),
        ({"until": "20180420"}, "Write it as 2018-04-20"),
        ({"since": "2018-02-30"}, "no day"),
        ({"since": "2019-01-01", "until": "2018-01-01"}, "Swap them"),
        ({"kinds": ("VISIT",)}, "Use AGREE"),
        ({"kinds": ("CONSULT-dance",)}, "Use AGREE"),
    ],
)
def test_a_wrong_choice_is_refused_with_what_to_do(wrong: dict, says: str):
    with pytest.raises(KhabarError, match=says):
        Choice(**wrong)


def test_the_day_of_the_export_is_today(store: Path):
    ran = khabar("export", "--format", "plover", "--store", str(store))
    assert json.loads(ran.out.splitlines()[0])["coded_date"] == date.today().isoformat()
