"""Score the reader of times on the Arabic tests of two other readers, with dateparser beside it.

The tests are those of Recognizers-Text and Duckling (data/times). Both were made for assistants
that speak of appointments; what news says of time counts here, and nothing else:

- of Recognizers-Text the values of dates, date ranges and feasts. Left out: extractor rows (they
  have no value), clock times and datetimes, durations without a reference ("3 days"), sets
  ("every week"), numbers, rows marked as what the original engine skips, values that name no day
  there is (31 November, a bare season), and a bare number for a day of an unnamed month ("on 15");
- of Duckling values whose grain is a day, week, month or year, and intervals that reach another
  day. Left out: hours, minutes, seconds.

What a row accepts is one or more stretches of days:

- a point is its whole day, week, month or year, by the grain;
- ends of intervals are half open in both files and are counted in here. Where a timex names both
  ends, the end as it is written is accepted too, as is the day of speaking at either end: "from 4
  to 23" ends on the 23rd and "2014-2018" with 2018 to most people, and whether "the last three
  days" hold today is a matter of taste;
- where a row gives a past and a future resolution, either is right. Duckling gives the future one
  alone, for phrases outside of any clause: our reader gets them behind a verb of the future, and
  dateparser is told to prefer the future.

A value is right when it means the very days of an accepted stretch; EDTF marks of vagueness are
passed over. A "coarse" one holds an accepted stretch or lies inside one: the same time by another
convention, such as years taken whole, or a month for a day in it. Any other is wrong.
"""

from __future__ import annotations

import calendar
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from dateparser.date import DateDataParser

from khabar.annotate.times import find_times
from khabar.lang.ar.normalise import view_of
from khabar.schema.moments import Basis, Published, edtf
from khabar.schema.spans import Span

Days = tuple[date, date]

