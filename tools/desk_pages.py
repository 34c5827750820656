"""Every page of the desk by name, with something on it to look at."""

from __future__ import annotations

from collections.abc import Mapping

from khabar.serve.desk import Desk
from khabar.serve.views import Wanted, Where

LISTS = (
    "events", "actors", "disputes", "announcements", "statements", "sources", "copies",
    "relations", "articles", "changes", "review", "pair", "network", "timeline", "map", "compare",
    "add",
)  # fmt: skip


def pages_of(desk: Desk) -> Mapping[str, str]:
    """The paths of all pages, without their language; the store has one thing of each kind."""
    told = desk.events(Wanted(sort="reports"), None, 1).rows[0]
    tie = desk.ties(limit=1)[0]
    copy = desk.copies(limit=1).rows[0]
    spot = desk.spot(told.id)
    return {
        "overview": "/",
        "search": "/search?q=موسكو",
        **{name: f"/{name}" for name in LISTS},
        "event": f"/events/{told.id}",
        "actor": f"/actors/{tie.a.id}",
        "two-actors": f"/actors/{tie.a.id}/with/{tie.b.id}",
        "way": f"/network?actor={tie.a.id}&other={tie.b.id}",
        "outlets": f"/compare?event={told.id}",
        "article": f"/articles/{copy.a.id}",
        "beside": f"/articles/{copy.a.id}/beside/{copy.b.id}",
        "merge": f"/review/merge?kind=actors&id={tie.a.id}&q={tie.b.name.ar}",
        "judge": f"/review/item?about=event&a={_written(spot)}",
        "nothing-there": "/events/v_none",
    }


def _written(where: Where | None) -> str:
    return "" if where is None else f"{where.document}:{where.start}-{where.end}"
