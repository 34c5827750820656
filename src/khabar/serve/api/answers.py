"""Answers: in the form that is asked for, and not again to who has them already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
from fastapi import HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from khabar.serve.api.asked import MOST, USUAL, Form, Formed, Listed
from khabar.serve.api.tables import csv_lines
from khabar.serve.desk import Desk
from khabar.serve.problems import PROBLEM, Problem
from khabar.serve.views import Part, Wanted

Row = TypeVar("Row")
Asking = Callable[[Wanted, str | None, int], Part[Row]]
_TYPES = {
    Form.JSON: "application/json",
    Form.JSONL: "application/x-ndjson",
    Form.CSV: "text/csv; charset=utf-8",
}
_LONGEST_NAME = 150
_FRESH = "private, no-cache"
Documented = dict[int | str, dict[str, Any]]


class Answering:
    """One request to the API on its way to an answer."""

    def __init__(self, request: Request, asked: Formed | None, version: str) -> None:
        self._request = request
        self.form = _form(request, asked)
        self._tag = _tag(request, self.form, version)

    @property
    def headers(self) -> dict[str, str]:
        """What comes with the answer."""
        return {"ETag": self._tag, "Cache-Control": _FRESH, "Vary": "Accept"}

    @property
    def known(self) -> Response | None:
        """The answer to who has it already."""
        said = self._request.headers.get("if-none-match", "")
        tags = {tag.strip().removeprefix("W/") for tag in said.split(",")}
        return Response(None, 304, self.headers) if tags & {self._tag, "*"} else None

    def one(self, thing: object) -> Response:
        """A single thing."""
        return self.body(msgspec.json.encode(thing))

    def body(self, body: bytes) -> Response:
        """What is JSON already."""
        return Response(body, 200, self.headers, media_type=_TYPES[Form.JSON])

    def part(self, part: Part[Row]) -> Response:
        """A part of a list, with a link to the next."""
        answer = self.one(part)
        if part.next is not None:
            following = self._request.url.include_query_params(cursor=part.next)
            link = f"<{following.path}?{following.query}>"
            answer.headers["Link"] = f'{link}; rel="next"'
        return answer

    def all(
        self, kind: type, rows: Iterator[Any], keys: Sequence[str] = (), name: str = ""
    ) -> Response:
        """Rows in bulk, sent while they are found; name is that of the file, if not the path's."""
        lines = _json_lines(rows) if self.form is Form.JSONL else csv_lines(kind, rows, keys)
        file = f"{name or self._request.url.path.rsplit('/', 1)[-1]}.{self.form}"
        headers = {**self.headers, "Content-Disposition": attached(file)}
        return StreamingResponse(lines, 200, headers, media_type=_TYPES[self.form])


def listing(
    request: Request, asked: Listed, desk: Desk, ask: Asking[Row], kind: type[Row]
) -> Response:
    """A list, a part of it as JSON or all of it in bulk."""
    answering = Answering(request, asked, desk.version)
    if answering.known is not None:
        return answering.known
    wanted = asked.wanted()
    if answering.form is Form.JSON:
        return answering.part(ask(wanted, asked.cursor, asked.limit or USUAL))
    # The first part is asked for here, where what is wrong with the question is still an answer.
    first = ask(wanted, asked.cursor, min(asked.limit or MOST, MOST))
    rows = chain(first.rows, _following(ask, wanted, first.next))
    return answering.all(kind, islice(rows, asked.limit))


def whole(  # noqa: PLR0913
    request: Request,
    asked: Formed,
    desk: Desk,
    ask: Callable[[], Sequence[Row] | None],
    kind: type[Row],
    name: Callable[[], str] = str,
) -> Response:
    """A list that comes in one piece; None where that whose list it is does not exist."""
    answering = Answering(request, asked, desk.version)
    if answering.known is not None:
        return answering.known
    rows = ask()
    if rows is None:
        raise missing(request)
    if answering.form is Form.JSON:
        return answering.one(rows)
    return answering.all(kind, iter(rows), _keys(rows), name())


def single(request: Request, desk: Desk, ask: Callable[[], object | None]) -> Response:
    """One thing, or that there is no such thing."""
    answering = Answering(request, None, desk.version)
    if answering.known is not None:
        return answering.known
    found = ask()
    if found is None:
        raise missing(request)
    return answering.one(found)


def missing(request: Request) -> HTTPException:
    """That there is nothing of this name."""
    name = request.url.path.rsplit("/", 1)[-1]
    return HTTPException(404, f"{name}: the record has nothing of this id. Look it up in a list.")


def documented(model: Any, example: object, *, bulk: bool = True) -> Documented:
    """What an answer may be, for the description of the API."""
    content: dict[str, Any] = {"application/json": {"example": msgspec.to_builtins(example)}}
    if bulk:
        content["application/x-ndjson"] = {"schema": {"type": "string"}}
        content["text/csv"] = {"schema": {"type": "string"}}
    return {
        200: {"model": model, "content": content, "description": "What was asked for."},
        304: {"description": "You have it already: its ETag is the one you named."},
    }


def failing(*statuses: int) -> Documented:
    """What may go wrong, for the description of the API."""
    schema = {"$ref": "#/components/schemas/Problem"}
    said = {"description": Problem.__name__, "content": {PROBLEM: {"schema": schema}}}
    return dict.fromkeys(statuses, said)


def part_of(*rows: Row) -> Part[Row]:
    """An example of a part."""
    return Part(rows=rows, total=len(rows))


def _form(request: Request, asked: Formed | None) -> Form:
    if asked is None:
        return Form.JSON
    if asked.format is not None:
        return asked.format
    accepted = request.headers.get("accept", "")
    wanted = [each.partition(";")[0].strip().lower() for each in accepted.split(",")]
    names = {"application/x-ndjson": Form.JSONL, "application/jsonl": Form.JSONL}
    names |= {"text/csv": Form.CSV, "application/json": Form.JSON}
    return next((names[each] for each in wanted if each in names), Form.JSON)


def _tag(request: Request, form: Form, version: str) -> str:
    url = request.url
    digest = hashlib.sha256("\0".join((version, form, url.path, url.query)).encode())
    return f'"{digest.hexdigest()[:32]}"'


def _following(ask: Asking[Row], wanted: Wanted, cursor: str | None) -> Iterator[Row]:
    while cursor is not None:
        part = ask(wanted, cursor, MOST)
        yield from part.rows
        cursor = part.next


def _json_lines(rows: Iterator[Any]) -> Iterator[bytes]:
    while lines := [msgspec.json.encode(row) + b"\n" for row in islice(rows, MOST)]:
        yield b"".join(lines)


def _keys(rows: Sequence[object]) -> tuple[str, ...]:
    counts = (getattr(row, "counts", {}) for row in rows)
    return tuple(sorted({key for each in counts for key in each}))


def attached(file: str) -> str:
    """The header that makes an answer a file: its name in full, and in ASCII for old programs."""
    name, _, ending = file.rpartition(".")
    plain = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "_- ")).strip()
    full = "".join(c for c in name if c.isalnum() or c in "_- ")[:_LONGEST_NAME].strip()
    said = f'attachment; filename="{plain[:_LONGEST_NAME] or "khabar"}.{ending}"'
    return said if full in ("", plain) else f"{said}; filename*=UTF-8''{quote(full)}.{ending}"
