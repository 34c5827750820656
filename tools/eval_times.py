"""Score the reader of times on the Arabic tests of two other readers, with dateparser beside it.

What counts, and as what, is told in `khabar.evaluate.times_rows` and `khabar.evaluate.times`.
dateparser is told to prefer the future, as one of the two tests does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dateparser.date import DateDataParser

from khabar.evaluate.times import Days, Outcome, TimeRow, around, our_days, outcome
from khabar.evaluate.times_rows import rows_of

OUTCOMES = tuple(Outcome)
FILES = ("recognizers_ar.jsonl", "duckling_ar.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesResult:
    """How often each reader comes to each outcome by kind of row; rows that ours has not right."""

    rows: Mapping[str, int]
    ours: Mapping[str, Mapping[str, int]]
    dateparser: Mapping[str, Mapping[str, int]]
    missed: Mapping[str, tuple[str, ...]]


def measure_times(shared: Path) -> TimesResult:
    """Score both readers on all rows that count."""
    rows = [row for name in FILES for row in rows_of(shared / "data" / "times" / name)]
    ours = {row.name: outcome(row, our_days(row)) for row in rows}
    theirs = {row.name: outcome(row, dateparser_days(row)) for row in rows}
    return TimesResult(
        rows=dict(Counter(row.kind for row in rows)),
        ours=_by_kind(rows, ours),
        dateparser=_by_kind(rows, theirs),
        missed={o: tuple(n for n, found in ours.items() if found == o) for o in OUTCOMES[1:]},
    )


def _by_kind(rows: Sequence[TimeRow], outcomes: Mapping[str, str]) -> dict[str, dict[str, int]]:
    counted = Counter((row.kind, outcomes[row.name]) for row in rows)
    kinds = dict.fromkeys(row.kind for row in rows)
    return {kind: {o: counted[kind, o] for o in OUTCOMES} for kind in kinds}


def dateparser_days(row: TimeRow) -> Days | None:
    """What dateparser makes of the marked words, which it is given: its search finds too much."""
    moment = datetime.combine(row.said, datetime.min.time())
    settings = {"RELATIVE_BASE": moment, "PREFER_DATES_FROM": "future"}
    found = DateDataParser(languages=["ar"], settings=settings).get_date_data(
        row.text[row.start : row.end]
    )
    return around(found.date_obj.date(), found.period) if found.date_obj else None


def times_lines(result: TimesResult) -> Iterator[str]:
    """The part of the report that people read."""
    yield from ("", "## Arabic times beside dateparser (data/times)", "")
    yield "What counts, and as what, is told in `khabar.evaluate.times_rows`. Shares of the rows,"
    yield "counts behind them; coarse: the same time by another convention; dateparser gets the"
    yield "words cut out, ours the whole sentence."
    yield ""
    yield "| rows | | ours: right | coarse | wrong | none | theirs: right | coarse | wrong | none |"
    yield "|---|---:|" + "---:|" * 8
    for kind, rows in result.rows.items():
        yield _row(kind, rows, result.ours[kind], result.dateparser[kind])
    ours, theirs = _total(result.ours), _total(result.dateparser)
    yield _row("**all**", sum(result.rows.values()), ours, theirs)
    for what, names in result.missed.items():
        if names:
            yield from ("", f"Ours {what}: " + ", ".join(f"`{name}`" for name in names))


def _total(by_kind: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {o: sum(counts[o] for counts in by_kind.values()) for o in OUTCOMES}


def _row(kind: str, rows: int, *readers: Mapping[str, int]) -> str:
    cells = (f"{counts[o] / rows:.2f} ({counts[o]})" for counts in readers for o in OUTCOMES)
    return f"| {kind} | {rows} | " + " | ".join(cells) + " |"
