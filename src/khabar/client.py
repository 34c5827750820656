"""Asking a desk from Python: the API of `khabar serve`, here or elsewhere.

Rows come as whatever type is asked for, by its fields: those of khabar.serve.views, or a class of
your own with those fields that you need.

    with Client("http://127.0.0.1:8000") as desk:
        for event in desk.rows("events", EventRow, actor="k_libya", since="2016-01-01"):
            print(event.sentence.en)
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from khabar.errors import KhabarError
from khabar.schema.judgement import Judgement

Row = TypeVar("Row")
Filter = str | int | Sequence[str]
_PATIENCE = 60.0  # seconds
_ATTEMPTS = 5
_TOO_OFTEN = 429
_LINES = "application/x-ndjson"
_ENDED = frozenset({"done", "failed", "interrupted"})


class RefusedError(KhabarError):
    """The desk did not do what was asked; status is that of HTTP, None where nobody answered."""

    def __init__(self, status: int | None, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class JobState(msgspec.Struct, frozen=True, kw_only=True):
    """How far a job is: waiting, running, done, failed or interrupted.

    done of found tells how far it is with what it is doing; new documents were read now, known
    ones before.
    """

    id: str
    state: str
    doing: str
    done: int
    found: int
    new: int
    known: int
    set_aside: int
    trouble: str | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state in _ENDED


class _Page(msgspec.Struct):
    rows: list[msgspec.Raw]
    next: str | None = None


class _Kept(msgspec.Struct):
    id: str


class _Judged(msgspec.Struct):
    judgement: _Kept


class _TakenIn(msgspec.Struct):
    taken: int


class _Problem(msgspec.Struct):
    detail: str


class Client:
    """A connection to a desk.

    Args:
        address: where it is served, as `khabar serve` prints it.
        token: one of `khabar token`, where the desk asks for one.
        transport: what carries the requests, for tests.

    Every method raises RefusedError where the desk refuses or does not answer.
    """

    def __init__(
        self,
        address: str = "http://127.0.0.1:8000",
        *,
        token: str | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = httpx.Client(
            base_url=address.rstrip("/") + "/api/v1/",
            headers={} if token is None else {"Authorization": f"Bearer {token}"},
            timeout=_PATIENCE,
            transport=transport,
        )

    def one(self, path: str, kind: type[Row], **filters: Filter) -> Row:
        """What stands under a path: "counts", "actors/k_libya", "events/v_12/reports"."""
        return msgspec.json.decode(self._asked("GET", path, params=filters), type=kind)

    def rows(self, resource: str, kind: type[Row], **filters: Filter) -> Iterator[Row]:
        """All rows of a list, fetched a part at a time while they are taken."""
        decoder = msgspec.json.Decoder(kind)
        asked = dict(filters)
        while True:
            page = msgspec.json.decode(self._asked("GET", resource, params=asked), type=_Page)
            yield from map(decoder.decode, page.rows)
            if page.next is None:
                return
            asked["cursor"] = page.next

    def bulk(self, resource: str, kind: type[Row], **filters: Filter) -> Iterator[Row]:
        """All rows of a list in one answer, decoded while it comes in: the quickest for many."""
        decoder = msgspec.json.Decoder(kind)
        with ExitStack() as stack:
            answer = self._opened(stack, resource, filters | {"format": "jsonl"})
            yield from (decoder.decode(line) for line in answer.iter_lines() if line)

    def save(self, resource: str, target: Path, form: str = "csv", **filters: Filter) -> None:
        """Write a list to a file as csv, jsonl or json."""
        with ExitStack() as stack:
            answer = self._opened(stack, resource, filters | {"format": form})
            file = stack.enter_context(open(target, "wb"))
            for piece in answer.iter_bytes():
                file.write(piece)

    def judge(self, judgement: Judgement) -> str:
        """Keep a judgement, of today; its id."""
        given = {k: v for k, v in msgspec.to_builtins(judgement).items() if k != "day"}
        answer = self._asked("POST", "judgements", json=given)
        return msgspec.json.decode(answer, type=_Judged).judgement.id

    def withdraw(self, judgement_id: str) -> None:
        """Take a judgement back."""
        self._asked("DELETE", f"judgements/{quote(judgement_id, safe='')}")

    def judgements(self) -> Iterator[Judgement]:
        """What people judged, the oldest first."""
        return self.bulk("judgements", Judgement)

    def take_in(self, judged: Iterable[Judgement]) -> int:
        """Keep judgements made elsewhere; how many were new or later than those kept."""
        lines = b"".join(msgspec.json.encode(each) + b"\n" for each in judged)
        headers = {"Content-Type": _LINES}
        answer = self._asked("POST", "judgements/import", content=lines, headers=headers)
        return msgspec.json.decode(answer, type=_TakenIn).taken

    def upload(self, paths: Sequence[Path]) -> JobState:
        """Send files of articles (.txt, .jsonl, .ndjson) and have them read."""
        # Read whole: a request that is sent again must be able to begin again.
        files = [("files", (path.name, path.read_bytes())) for path in paths]
        return msgspec.json.decode(self._asked("POST", "jobs", files=files), type=JobState)

    def job(self, job_id: str) -> JobState:
        """How far a job is."""
        return self.one(f"jobs/{quote(job_id, safe='')}", JobState)

    def restart(self, job_id: str) -> JobState:
        """Run a job once more that failed or was interrupted."""
        answer = self._asked("POST", f"jobs/{quote(job_id, safe='')}/restart")
        return msgspec.json.decode(answer, type=JobState)

    def follow(self, job_id: str) -> Iterator[JobState]:
        """A job each time that something in it changes, until it ends or the desk does."""
        with ExitStack() as stack:
            answer = self._opened(stack, f"jobs/{quote(job_id, safe='')}/events", {})
            for line in answer.iter_lines():
                if line.startswith("data: "):
                    yield msgspec.json.decode(line.removeprefix("data: "), type=JobState)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _asked(self, method: str, path: str, **said: object) -> bytes:
        request = self._http.build_request(method, path, **said)  # type: ignore[arg-type]
        with ExitStack() as stack:
            return self._sent(stack, request).read()

    def _opened(self, stack: ExitStack, path: str, filters: dict[str, Filter]) -> httpx.Response:
        return self._sent(stack, self._http.build_request("GET", path, params=filters))

    def _sent(self, stack: ExitStack, request: httpx.Request) -> httpx.Response:
        """The answer with its body still to be read; waits where the desk says so."""
        for attempt in range(_ATTEMPTS):
            try:
                answer = self._http.send(request, stream=True)
            except httpx.HTTPError as error:
                raise RefusedError(None, _unanswered(request, error)) from error
            stack.callback(answer.close)
            wait = _wait(answer)
            if wait is None or attempt + 1 == _ATTEMPTS:
                break
            time.sleep(wait)
        if answer.is_success:
            return answer
        raise RefusedError(answer.status_code, _detail(answer))


def _wait(answer: httpx.Response) -> float | None:
    """How many seconds a desk that was asked too often wants to be left alone."""
    said = answer.headers.get("retry-after", "")
    return float(said) if answer.status_code == _TOO_OFTEN and said.isdigit() else None


def _detail(answer: httpx.Response) -> str:
    try:
        return msgspec.json.decode(answer.read(), type=_Problem).detail
    except msgspec.MsgspecError:
        return f"{answer.url}: {answer.status_code} {answer.reason_phrase}. Is this a desk?"


def _unanswered(request: httpx.Request, error: httpx.HTTPError) -> str:
    reason = str(error) or type(error).__name__
    return f"{request.url}: {reason}. Start `khabar serve`, or name its address."
