"""When a page was published: its head, its address and its own lines, held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from khabar.acquire.html_facts import Head
from khabar.acquire.html_moments import Days, Lines, address_days, line_days, stated_days
from khabar.schema.moments import Basis, Published, edtf

_CALENDARS = 1  # day: the head may tell it in another time zone than the page


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of publication, as far as it is known, and what was odd about it."""

    published: Published
    notes: tuple[str, ...] = ()


def date_page(head: Head, lines: Iterable[str], url: str | None, fetched: str | None) -> Dated:
    """Date a page.

    The head is believed first, the address next, the lines at the headline last; a day in a footer,
    in a menu or in a list of other stories is never looked at. Where two of them differ by more
    than time zones explain, the day lies somewhere between, and a note says so.

    Args:
        lines: what stands between the headline and the first paragraph.
        fetched: the day on which the page was met; nothing was published after it.
    """
    meta, words = stated_days(head)
    shown = line_days(lines)
    known = _decided(meta, words, address_days(url), shown)
    if known is None:
        return Dated(_until(shown), _contradiction(shown))
    days, basis, why, notes = known
    if fetched is not None and days.first > date.fromisoformat(fetched) + timedelta(days=1):
        return Dated(Published(), ("the date it gives lies after the day on which it was met",))
    published = Published(
        earliest=edtf(days.first.isoformat()),
        latest=edtf(days.last.isoformat()),
        basis=basis,
        why=why,
    )
    return Dated(published, (*notes, *_contradiction(shown)))


_Known = tuple[Days, Basis, str, tuple[str, ...]]


def _decided(meta: Days | None, words: str, address: Days | None, shown: Lines) -> _Known | None:
    page = shown.stated[0] if len(shown.stated) == 1 else None
    if meta is not None:
        return _from_head(meta, words, address, shown.stated)
    if address is not None:
        return _from_address(address, page)
    if page is not None and all(page.first <= update.last for update in shown.updates):
        return page, Basis.PAGE, "the page gives the day with the story", ()
    return None


def _from_head(meta: Days, words: str, address: Days | None, shown: tuple[Days, ...]) -> _Known:
    said = f"the page's head says {words[:40]}"
    near = [day for day in shown if day.single and day.near(meta, _CALENDARS)]
    if len(near) == 1:
        # The page tells the day by the clock of its own readers.
        return near[0], Basis.PAGE, f"the page gives the day with the story; {said}", ()
    if address is not None and address.near(meta, _CALENDARS):
        return _narrowed(meta, address), Basis.METADATA, said, ()
    earlier = [day for day in (*shown, *([address] if address else [])) if day.last < meta.first]
    if not earlier or (address is not None and address.last >= meta.first):
        return meta, Basis.METADATA, said, ()
    between = Days(min(day.first for day in earlier), meta.last)
    note = "its head gives a later date of publication than its address or its first lines"
    return between, Basis.METADATA, f"{said}; the page itself an earlier day", (note,)


def _narrowed(one: Days, other: Days) -> Days:
    """What two statements that come near each other have in common; the first where nothing."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Days(first, last) if first <= last else one


def _from_address(address: Days, page: Days | None) -> _Known | None:
    why = "the page's address holds the day" if address.single else "its address holds the month"
    if page is None or page.first >= address.first:
        if page is not None and page.near(address, 0):
            return _narrowed(page, address), Basis.PAGE, f"the page gives the day; {why}", ()
        return address, Basis.URL, why, ()  # a later day on the page is that of a change
    if page.near(address, _CALENDARS):
        return page, Basis.PAGE, f"the page gives the day; {why}, or the next", ()
    note = "its address gives a later day than its first lines"
    return Days(page.first, address.last), Basis.URL, f"{why}; the page an earlier one", (note,)


def _until(shown: Lines) -> Published:
    """A page that says only when it was changed was published by then."""
    if not shown.updates or shown.stated or shown.contradict:
        return Published()
    latest = min(update.last for update in shown.updates)
    return Published(
        latest=edtf(latest.isoformat()), basis=Basis.PAGE, why="the page was changed on that day"
    )


def speaks_for(line: str, published: Published) -> bool:
    """Whether a line may stand over the article: not with another day than that of publication."""
    days = line_days([line]).stated
    if not days or published.earliest is None or published.latest is None:
        return True
    known = Days(date.fromisoformat(published.earliest), date.fromisoformat(published.latest))
    return any(day.near(known, _CALENDARS) for day in days)


def _contradiction(shown: Lines) -> tuple[str, ...]:
    return tuple(_contradictions(shown))


def _contradictions(shown: Lines) -> Iterator[str]:
    if shown.contradict:
        yield "a date at its headline contradicts its own weekday or its other calendar"
