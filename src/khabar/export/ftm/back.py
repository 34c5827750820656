"""A record out of the entities that were written of it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from khabar.errors import UnreadableInputError
from khabar.schema.record import Record

_PARTS = ("actors", "events", "relations", "disputes", "expectations", "copies")
_MEND = "Give a file that `khabar export --format ftm` wrote, and all of its lines."


_NOTHING = msgspec.Raw(b"")


class _Carried(msgspec.Struct):
    """What an entity of ours says beside its properties."""

    at: int = 0
    record: str | None = None
    actors: msgspec.Raw = _NOTHING
    events: msgspec.Raw = _NOTHING
    relations: msgspec.Raw = _NOTHING
    disputes: msgspec.Raw = _NOTHING
    expectations: msgspec.Raw = _NOTHING
    copies: msgspec.Raw = _NOTHING
    revisions: msgspec.Raw = msgspec.Raw(b"[]")
    accepted: msgspec.Raw = msgspec.Raw(b"[]")


class _Line(msgspec.Struct):
    khabar: _Carried | None = None


def read(lines: Iterable[bytes], where: str = "ftm") -> Record:
    """The record that was written as these lines, in whatever order they come.

    Entities of others are passed over, and so is what others changed in the properties of ours:
    the record is what stands under "khabar".

    Raises:
        UnreadableInputError: a line is no entity, or none of them holds a record of khabar.
    """
    found: dict[str, list[tuple[int, bytes]]] = {part: [] for part in _PARTS}
    head: _Carried | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        carried = _carried(line, f"{where}, line {number}")
        if carried is None:
            continue
        head = carried if carried.record is not None else head
        for part in _PARTS:
            raw: msgspec.Raw = getattr(carried, part)
            if raw:
                found[part].append((carried.at, bytes(raw)))
    if head is None:
        raise UnreadableInputError(where, "no entity in it holds a record of khabar", _MEND)
    return _record(head, found, where)


def _carried(line: bytes, where: str) -> _Carried | None:
    try:
        return msgspec.json.decode(line, type=_Line).khabar
    except msgspec.MsgspecError as error:
        raise UnreadableInputError(where, f"no entity in JSON ({error})", _MEND) from error


def _record(head: _Carried, found: dict[str, list[tuple[int, bytes]]], where: str) -> Record:
    body: dict[str, object] = {
        part: [msgspec.Raw(raw) for _, raw in sorted(items)] for part, items in found.items()
    }
    body |= {"format": head.record, "revisions": head.revisions, "accepted": head.accepted}
    try:
        return msgspec.json.decode(msgspec.json.encode(body), type=Record)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnreadableInputError(where, f"its record is damaged ({error})", _MEND) from error
