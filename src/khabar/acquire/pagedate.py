"""The publication date that a page states at the head of its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from khabar.acquire.datelines import dated
from khabar.acquire.layout import Line, lines_of
from khabar.acquire.related import is_prose
from khabar.schema.documents import Segment, SegmentKind
from khabar.schema.moments import Basis, Published, edtf

_FILED = frozenset({SegmentKind.DATELINE, SegmentKind.BYLINE})
_YEARS = range(1990, 2100)
_PUBLISHED = (
    r"(?P<published>نشر(?:ت)?\b|تاريخ (?:النشر|الخبر|الاضافه)|وقت النشر|تم النشر"
    r"|published|posted)"
)
_UPDATED = r"(?P<updated>(?:اخر )?(?:تحديث|تعديل)|(?:تم|تاريخ) التحديث|محدث|(?:last )?updated)"
_LABEL = re.compile(rf"{_UPDATED}|{_PUBLISHED}")


def page_date(text: str, segments: Sequence[Segment]) -> Published | None:
    """The day a page gives with its dateline or author, None where that is not certain.

    Only what stands between the headline and the first paragraph counts: a date over the headline
    is the day of the visit, one at the foot belongs to other stories. An update bounds publication
    on one side. The text may still speak against the day.
    """
    stated: set[date] = set()
    updates: set[date] = set()
    for line in _head(text, segments):
        found = dated(line.view)
        if found is None:
            continue
        if not found.agree or any(day.year not in _YEARS for _, day in found.days):
            return None
        for before, day in found.days:
            (updates if is_update(before) else stated).add(day)
    return _published(stated, updates)


def _head(text: str, segments: Iterable[Segment]) -> Iterator[Line]:
    """The lines over the first paragraph that say when and by whom the story was filed."""
    for segment in segments:
        (line,) = lines_of(segment.cut(text)) or (None,)
        if line is None:
            continue
        if segment.kind is SegmentKind.BODY and is_prose(line):
            return
        if segment.kind in _FILED:
            yield line


def is_update(before: str) -> bool:
    """Whether the last label before a date says that the page was changed on it."""
    labels = [match.lastgroup for match in _LABEL.finditer(before)]
    return bool(labels) and labels[-1] == "updated"


def _published(stated: set[date], updates: set[date]) -> Published | None:
    latest = min(updates, default=None)
    if len(stated) == 1:
        (day,) = stated
        if latest is None or day <= latest:
            return _from(day, day, "the page gives the day with the story")
    elif not stated and latest:
        return _from(None, latest, "the page was changed on that day")
    return None


def _from(first: date | None, last: date, why: str) -> Published:
    return Published(
        earliest=edtf(first.isoformat()) if first else None,
        latest=edtf(last.isoformat()),
        basis=Basis.PAGE,
        why=why,
    )
