"""Work out docs/scale.md's figures from bench/report.json: cores, memory, disk, money a million.

Run after `make bench`: `python tools/bench_scale.py`. It writes between the page's two marks and
nowhere else. What was not measured stays a gap; nothing is typed in but the assumptions below.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from bench_measures import Measure, Measures
from bench_reading import WAYS
from shared import ROOT

PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- figures of bench/report.json -->", "<!-- end of the figures -->"
DAY = 86_400
A_DAY = 1_000_000
BUSY = 0.7
"""How much of a day a core works: the rest is for days with more news, and machines that fail."""
CORE_HOUR = 0.04
"""US dollars for an hour of one virtual core with 4 GB: an assumption, not a quotation."""
GIGABYTE_MONTH = 0.10
"""US dollars for a gigabyte of fast disk and a month: an assumption too."""
GAP = "**to be measured**"
_ONE, _TWO, _RAY, _POSTGRES = (way.name for way in WAYS)


def figures(measures: Measures) -> Iterator[str]:
    """The lines between the marks."""
    yield f"Assumed: a core works {BUSY:.0%} of the day, costs ${CORE_HOUR:.2f} an hour with"
    yield f"4 GB of memory; a gigabyte of disk ${GIGABYTE_MONTH:.2f} a month."
    yield "A million articles a day."
    yield from ("", "| | figure | from |", "|---|---:|---|")
    read = _largest(measures.all_of(_TWO), "cpu_seconds")
    yield from _reading(read)
    yield from _storing(read)
    yield from _recording(measures.all_of("assemble"))
    yield from _ratio(measures, "two processes to one", _TWO, _ONE)
    yield from _ratio(measures, "Ray on two workers to one process", _RAY, _ONE)
    yield from _ratio(measures, "PostgreSQL to SQLite, two processes", _POSTGRES, _TWO)
    for name in ("assemble", "assemble and lay out"):
        yield from _growing(measures, name)


def _reading(read: Measure | None) -> Iterator[str]:
    if read is None or not read.cpu_seconds:
        yield f"| cores that read | {GAP} | {_TWO} |"
        return
    each = read.cpu_seconds / read.count
    cores, money = each * A_DAY / DAY / BUSY, each * A_DAY / 3600 * CORE_HOUR
    memory = (read.megabytes or 0) / 2
    yield f"| processor seconds an article | {each:.3f} | {_source(read)} |"
    yield f"| cores that read | {cores:.1f} | the same, {BUSY:.0%} busy |"
    held = f"{memory:.0f} MB each, half of two"
    yield f"| memory of their workers | {cores * memory / 1e3:.1f} GB | {held} |"
    yield f"| money a million articles read | ${money:.2f} | ${CORE_HOUR:.2f} a core and hour |"


def _storing(read: Measure | None) -> Iterator[str]:
    size = read.more.get("bytes_an_article") if read else None
    if read is None or not size:
        yield f"| disk an article | {GAP} | {_TWO} |"
        return
    grown = size * A_DAY / 1e9
    yield f"| disk an article | {size / 1e3:.1f} kB | the store's file, {_source(read)} |"
    yield f"| disk a day, a year | {grown:.0f} GB, {grown * 365 / 1e3:.1f} TB | |"
    yield f"| money a month for the disk of a month | ${grown * 30 * GIGABYTE_MONTH:,.0f} | |"


def _recording(sizes: Sequence[Measure]) -> Iterator[str]:
    grown = _largest(sizes, "cpu_seconds")
    if grown is None or not grown.more.get("median"):
        yield f"| one more document in the record | {GAP} | assemble |"
        return
    median = grown.more["median"]
    a_day = DAY / median
    yield f"| one more document in the record | {median:.3f} s | {_source(grown)} |"
    yield f"| documents a day that one record of that size takes in | {a_day:,.0f} | one core |"
    yield from _held(sizes)


def _held(sizes: Sequence[Measure]) -> Iterator[str]:
    """What a record's memory grows by from the second largest size to the largest."""
    known = [m for m in sizes if m.megabytes]
    if len(known) < 2:
        yield f"| memory of the record, a document | {GAP} | two sizes |"
        return
    a, b = known[-2:]
    each = ((b.megabytes or 0) - (a.megabytes or 0)) / (b.count - a.count)
    if each > 0:
        between = f"{a.count:,} to {b.count:,} articles, {b.date}"
        yield f"| memory of the record, a document | {each * 1e3:.0f} kB | {between} |"
        yield f"| documents whose record 64 GB hold | {64e3 / each:,.0f} | if it stays linear |"


def _ratio(measures: Measures, what: str, name: str, base: str) -> Iterator[str]:
    pairs = [(a, measures.of(base, a.count)) for a in measures.all_of(name)]
    known = [(a, b) for a, b in pairs if b and a.seconds and b.seconds]
    if not known:
        yield f"| {what} | {GAP} | |"
        return
    a, b = known[-1]
    assert a.seconds, "looked at above"
    assert b.seconds, "looked at above"
    if a.disturbed or b.disturbed:
        yield f"| {what} | {GAP} | others worked on the machine when it was, on {a.date} |"
    else:
        yield f"| {what} | {b.seconds / a.seconds:.2f} times | {_source(a)} |"


def _growing(measures: Measures, name: str) -> Iterator[str]:
    found = measures.growth(name)
    if not found:
        yield f"| growth of: {name} | {GAP} | two sizes |"
        return
    a, b, exponent = found[-1]
    yield f"| growth of: {name} | articles^{exponent:.2f} | {a.count:,} to {b.count:,}, {b.date} |"


def _largest(found: Sequence[Measure], needed: str) -> Measure | None:
    """Of the most articles: there what is paid once, at the start, counts least."""
    known = [m for m in found if getattr(m, needed)]
    return known[-1] if known else None


def _source(found: Measure) -> str:
    return f"{found.name}, {found.count:,} articles, {found.date}, {found.commit}"


def main() -> int:
    """Write the figures into the page."""
    page = PAGE.read_text("utf8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    body = "\n".join(figures(Measures()))
    PAGE.write_text(f"{before}{BEGIN}\n{body}\n{END}{after}", "utf8")
    print(body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
