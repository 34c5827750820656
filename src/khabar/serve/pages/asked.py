"""What a request asks for, and the addresses that ask for a little more or less."""

from __future__ import annotations

from dataclasses import fields, replace
from urllib.parse import urlencode

from fastapi import Request

from khabar.schema.names import Name
from khabar.serve.desk import Desk
from khabar.serve.views import Wanted

_FIELDS = tuple(f.name for f in fields(Wanted))
_KNOWN = "k_"


def wanted_of(request: Request, desk: Desk) -> Wanted:
    """The filters of a request; an actor may be given by its key or by a name."""
    given = request.query_params
    wanted = Wanted(**{name: given.get(name, "").strip() for name in _FIELDS})
    actors = {name: actor_id(desk, getattr(wanted, name)) for name in ("actor", "other", "source")}
    return replace(wanted, **actors)


def actor_id(desk: Desk, told: str) -> str:
    """The key of the actor that is meant; what is told itself where nobody is found."""
    if not told or told.startswith(_KNOWN):
        return told
    found = desk.actors(Wanted(q=told), None, 1).rows
    return found[0].id if found else told


def whose(desk: Desk, wanted: Wanted) -> dict[str, Name]:
    """The names of the actors that are asked for."""
    ids = {i for i in (wanted.actor, wanted.other, wanted.source) if i}
    return {key: row.name for key in ids if (row := desk.actor(key)) is not None}


def query_of(wanted: Wanted, **more: object) -> str:
    """The query that asks for the same again, with what is given besides."""
    asked = {name: getattr(wanted, name) for name in _FIELDS} | more
    return urlencode({name: value for name, value in asked.items() if value not in ("", None)})