KINDS = {
    "DateTime/DateParser": "dates",
    "DateTime/DatePeriodParser": "periods",
    "DateTime/HolidayParser": "feasts",
}
ONE_DAY = timedelta(days=1)
DUCKLING_SAID = date(2013, 2, 12)
# "I shall be back": the verb that Recognizers-Text, too, puts in front of its phrases.
FUTURE_VERB = "سأعود "
BARE_DAY = "XXXX-XX-"
OUTCOMES = ("right", "coarse", "wrong", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """A text, the words in it that say when, the day it is said, and the days they may mean."""

    name: str
    kind: str
    text: str
    start: int
    end: int
    said: date
    accepted: frozenset[Days]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesResult:
    """How often each reader comes to each outcome by kind of row; rows that ours has not right."""

    rows: Mapping[str, int]
    ours: Mapping[str, Mapping[str, int]]
    dateparser: Mapping[str, Mapping[str, int]]
    missed: Mapping[str, tuple[str, ...]]


def measure_times(shared: Path) -> TimesResult:
    """Score both readers on all rows that count."""
    rows = rows_of(shared / "data" / "times")
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


def outcome(row: TimeRow, found: Days | None) -> str:
    """Whether the days found are an accepted stretch, hold one, lie inside one, or do neither."""
    if found is None:
        return "none"
    if found in row.accepted:
        return "right"
    nested = any(_holds(found, days) or _holds(days, found) for days in row.accepted)
    return "coarse" if nested else "wrong"


def _holds(outer: Days, inner: Days) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def our_days(row: TimeRow) -> Days | None:
    """What our reader makes of a row: the expression that covers most of the marked words."""
    said = edtf(row.said.isoformat())
    published = Published(earliest=said, latest=said, basis=Basis.METADATA)
    found = find_times(view_of(row.text), [Span(start=0, end=len(row.text))], published)

    def covered(expression: Span) -> int:
        return min(expression.end, row.end) - max(expression.start, row.start)

    best = max(found, key=covered, default=None)
    return days_of(best.value) if best and best.value and covered(best) > 0 else None


def dateparser_days(row: TimeRow) -> Days | None:
    """What dateparser makes of the marked words, which it is given: its search finds too much."""
    moment = datetime.combine(row.said, datetime.min.time())
    settings = {"RELATIVE_BASE": moment, "PREFER_DATES_FROM": "future"}
    found = DateDataParser(languages=["ar"], settings=settings).get_date_data(
        row.text[row.start : row.end]
    )
    return _around(found.date_obj.date(), found.period) if found.date_obj else None


def days_of(value: str) -> Days | None:
    """The first and last day of an EDTF value; None where an end is open or has unknown digits."""
    points = [_point(end) for end in re.sub("[~?%]", "", value).split("/")]
    first, last = points[0], points[-1]
    return (first[0], last[1]) if first and last else None


def _point(value: str) -> Days | None:
    parts = value.split("-")
    if not all(part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    return _around(date(year, month, day), ("year", "month", "day")[len(parts) - 1])


def _around(day: date, grain: str) -> Days:
    """The whole day, week, month or year in which a day lies."""
    if grain == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if grain == "month":
        length = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=length)
    if grain == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def rows_of(folder: Path) -> tuple[TimeRow, ...]:
    """The rows that count, in the order of the two files."""
    recognizers = _records(folder / "recognizers_ar.jsonl")
    duckling = _records(folder / "duckling_ar.jsonl")
    return (*_recognizers_rows(recognizers), *_duckling_rows(duckling))


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def _recognizers_rows(records: Iterable[Mapping[str, Any]]) -> Iterator[TimeRow]:
    for record in records:
        kind = KINDS.get(record["spec"].split("#")[0])
        if kind is None or record["not_supported"]:
            continue
        for result in record["results"]:
            said = date.fromisoformat(record["reference"][:10])
            accepted = frozenset(_resolutions(result["Value"], said))
            if not accepted or result["Value"]["Timex"].startswith(BARE_DAY):
                continue
            start = max(result["Start"], 0)
            yield TimeRow(
                name=f"{record['spec'].removeprefix('DateTime/')}@{start}",
                kind=f"Recognizers-Text, {kind}",
                text=record["input"],
                start=start,
                end=start + result["Length"],
                said=said,
                accepted=accepted,
            )


def _resolutions(value: Mapping[str, Any], said: date) -> Iterator[Days]:
    for when in ("PastResolution", "FutureResolution"):
        ends = [date.fromisoformat(end) for end in value[when].values() if end]
        if not ends or ends[0] == date.min:
            continue
        yield ends[0], ends[-1] - ONE_DAY if len(ends) > 1 else ends[0]
        if value["Timex"].startswith("("):
            yield ends[0], ends[-1]
            yield ends[0], _around(ends[-1], "year" if _is_new_year(ends) else "day")[1]
        if value["Timex"].startswith("(") and ends[0] == said + ONE_DAY:
            yield said, ends[-1] - ONE_DAY
            yield said, ends[-1]


def _is_new_year(days: Iterable[date]) -> bool:
    return all((day.month, day.day) == (1, 1) for day in days)


_MOMENT = re.compile(r"\((\d+), (\d+), (\d+), \d+, \d+, \d+\)")


def _duckling_rows(records: Iterable[Mapping[str, Any]]) -> Iterator[TimeRow]:
    for number, record in enumerate(records, 1):
        accepted = _duckling_days(record["value"])
        if accepted is None:
            continue
        text = FUTURE_VERB + record["text"]
        yield TimeRow(
            name=f"Duckling#{number}",
            kind="Duckling, feasts" if "Holiday" in record["value"] else _duckling_kind(accepted),
            text=text,
            start=len(FUTURE_VERB),
            end=len(text),
            said=DUCKLING_SAID,
            accepted=accepted,
        )


def _duckling_kind(accepted: frozenset[Days]) -> str:
    one_day = any(first == last for first, last in accepted)
    return "Duckling, dates" if one_day else "Duckling, periods"


def _duckling_days(value: str) -> frozenset[Days] | None:
    """datetime (2013, 2, 4, 0, 0, 0) Week; datetimeInterval ((...), (...)) Day.

    An interval from a second on ends on the day that is written.
    """
    moments = [date(*map(int, found)) for found in _MOMENT.findall(value)]
    grain = re.search(r"\) (Second|Day|Week|Month|Year)\b", value)
    if grain is None:
        return None
    if len(moments) == 1:
        exact = grain[1] == "Second"
        return None if exact else frozenset({_around(moments[0], grain[1].lower())})
    first, behind = moments
    last = {behind - ONE_DAY, behind} if grain[1] == "Second" else {behind - ONE_DAY}
    return frozenset((first, end) for end in last) if behind > first else None


def times_lines(result: TimesResult) -> Iterator[str]:
    """The part of the report that people read."""
    yield from ("", "## Arabic times beside dateparser (data/times)", "")
    yield "What counts, and as what, is told in `tools/eval_times.py`. Shares of the rows, counts"
    yield "behind them; coarse: the same time by another convention; dateparser gets the words cut"
    yield "out, ours the whole sentence."
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
