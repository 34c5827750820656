"""Uploads are read, however often the server ends meanwhile."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from khabar.errors import KhabarError, StoreError
from khabar.serve.desk import Progress
from khabar.serve.jobs import Jobs, Upload
from khabar.serve.jobs_kept import ENDED, Job, Kept, Kind, State, folder_beside
from khabar.serve.settings import ReadingLimits
from serve.fake_desk import FakeDesk
from serve.serving import asking
from store.builders import article, row

API = "/api/v1"
WAITING = Job(id="a1", kind=Kind.RENEW, state=State.WAITING, by="", made="2021-01-01T00:00:00Z")


def kept_beside(desk: FakeDesk) -> Kept:
    return Kept(folder_beside(desk.store.where))


def until(true: Callable[[], bool]) -> None:
    for _ in range(1_200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come true within a minute")


def ended(jobs: Jobs, job_id: str) -> Job:
    until(lambda: (job := jobs.one(job_id)) is not None and job.state in ENDED)
    found = jobs.one(job_id)
    assert found is not None
    return found


def test_an_upload_is_read_and_the_desk_renewed(tmp_path: Path):
    with FakeDesk(tmp_path) as desk, asking(desk) as api:
        files = [
            ("files", ("../../أخبار اليوم.txt", article(1).encode())),
            ("files", ("news.jsonl", f"{row(2)}\n{row(3)}\nnone\n".encode())),
        ]
        made = api.post(f"{API}/jobs", files=files)
        assert made.status_code == 201
        with api.stream("GET", f"{made.headers['location']}/events") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = [line for line in stream.iter_lines() if line]
        states = [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
        assert "event: end" in lines
        assert states[-1]["state"] == "done"
        assert (states[-1]["new"], states[-1]["set_aside"]) == (3, 1)
        assert desk.renewed == 1
        assert sum(1 for _ in desk.store.documents()) == 4
    # What they held is in the store: the files are not kept twice.
    assert list(folder_beside(desk.store.where).glob("*/files")) == []


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([("files", ("a.exe", b"x"))], 415),
        ([("files", ("a", b"x"))], 415),
        ([("files", ("a.txt", b"x")), ("files", ("b.pdf", b"x"))], 415),
        ([("other", ("a.txt", b"x"))], 422),
        ([], 422),
    ],
)
def test_what_is_no_article_is_not_taken(
    tmp_path: Path, files: list[tuple[str, tuple[str, bytes]]], status: int
):
    with FakeDesk(tmp_path) as desk, asking(desk) as api:
        answer = api.post(f"{API}/jobs", files=files)
        assert answer.status_code == status
        assert api.get(f"{API}/jobs").json() == []


def test_a_job_that_was_broken_off_goes_on_after_a_restart(tmp_path: Path):
    with FakeDesk(tmp_path) as desk:
        kept = kept_beside(desk)
        name = kept.take("b2", 1, "news.txt", BytesIO(article(5).encode()))
        cut = replace(
            WAITING, id="b2", kind=Kind.READ, state=State.RUNNING, starts=1, files=(name,)
        )
        kept.keep(cut)
        kept.keep(replace(WAITING, id="a0", state=State.DONE, made="2020-01-01T00:00:00Z"))
        with asking(desk) as api:
            lines = api.get(f"{API}/jobs/b2/events").text
            assert "event: end" in lines
            found = api.get(f"{API}/jobs/b2").json()
            assert (found["state"], found["starts"], found["new"]) == ("done", 2, 1)
            assert [each["id"] for each in api.get(f"{API}/jobs").json()] == ["b2", "a0"]


def test_a_server_that_ends_leaves_the_job_for_the_next(tmp_path: Path):
    holding, going_on = threading.Event(), threading.Event()

    class Long(FakeDesk):
        def refresh(self, progress: Progress | None = None) -> bool:
            assert progress is not None
            while not going_on.is_set():
                holding.set()
                progress("assembling", 1, 2)
                time.sleep(0.01)
            return super().refresh(progress)

    with Long(tmp_path) as desk:
        jobs = Jobs(desk, ReadingLimits())
        jobs.start()
        job = jobs.renew("س")
        assert holding.wait(20)
        jobs.stop()
        (cut,) = kept_beside(desk).jobs()
        assert (cut.state, cut.starts) == (State.RUNNING, 1)
        going_on.set()
        again = Jobs(desk, ReadingLimits())
        again.start()
        done = ended(again, job.id)
        assert (done.state, done.starts, done.by) == (State.DONE, 2, "س")
        again.stop()


def test_a_job_that_ends_the_server_each_time_waits_for_a_person(tmp_path: Path):
    with FakeDesk(tmp_path) as desk:
        kept_beside(desk).keep(replace(WAITING, state=State.RUNNING, starts=3))
        with asking(desk) as api:
            found = api.get(f"{API}/jobs/a1").json()
            assert found["state"] == "interrupted"
            assert "by hand" in found["trouble"]
            assert api.post(f"{API}/jobs/a1/restart").status_code == 201
            assert "event: end" in api.get(f"{API}/jobs/a1/events").text
            assert api.get(f"{API}/jobs/a1").json()["state"] == "done"
            assert api.post(f"{API}/jobs/a1/restart").status_code == 409


@pytest.mark.parametrize("error", [StoreError("news.db", "it is full", "Free some space"),
                                   RuntimeError("a bug")])  # fmt: skip
def test_a_job_that_fails_says_why_and_stops_no_other(tmp_path: Path, error: Exception):
    class Failing(FakeDesk):
        def refresh(self, progress: Progress | None = None) -> bool:
            if self.renewed == 0:
                self.renewed = 1
                raise error
            return super().refresh(progress)

    with Failing(tmp_path) as desk:
        jobs = Jobs(desk, ReadingLimits())
        jobs.start()
        job = jobs.renew()
        failed = ended(jobs, job.id)
        assert failed.state is State.FAILED
        assert str(error) in (failed.trouble or "")
        assert ended(jobs, jobs.restart(failed).id).state is State.DONE
        jobs.stop()


def test_many_who_want_the_desk_renewed_share_a_job(tmp_path: Path):
    with FakeDesk(tmp_path) as desk:
        jobs = Jobs(desk, ReadingLimits())
        assert len({jobs.renew().id for _ in range(5)}) == 1


def test_only_so_many_jobs_are_remembered(tmp_path: Path):
    with FakeDesk(tmp_path) as desk:
        kept = kept_beside(desk)
        for n in range(205):
            kept.keep(replace(WAITING, id=f"d{n:03}", state=State.DONE, made=f"2020-{n:03}"))
        jobs = Jobs(desk, ReadingLimits())
        jobs.start()
        ended(jobs, jobs.renew().id)
        until(lambda: len(jobs.all()) == 200)
        jobs.stop()
        assert {job.id for job in kept.jobs()} == {job.id for job in jobs.all()}


def test_half_a_file_is_no_job(tmp_path: Path):
    kept = Kept(tmp_path)
    kept.keep(WAITING)
    (tmp_path / "b2").mkdir()
    (tmp_path / "b2" / "job.json").write_bytes(msgspec.json.encode(WAITING)[:20])
    (tmp_path / "c3").mkdir()
    (tmp_path / "c3" / "job.json").write_bytes(msgspec.json.encode(WAITING))
    assert list(kept.jobs()) == [WAITING]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd", "..\\..\\x.txt", "/etc/x.txt", ".bashrc", "a\0b.txt", "خبر" * 200,
        "\u202etxt.exe", "", "..", "con\r\n.txt", "\ud800.txt",
    ],
)  # fmt: skip
def test_no_name_of_an_upload_leads_out_of_its_folder(tmp_path: Path, name: str):
    kept = Kept(tmp_path / "jobs")
    taken = kept.take("a1", 1, name, BytesIO(b"x"))
    (path,) = kept.paths(replace(WAITING, files=(taken,)))
    assert Path(path).resolve().parent == (tmp_path / "jobs" / "a1" / "files").resolve()
    assert Path(path).read_bytes() == b"x"
    assert [p.name for p in tmp_path.iterdir()] == ["jobs"]


def test_uploads_that_cannot_be_kept_leave_nothing(tmp_path: Path):
    class Full(BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise OSError(28, "No space left on device")

    with FakeDesk(tmp_path) as desk:
        jobs = Jobs(desk, ReadingLimits())
        with pytest.raises(KhabarError, match="No space"):
            jobs.read([Upload("a.txt", BytesIO(b"x")), Upload("b.txt", Full())], "")
        assert jobs.all() == ()
        assert list(kept_beside(desk).jobs()) == []
