"""Days that a page states of itself: in its head, in its address, in the lines at its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

from khabar.acquire.datelines import dated, hijri_dated
from khabar.acquire.dates import published_of
from khabar.acquire.html_facts import Head
from khabar.acquire.layout import lines_of
from khabar.acquire.pagedate import is_update

YEARS = range(1995, 2100)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "datepublished", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "citation_publication_date", "datecreated", "articledate",
    "dc.date", "dcterms.date", "date",
)  # fmt: skip
_CHANGED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
)
_UTC = re.compile(r"[T ](\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:Z|UTC|GMT|\+00:?00)$")
_EVENING = 20  # hours: later in UTC, the next day has begun in the east of the Arab world
_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/_.])(\d{1,2})\2(\d{1,2})(?!\d)")
_AROUND_SECTION = re.compile(r"/((?:19|20)\d{2})/[a-z_.-]+/(\d{1,2})/(\d{1,2})(?=/)", re.I)
_RUN = re.compile(
    r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6}|\d{9,10})?(?!\d)"
)
_MONTH_ONLY = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})(?=/)(?!/\d{1,2}/)")


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day that a statement may mean."""

    first: date
    last: date

    @property
    def single(self) -> bool:
        """Whether it names one day."""
        return self.first == self.last

    def near(self, other: Days, days: int = 1) -> bool:
        """Whether the two come within so many days of each other."""
        reach = timedelta(days=days)
        return self.first - reach <= other.last and other.first - reach <= self.last


@dataclass(frozen=True, slots=True)
class Lines:
    """What the lines at the headline say: days of publication, days of change, or nonsense."""

    stated: tuple[Days, ...] = ()
    updates: tuple[Days, ...] = ()
    contradict: bool = False


def stated_days(head: Head) -> tuple[Days | None, str]:
    """The day on which the head says the page was published, and the words it says it in."""
    values = (head.linked("datePublished"), *(head.first(name) for name in _PUBLISHED))
    for value in filter(None, values):
        days = days_of(value)
        if days is not None:
            return days, value
    return None, ""


def changed_day(head: Head) -> str | None:
    """The day on which the head says the page was changed last."""
    values = (head.linked("dateModified"), *(head.first(name) for name in _CHANGED))
    found = next((days for value in filter(None, values) if (days := days_of(value))), None)
    return found.last.isoformat() if found else None


def days_of(value: str) -> Days | None:
    """The day a stated moment means to a reader there.

    A moment of late evening in UTC is the same day in Rabat and the next in Muscat.
    """
    found = published_of(value)
    if found is None or found.earliest is None or found.latest is None:
        return None
    first, last = date.fromisoformat(found.earliest), date.fromisoformat(found.latest)
    if first.year not in YEARS:
        return None
    moment = _UTC.search(value.strip())
    late = moment is not None and int(moment[1]) >= _EVENING and first == last
    return Days(first, last + timedelta(days=1) if late else last)


def address_days(url: str | None) -> Days | None:
    """The day, or the month, that an address holds; None where it holds two."""
    if url is None:
        return None
    path = unquote(urlsplit(url).path) + "/"
    days = {
        day
        for pattern, parts in (
            (_IN_PATH, (1, 3, 4)),
            (_AROUND_SECTION, (1, 2, 3)),
            (_RUN, (1, 2, 3)),
        )
        for match in pattern.finditer(path)
        if (day := _valid(*(int(match[part]) for part in parts)))
    }
    if len(days) == 1:
        (day,) = days
        return Days(day, day)
    months = {m.groups() for m in _MONTH_ONLY.finditer(path)}
    if days or len(months) != 1:
        return None
    year, month = map(int, months.pop())
    first = _valid(year, month, 1)
    if first is None:
        return None
    return Days(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def line_days(lines: Iterable[str]) -> Lines:
    """The days that lines state; where weekday and date, or two calendars, speak against each
    other, the line states nothing."""
    stated: dict[Days, None] = {}
    updates: dict[Days, None] = {}
    contradict = False
    for view in (line.view for text in lines for line in lines_of(text)):
        found = dated(view)
        if found is None:
            hijri = hijri_dated(view)
            if hijri is not None and hijri[0].year in YEARS:
                stated[Days(*hijri)] = None
            continue
        if not found.agree or any(day.year not in YEARS for _, day in found.days):
            contradict = True
            continue
        for before, day in found.days:
            (updates if is_update(before) else stated)[Days(day, day)] = None
    return Lines(tuple(stated), tuple(updates), contradict)
