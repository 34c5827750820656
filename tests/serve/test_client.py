"""The client, asking a desk that is really served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from khabar.client import Client, JobState, RefusedError
from khabar.schema.judgement import Judgement, Spot
from khabar.serve.safety.rates import Rate
from khabar.serve.safety.tokens import Holder, Role, add_token, tokens_in
from khabar.serve.settings import Serving
from khabar.serve.views import Counts, EventRow, ReportRow
from serve.fake_desk import EVENTS, FakeDesk
from serve.serving import served


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FakeDesk]:
    with FakeDesk(tmp_path) as opened:
        yield opened


@pytest.fixture
def client(desk: FakeDesk) -> Iterator[Client]:
    with served(desk) as address, Client(address) as opened:
        yield opened


class OnlyWhen(msgspec.Struct):
    """What somebody may need of an event."""

    id: str
    when: str | None


def test_rows_come_typed_and_all(client: Client, desk: FakeDesk):
    rows = list(client.rows("events", EventRow, type="CONSULT", limit=500))
    assert len(rows) == EVENTS
    assert rows[0].actors[0].name.en == "Khalifa Haftar"
    assert desk.wanted.type == "CONSULT"
    assert list(client.bulk("events", EventRow)) == rows
    assert next(client.rows("events", OnlyWhen)) == OnlyWhen("v_0000", "2016-11-28")


def test_single_things_come_typed(client: Client):
    assert client.one("counts", Counts).documents == 24
    reports = client.one("reports", tuple[ReportRow, ...], event="v_0c4e")
    assert reports[0].chain[0].id == "k_almadar"


def test_a_list_is_saved_as_a_file(client: Client, tmp_path: Path):
    client.save("sources", tmp_path / "sources.csv")
    assert (tmp_path / "sources.csv").read_text("utf-8-sig").startswith("who.id,")


def test_judgements_are_made_moved_and_taken_back(client: Client, desk: FakeDesk):
    spot = Spot(doc=desk.document_id, start=0, end=4)
    judgement = Judgement(a=spot, holds=False, by="س. علي", day="1999-01-01", why="لا")
    made = client.judge(judgement)
    (kept,) = client.judgements()
    assert (kept.a, kept.holds, kept.by, kept.id) == (spot, False, "س. علي", made)
    client.withdraw(made)
    assert list(client.judgements()) == []
    assert client.take_in([kept]) == 1
    assert desk.judgements() == (kept,)


def test_an_upload_is_followed_to_its_end(client: Client, tmp_path: Path):
    file = tmp_path / "خبر.txt"
    file.write_text("not Arabic at all", "utf8")
    job = client.upload([file])
    states = list(client.follow(job.id))
    assert states[-1].state == "done"
    assert states[-1].set_aside == 1
    assert client.job(job.id) == states[-1]
    with pytest.raises(RefusedError) as raised:
        client.restart(job.id)
    assert raised.value.status == 409


def test_a_refusal_says_why(client: Client):
    with pytest.raises(RefusedError, match="faults") as raised:
        client.one("events", dict, limit=0)
    assert raised.value.status == 422
    with pytest.raises(RefusedError, match="khabar serve"), Client("http://127.0.0.1:9") as none:
        none.one("counts", Counts)


def test_a_token_opens_the_desk(desk: FakeDesk, tmp_path: Path):
    file = tmp_path / "tokens.txt"
    secret = add_token(file, Holder(name="x", role=Role.READ))
    with served(desk, Serving(tokens=tokens_in(file))) as address:
        with Client(address, token=secret) as client:
            assert client.one("counts", Counts).documents == 24
        with Client(address) as client, pytest.raises(RefusedError, match="token"):
            client.one("counts", Counts)


def test_the_client_waits_when_it_is_told_to(desk: FakeDesk):
    rate = Rate(second=2, burst=2)
    with served(desk, Serving(rate=rate)) as address, Client(address) as client:
        assert [client.one("counts", Counts).documents for _ in range(3)] == [24] * 3


def test_a_state_knows_whether_it_is_the_last():
    state = JobState(
        id="x", state="running", doing="", done=0, found=0, new=0, known=0, set_aside=0
    )
    assert not state.ended
