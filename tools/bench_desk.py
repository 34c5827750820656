"""Time the desk: every method and every page many times over, on stores of several sizes.

`bench_desk.py STORE [STORE …]` opens each store, fills its shelf where that is out of date, and
prints a table with p50 and p95 in milliseconds. A store is changed by this: take a copy.
`make bench` does so with the stores of STORES that are there, and writes bench/desk.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from fastapi.testclient import TestClient

from desk_pages import pages_of
from khabar.serve.app import create_app
from khabar.serve.desk import Desk
from khabar.serve.safety.rates import Rate
from khabar.serve.settings import Serving
from khabar.serve.views import Wanted
from shared import ROOT

STORES = tuple(ROOT / "build" / "bench" / f"desk-{count}.db" for count in (10_000, 70_000))
_UNBOUNDED = Rate(second=1e6, burst=1_000_000)

TIMES = 30
P95_MILLISECONDS = 150
WORDS = ("ليبيا", "الحكومة", "وزير الخارجية", "Russia", '"مجلس الأمن"', "وقال", "حفتر موسكو", "مصر")
SOME = 40  # actors, events and articles that are looked at


@dataclass(frozen=True, slots=True)
class Timed:
    """How long one method takes, in milliseconds."""

    method: str
    median: float
    slow: float


def asked(desk: Desk) -> Mapping[str, Callable[[], object]]:
    """Every method with what an analyst would ask of it, in turn."""
    actors = cycle([r.id for r in desk.actors(limit=SOME).rows])
    others = cycle([r.id for r in desk.actors(limit=SOME).rows[7:]])
    events = cycle([r.id for r in desk.events(Wanted(sort="reports"), limit=SOME).rows])
    documents = cycle([r.id for r in desk.documents(limit=SOME).rows])
    pairs = cycle([(t.a.id, t.b.id) for t in desk.ties(limit=SOME)])
    copies = cycle([(r.a.id, r.b.id) for r in desk.copies().rows] or [("", "")])
    words = cycle(WORDS)
    lists = (
        "documents", "actors", "events", "statements", "disputes", "expectations", "relations",
        "sources", "copies",
    )  # fmt: skip
    plain = {name: getattr(desk, name) for name in lists}
    searched = {
        f"{name}(q)": lambda name=name: getattr(desk, name)(Wanted(q=next(words)))
        for name in ("documents", "actors", "events", "statements")
    }
    of_actor = {
        f"{name}(actor)": lambda name=name: getattr(desk, name)(Wanted(actor=next(actors)))
        for name in ("documents", "events", "statements", "disputes", "expectations", "relations")
    }
    return {
        **plain, **searched, **of_actor,
        "counts": desk.counts,
        "events(type)": lambda: desk.events(Wanted(type="CONSULT")),
        "events(standing, since)": lambda: desk.events(
            Wanted(standing="disputed", since="2016-01-01")
        ),
        "events(outlet)": lambda: desk.events(Wanted(outlet=_outlet(desk))),
        "events(pair)": lambda: _of_pair(desk, *next(pairs)),
        "timeline(year)": lambda: desk.timeline(by="year"),
        "timeline(day)": lambda: desk.timeline(by="day"),
        "timeline(actor)": lambda: desk.timeline(Wanted(actor=next(actors))),
        "timeline(q)": lambda: desk.timeline(Wanted(q=next(words))),
        "ties": desk.ties,
        "ties(actor)": lambda: desk.ties(Wanted(actor=next(actors))),
        "ties(since)": lambda: desk.ties(Wanted(since="2016-01-01")),
        "path": lambda: desk.path(next(actors), next(others)),
        "actor page": lambda: _actor_page(desk, next(actors)),
        "event page": lambda: _event_page(desk, next(events)),
        "article": lambda: desk.article(next(documents)),
        "shared": lambda: desk.shared(*next(copies)),
        "series(pair)": lambda: desk.series(*next(pairs)),
        "places": desk.places,
        "changes": desk.changes,
        "doubtful": desk.doubtful,
    }  # fmt: skip


def _outlet(desk: Desk) -> str:
    return desk.documents(limit=1).rows[0].outlet or ""


def _of_pair(desk: Desk, a: str, b: str) -> None:
    desk.events(Wanted(actor=a, other=b))


def _actor_page(desk: Desk, actor: str) -> None:
    desk.actor(actor)
    desk.tenures(actor)
    desk.names(actor)
    desk.events(Wanted(actor=actor))
    desk.statements(Wanted(actor=actor))
    desk.ties(Wanted(actor=actor))
    desk.timeline(Wanted(actor=actor))


def _event_page(desk: Desk, event: str) -> None:
    desk.event(event)
    desk.reports(event)
    desk.tolls(event)
    desk.parts(event)


def timed(desk: Desk, times: int = TIMES) -> Iterator[Timed]:
    """Every method, so many times each."""
    for name, ask in asked(desk).items():
        taken = sorted(_milliseconds(ask) for _ in range(times))
        yield Timed(name, taken[len(taken) // 2], taken[int(len(taken) * 0.95)])


def pages_timed(desk: Desk, times: int = TIMES) -> Iterator[Timed]:
    """Every page in English, through all that guards the application."""
    # As if it were asked in a browser of this machine, but faster than a person clicks.
    app = create_app(desk, Serving(rate=_UNBOUNDED))
    client = TestClient(app, base_url="http://127.0.0.1")
    for name, path in pages_of(desk).items():
        ask = partial(client.get, f"/en{path}")
        ask()
        taken = sorted(_milliseconds(ask) for _ in range(times))
        yield Timed(f"page: {name}", taken[len(taken) // 2], taken[int(len(taken) * 0.95)])


def _milliseconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1e3


def table(measured: Mapping[int, Sequence[Timed]]) -> Iterator[str]:
    """The measurements as a table: a line a method, two columns a store."""
    yield f"| method | {' | '.join(f'{n:,}: p50 | p95' for n in measured)} |"
    yield f"|---|{'---:|---:|' * len(measured)}"
    for row in zip(*measured.values(), strict=True):
        told = " | ".join(f"{t.median:.1f} | {t.slow:.1f}" for t in row)
        yield f"| {row[0].method} | {told} |"


def report(stores: Sequence[Path]) -> Iterator[str]:
    """The lines of the report on these stores."""
    measured: dict[int, Sequence[Timed]] = {}
    for where in stores:
        began = time.perf_counter()
        Desk.open(where).close()
        filled = time.perf_counter() - began
        began = time.perf_counter()
        with Desk.open(where) as desk:
            opened = time.perf_counter() - began
            count = desk.counts().documents
            yield f"{count:,} articles: filled in {filled:.0f} s, opened in {opened:.2f} s."
            measured[count] = (*timed(desk), *pages_timed(desk))
    yield ""
    yield from table(measured)
    late = {t.method for rows in measured.values() for t in rows if t.slow > P95_MILLISECONDS}
    yield ""
    yield f"Over {P95_MILLISECONDS} ms: {', '.join(sorted(late)) or 'none'}."


def main(arguments: Sequence[str]) -> int:
    print("\n".join(report([*map(Path, arguments)])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
