"""Times: the Arabic tests of two other readers, Recognizers-Text and Duckling, as rows.

Both were made for assistants that speak of appointments; what news says of time counts here, and
nothing else:

- of Recognizers-Text the values of dates, date ranges and feasts. Left out: extractor rows (they
  have no value), clock times and datetimes, durations without a reference ("3 days"), sets
  ("every week"), numbers, rows marked as what the original engine skips, values that name no day
  there is (31 November, a bare season), a bare number for a day of an unnamed month ("on 15"),
  and rows that contradict themselves: a feast "of 2019" whose value lies in 2015;
- of Duckling values whose grain is a day, week, month or year, and intervals that reach another
  day. Left out: hours, minutes, seconds.

What a row accepts is one or more stretches of days:

- a point is its whole day, week, month or year, by the grain;
- ends of intervals are half open in both files and are counted in here. Where a timex names both
  ends, the end as it is written is accepted too, as is the day of speaking at either end: "from 4
  to 23" ends on the 23rd and "2014-2018" with 2018 to most people, and whether "the last three
  days" hold today is a matter of taste;
- where a row gives a past and a future resolution, either is right. Duckling gives the future one
  alone, for phrases outside of any clause: our reader gets them behind a verb of the future.

Recognizers-Text's own files are read (Specs/DateTime/Arabic/*Parser.json), and JSON Lines with the
fields spec, input, reference, results, not_supported (from them) or text, value (from Duckling).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from khabar.evaluate.files import Row, TestFileError, Wanted, read_rows
from khabar.evaluate.times import Days, TimeRow, around

WANTED = Wanted(
    "Recognizers-Text's DateParser, DatePeriodParser or HolidayParser.json, or JSON Lines of it"
)

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
_FOUR_FIGURES = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SPECS = "DateTime/"


def rows_of(path: Path) -> tuple[TimeRow, ...]:
    """The rows of a file that count, in its order.

    Raises:
        TestFileError: the file is not of this form.
    """
    try:
        return tuple(_rows_of(path))
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise TestFileError(path, "holds rows that are no times", WANTED.words) from error


def _rows_of(path: Path) -> Iterator[TimeRow]:
    for number, row in enumerate(read_rows(path, WANTED), 1):
        if "Input" in row:
            yield from _recognizers_rows(_flat(path, number, row))
        elif "spec" in row:
            yield from _recognizers_rows(row)
        else:
            yield from _duckling_rows(number, row)


def _flat(path: Path, number: int, row: Row) -> Row:
    """A row of the original files as JSON Lines have it."""
    return {
        "spec": f"{_SPECS}{path.stem}#{number - 1}",
        "input": row["Input"],
        "reference": row.get("Context", {}).get("ReferenceDateTime"),
        "results": row["Results"],
        "not_supported": row.get("NotSupported"),
    }


def _recognizers_rows(record: Row) -> Iterator[TimeRow]:
    kind = KINDS.get(record["spec"].split("#")[0])
    if kind is None or record["not_supported"]:
        return
    for result in record["results"]:
        said = date.fromisoformat(record["reference"][:10])
        accepted = frozenset(_resolutions(result["Value"], said))
        if not accepted or result["Value"]["Timex"].startswith(BARE_DAY):
            continue
        start = max(result["Start"], 0)
        if _contradicts(record["input"][start : start + result["Length"]], accepted):
            continue
        yield TimeRow(
            name=f"{record['spec'].removeprefix(_SPECS)}@{start}",
            kind=f"Recognizers-Text, {kind}",
            text=record["input"],
            start=start,
            end=start + result["Length"],
            said=said,
            accepted=accepted,
        )


def _contradicts(words: str, accepted: Iterable[Days]) -> bool:
    """Whether words name years, and no value of theirs comes within a year of one."""
    named = [int(year) for year in _FOUR_FIGURES.findall(words)]
    days = [day for ends in accepted for day in ends]
    return bool(named) and all(abs(day.year - year) > 1 for day in days for year in named)


def _resolutions(value: Row, said: date) -> Iterator[Days]:
    for when in ("PastResolution", "FutureResolution"):
        ends = [date.fromisoformat(end) for end in value[when].values() if end]
        if not ends or ends[0] == date.min:
            continue
        yield ends[0], ends[-1] - ONE_DAY if len(ends) > 1 else ends[0]
        if value["Timex"].startswith("("):
            yield ends[0], ends[-1]
            yield ends[0], around(ends[-1], "year" if _is_new_year(ends) else "day")[1]
        if value["Timex"].startswith("(") and ends[0] == said + ONE_DAY:
            yield said, ends[-1] - ONE_DAY
            yield said, ends[-1]


def _is_new_year(days: Iterable[date]) -> bool:
    return all((day.month, day.day) == (1, 1) for day in days)


_MOMENT = re.compile(r"\((\d+), (\d+), (\d+), \d+, \d+, \d+\)")


def _duckling_rows(number: int, record: Row) -> Iterator[TimeRow]:
    accepted = _duckling_days(record["value"])
    if accepted is not None:
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
        return None if exact else frozenset({around(moments[0], grain[1].lower())})
    first, behind = moments
    last = {behind - ONE_DAY, behind} if grain[1] == "Second" else {behind - ONE_DAY}
    return frozenset((first, end) for end in last) if behind > first else None
