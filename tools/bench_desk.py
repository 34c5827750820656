"""Time the desk: every page and every route of its API, on stores of several sizes.

`bench_desk.py --make COUNT` makes the store of so many articles under build/bench/: it reads them
where they were not read, and fills the shelf; what was broken off goes on where it stopped. With
--rules the articles are read by the rules alone, four times as fast.
`bench_desk.py [STORE …]` opens each store (those made, if none is named) and writes bench/desk.md.
`make bench` does the latter with the stores that are there.

Every request goes through all that guards the application. Wall time is what an analyst waits on
this machine as it is; processor time is what is left of that where nobody else works on it.
How long one article more takes to be shown is measured on a copy of a store.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import psutil
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from ask_desk import desk_at
from bench_stores import RULES, STORES, made
from chromium import CHROMIUM, chromium
from desk_pages import LISTS
from khabar.pipeline.kit import recipe
from khabar.serve.app import create_app
from khabar.serve.desk import Desk
from khabar.serve.safety.rates import Rate
from khabar.serve.settings import Serving
from khabar.serve.standing import MOST
from khabar.serve.views import Wanted
from shared import ROOT

_UNBOUNDED = Rate(second=1e6, burst=1_000_000)
REPORT = ROOT / "bench" / "desk.md"
TIMES = 30
P95_MILLISECONDS = 150
WORDS = ("ليبيا", "الحكومة", "وزير الخارجية", "Russia", '"مجلس الأمن"', "وقال", "حفتر موسكو", "مصر")
_FIRST = 5  # times that the first page is opened
ASSET_KILOBYTES = 700
_SENT = {".js", ".css", ".svg", ".json", ".woff2"}
SOME = 40  # actors, events and articles that are looked at
_API = "/api/v1"
_LISTED = (
    "documents", "readings", "actors", "events", "statements", "disputes", "expectations",
    "relations", "sources", "copies", "ties", "timeline", "timeline?by=day", "places", "counts",
    "judgements", "jobs", "changes", "revisions", "doubts",
)  # fmt: skip
_FILTERED = ("documents", "events", "statements", "disputes", "expectations", "relations", "ties")


@dataclass(frozen=True, slots=True)
class Timed:
    """How long one address takes, in milliseconds."""

    name: str
    median: float
    slow: float
    processor: float


@dataclass(frozen=True, slots=True)
class Some:
    """Things of a store to ask for: those of which there is most, where it is slowest."""

    actors: Sequence[str]
    events: Sequence[str]
    documents: Sequence[str]
    pairs: Sequence[tuple[str, str]]
    copies: Sequence[tuple[str, str]]
    outlets: Sequence[str]


def some_of(desk: Desk) -> Some:
    """The foremost of each kind."""
    documents = desk.documents(limit=SOME).rows
    return Some(
        actors=[r.id for r in desk.actors(limit=SOME).rows],
        events=[r.id for r in desk.events(Wanted(sort="reports"), limit=SOME).rows],
        documents=[r.id for r in documents],
        pairs=[(t.a.id, t.b.id) for t in desk.ties(limit=SOME)],
        copies=[(r.a.id, r.b.id) for r in desk.copies().rows] or [("none", "none")],
        outlets=sorted({r.outlet for r in documents if r.outlet}) or [""],
    )


def routes_of(some: Some) -> Mapping[str, Sequence[str]]:
    """Every route of the API by its name, with the addresses that are asked for in turn."""
    plain = {name: [name] for name in _LISTED}
    by_actor = {f"{x}?actor=": [f"{x}?actor={a}" for a in some.actors] for x in _FILTERED}
    searched = [f"search?q={quote(w)}" for w in WORDS]
    found = {
        "search?q=": searched,
        "documents?q=": [f"documents?q={quote(w)}" for w in WORDS],
        "documents?outlet=": [f"documents?outlet={quote(o)}" for o in some.outlets],
        "documents/{id}": [f"documents/{d}" for d in some.documents],
        "readings/{id}": [f"readings/{d}" for d in some.documents],
        "actors/{id}": [f"actors/{a}" for a in some.actors],
        "events/{id}": [f"events/{e}" for e in some.events],
        "events/{id}/reports": [f"events/{e}/reports" for e in some.events],
        "events/{id}/tolls": [f"events/{e}/tolls" for e in some.events],
        "reports?event=": [f"reports?event={e}" for e in some.events],
        "events?actor=&other=": [f"events?actor={a}&other={b}" for a, b in some.pairs],
        "events?type=&since=": ["events?type=CONSULT&since=2016-01-01"],
        "events?standing=": ["events?standing=disputed"],
        "events?q=": [f"events?q={quote(w)}" for w in WORDS],
        "actors?q=": [f"actors?q={quote(w)}" for w in WORDS],
        "statements?q=": [f"statements?q={quote(w)}" for w in WORDS],
        "timeline?actor=": [f"timeline?actor={a}" for a in some.actors],
        "ties?since=": ["ties?since=2016-01-01"],
        "places?type=": ["places?type=ASSAULT"],
        "series?a=&b=": [f"series?a={a}&b={b}" for a, b in some.pairs],
        "paths?a=&b=": [
            f"paths?a={a}&b={b}" for a, (_, b) in zip(some.actors, some.pairs, strict=False)
        ],
        "documents/{id}/shared": [f"documents/{a}/shared/{b}" for a, b in some.copies],
    }
    every = {**plain, **by_actor, **found}
    return {name: [f"{_API}/{path}" for path in paths] for name, paths in every.items()}


def pages_of(some: Some) -> Mapping[str, Sequence[str]]:
    """Every page by its name, with the addresses that are asked for in turn."""
    every = {
        "overview": ["/"],
        "search": [f"/search?q={quote(w)}" for w in WORDS],
        "search in events": [f"/search?in=events&q={quote(w)}" for w in WORDS],
        **{name: [f"/{name}"] for name in LISTS},
        "timeline by day": ["/timeline?by=day&since=2016-01-01&until=2016-12-31"],
        "map of a type": ["/map?type=ASSAULT"],
        "event": [f"/events/{e}" for e in some.events],
        "actor": [f"/actors/{a}" for a in some.actors],
        "pair of actors": [f"/actors/{a}/with/{b}" for a, b in some.pairs],
        "network of one": [f"/network?actor={a}" for a in some.actors],
        "way between two": [f"/network?actor={a}&other={b}" for a, b in some.pairs],
        "outlets of an event": [f"/compare?event={e}" for e in some.events],
        "article": [f"/articles/{d}" for d in some.documents],
        "side by side": [f"/articles/{a}/beside/{b}" for a, b in some.copies],
        "merge": [f"/review/merge?kind=actors&id={a}" for a in some.actors],
    }
    return {name: [f"/en{path}" for path in paths] for name, paths in every.items()}


def timed(desk: Desk, times: int = TIMES) -> Iterator[Timed]:
    """Every page and every route, so many times each."""
    # As if it were asked in a browser of this machine, but faster than a person clicks.
    app = create_app(desk, Serving(rate=_UNBOUNDED))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        some = some_of(desk)
        for kind, all_of in (("page", pages_of(some)), ("API", routes_of(some))):
            for name, paths in all_of.items():
                yield _timed(f"{kind}: {name}", client, paths, times)


def _timed(name: str, client: TestClient, paths: Sequence[str], times: int) -> Timed:
    turns = cycle(paths)
    taken = [_milliseconds(lambda: _asked(client, next(turns))) for _ in range(times + 1)][1:]
    wall, processor = (sorted(each) for each in zip(*taken, strict=True))
    at = int(times * 0.95)
    return Timed(name, wall[times // 2], wall[at], processor[at])


def _asked(client: TestClient, path: str) -> None:
    answer = client.get(path)
    if answer.status_code not in (200, 303, 404):
        raise SystemExit(f"bench: {path} answered {answer.status_code}")


def _milliseconds(ask: Callable[[], object]) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - began) * 1e3, (time.process_time() - worked) * 1e3


def first_page(store: Path) -> str:
    """How soon the first page can be read and used in a browser that was just opened."""
    if not CHROMIUM.exists():
        return "The first page was not timed: no Chromium."
    with desk_at(str(store)) as address, chromium() as browser:
        times = sorted(_loaded(browser, f"{address}ar/") for _ in range(_FIRST))
    median, slow = times[_FIRST // 2], times[-1]
    return f"First page usable after {median:.0f} ms, at most {slow:.0f} ms, of {_FIRST} times."


def _loaded(browser: Browser, address: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_selector("figure[data-chart] canvas")
    # Scripts have run by then: the page can be read, filled in and left.
    found = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    context.close()
    return float(found)


def table(measured: Mapping[str, Sequence[Timed]]) -> Iterator[str]:
    """The measurements as a table: a line an address, three columns a store."""
    heads = " | ".join(f"{n}: p50 | p95 | processor p95" for n in measured)
    yield f"| address | {heads} |"
    yield f"|---|{'---:|---:|---:|' * len(measured)}"
    for row in zip(*measured.values(), strict=True):
        told = " | ".join(f"{t.median:.0f} | {t.slow:.0f} | {t.processor:.0f}" for t in row)
        yield f"| {row[0].name} | {told} |"


def assets() -> str:
    """What a browser can ask for besides pages, packed as it is sent."""
    static = ROOT / "src" / "khabar" / "serve" / "static"
    sent = [
        p
        for p in (*static.glob("*.*"), *static.glob("vendor/*"))
        if p.suffix in _SENT and "package" not in p.name
    ]
    packed = sum(min(p.stat().st_size, len(gzip.compress(p.read_bytes(), 6))) for p in sent)
    return (
        f"Scripts, styles, fonts and the map: {len(sent)} files, {packed / 1000:.0f} kB packed; "
        f"at most {ASSET_KILOBYTES} kB are allowed."
    )


def brought_up(store: Path) -> str:
    """How long a shelf takes for one article more, in processor time; on a copy of the store."""
    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        copy = Path(folder) / store.name
        shutil.copy(store, copy)
        with Desk.open(copy) as desk:
            (document,) = desk.documents(limit=1).rows
            whole = desk.store.document(document.id)
            reading = desk.store.reading(document.id, recipe())
        if whole is None or reading is None:
            return ""
        with sqlite3.connect(copy) as connection:
            for table, column in (("readings", "document_id"), ("documents", "id")):
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (document.id,))
        connection.close()
        with Desk.open(copy) as desk:
            desk.store.write(documents=[whole], readings=[reading])
            taken = _milliseconds(desk.refresh)
    wall, processor = (each / 1e3 for each in taken)
    return f"One article more is shown after {wall:.1f} s, {processor:.1f} of them processor time."


def report(stores: Sequence[Path]) -> Iterator[str]:
    """The lines of the report on these stores."""
    measured: dict[str, Sequence[Timed]] = {}
    yield f"{psutil.cpu_count()} cores, Python {platform.python_version()}; {TIMES} times each."
    yield assets()
    for where in stores:
        first = first_page(where)
        began = time.perf_counter()
        with Desk.open(where) as desk:
            opened = time.perf_counter() - began
            count = desk.counts().documents
            busy = os.getloadavg()[0]
            kind = f"{count:,} articles{' read by rules' if RULES in where.name else ''}"
            measured[kind] = tuple(timed(desk))
            yield (
                f"{kind}: opened in {opened:.2f} s; "
                f"{busy:.1f} processes wanted to run on the machine meanwhile. {first} "
                f"{brought_up(where) if count <= MOST else ''}"
            )
    yield ""
    yield from table(measured)
    yield from _late(measured)


def _late(measured: Mapping[str, Sequence[Timed]]) -> Iterator[str]:
    for count, rows in measured.items():
        for what, late in (
            ("p95", [t.name for t in rows if t.slow > P95_MILLISECONDS]),
            ("p95 of processor time", [t.name for t in rows if t.processor > P95_MILLISECONDS]),
        ):
            yield ""
            told = ", ".join(late) or "none"
            yield f"{count}, {what} over {P95_MILLISECONDS} ms: {told}."


def write(stores: Sequence[Path]) -> None:
    """Write bench/desk.md."""
    lines = ("# Speed of the desk", "", "Made by `make bench`; milliseconds.", "", *report(stores))
    REPORT.write_text("\n".join(lines) + "\n", "utf8")
    print("\n".join(lines))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stores", nargs="*", type=Path, help="those made, if none is named")
    parser.add_argument("--rules", action="store_true", help="with --make: read by the rules alone")
    parser.add_argument("--make", type=int, metavar="COUNT", help="make a store and fill it")
    told = parser.parse_args(arguments)
    if told.make:
        print(made(told.make, rules=told.rules))
        return 0
    write(told.stores or [store for store in STORES if store.exists()])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
