"""What a store does not hold: counted, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

from khabar.pipeline.gaps import Told, gaps, next_steps
from khabar.pipeline.gaps_days import silences
from khabar.pipeline.gaps_yield import falls
from khabar.store.base import Aside

FIRST = date(2018, 4, 2)  # a Monday


def told(number: int, *, events: int = 1, outlet: str | None = "الميناء") -> Told:
    return Told(id=str(number), path=f"{number}.txt", outlet=outlet, title=None, day=FIRST,
                events=events)  # fmt: skip


def aside(item: str, why: str) -> Aside:
    return Aside(key=item, item=item, path=item, reason=f"{item}: {why}")


def days(*without: int, of: int = 20) -> list[tuple[str, date]]:
    return [("الميناء", FIRST + timedelta(days=n)) for n in range(of) if n not in without]


def month(number: int, events: int, articles: int = 20) -> list[tuple[str, date, int]]:
    return [("المدار", date(2018, number, 1 + n), events + n % 2) for n in range(articles)]


def test_reasons_are_counted_without_the_names_of_the_items():
    asides = [aside("a.txt", "it is empty."), aside("b.txt", "it is empty."), aside("c", "no.")]
    found = gaps([], asides, documents=0, stale=0)
    assert [(r.why, r.count, r.items) for r in found.refused] == [
        ("it is empty.", 2, ("a.txt", "b.txt")), ("no.", 1, ("c",)),
    ]  # fmt: skip


def test_pages_without_events_are_named():
    found = gaps([told(1), told(2, events=0)], [], documents=2, stale=0)
    assert [m.id for m in found.mute] == ["2"]


def test_a_store_without_gaps_has_no_next_step():
    assert not list(next_steps(gaps([told(1)], [], documents=1, stale=0)))


def test_missing_days_are_told_as_stretches():
    (silence,) = silences(days(5, 6, 7, 12))
    assert silence.missing == ("2018-04-07/2018-04-09", "2018-04-14")
    assert silence.days == 4


def test_a_day_of_rest_is_not_missing():
    fridays = [n for n in range(28) if (FIRST + timedelta(days=n)).weekday() == 4]
    assert silences(days(*fridays, of=28)) == ()


def test_who_appears_seldom_misses_no_day():
    assert silences(days(*(n for n in range(60) if n % 3), of=60)) == ()


def test_an_outlet_whose_articles_tell_less_than_before_has_fallen():
    (fall,) = falls([*month(1, 4), *month(2, 4), *month(3, 1)])
    assert (fall.outlet, fall.month, fall.before, fall.after) == ("المدار", "2018-03", 4.5, 1.5)


def test_a_few_articles_or_a_little_less_is_no_fall():
    assert falls([*month(1, 4), *month(2, 3)]) == ()
    assert falls([*month(1, 4), *month(2, 1, articles=9)]) == ()


def test_a_month_that_varies_as_it_always_did_is_no_fall():
    wild = [("المدار", date(2018, m, 1 + n), 30 * (n == 3) * (m == 1)) for m in (1, 2)
            for n in range(12)]  # fmt: skip
    assert falls(wild) == ()
