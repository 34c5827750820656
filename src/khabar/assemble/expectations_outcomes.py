"""Which accounts tell what became of an announcement.

Accounts of the announced event itself always may. Others must be of its kind and lie where it was
due: on a known day one participant in common is enough, else all that the announcement names
must take part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.assemble.disputes_tellings import Telling
from khabar.assemble.events_times import Window
from khabar.assemble.stage import Stage
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.moments import Edtf, edtf
from khabar.schema.record import Ref, Verdict

_EXACT = 3  # days: a window no longer than that, and the kind of event, all but name the event
_PARTIES = 12  # participants from which on they are a list, which names no event
_ONCE = frozenset({"funeral", "inauguration"})  # one to whom it is done tells which is meant
_SOON = 183  # days in which an announcement without a day is awaited
_MANY_WAYS = frozenset({EventType.CONSULT})  # who will not travel may well call
_PAIR = 2  # participants that name an event of a kind where no day does


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """An announced event as told, and when it falls due."""

    telling: Telling
    value: Edtf | None
    window: Window | None

    @property
    def negative(self) -> bool:
        """Whether it is announced that it will not be."""
        return self.telling.event.polarity is Polarity.NEGATIVE

    @property
    def due(self) -> Window | None:
        """When it is to be; a time before the announcement only says when it begins to hold."""
        published = self.telling.published
        if self.window is None or (published and self.window.last < published.first):
            return None
        return self.window

    @property
    def stands_for(self) -> Edtf | None:
        """When it is due, as it is told; what will not be, without a day, will not be from now on.

        A time that is over when it is announced is none.
        """
        if self.due is not None:
            return self.value
        published = self.telling.published
        if not self.negative or self.window is not None or published is None:
            return None
        return edtf(f"{date.fromordinal(published.first).isoformat()}/..")

    @property
    def since(self) -> int | None:
        """The first day on which it can have come true."""
        if self.window is not None:
            return self.window.first
        return self.telling.published.first if self.telling.published else None

    @property
    def order(self) -> tuple[int, int, Ref]:
        """That of its account."""
        return self.telling.order


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an account makes of an announcement."""

    of: Ref
    told: Ref
    verdict: Verdict
    order: tuple[int, bool, bool, tuple[int, int, Ref]]


def _keys(item: Announcement | Telling) -> Iterator[tuple[str | int, ...]]:
    telling = item.telling if isinstance(item, Announcement) else item
    if isinstance(item, Telling) and not (item.asserted or item.ruled_out or item.called_off):
        return
    kind = telling.event.type
    if telling.same is not None:
        yield ("same", telling.same)
    window = item.window if isinstance(item, Announcement) else telling.when
    if window is not None and window.days <= _EXACT:
        for day in range(window.first, window.last + 1):
            yield from (("day", kind, day, one) for one in sorted(telling.everyone))
    if telling.event.mode in _ONCE:
        yield from (("once", telling.event.mode, one) for one in sorted(telling.suffering))
    if telling.doers and telling.suffering:
        yield from (("pair", kind, a, b) for a, b in _pairs(telling))


def _pairs(telling: Telling) -> Iterator[tuple[str, str]]:
    parties = sorted(telling.doers | telling.suffering)
    if len(parties) > _PARTIES:
        return
    yield from ((a, b) for n, a in enumerate(parties) for b in parties[n + 1 :])


def _build(
    key: tuple[str | int, ...], members: Sequence[Announcement | Telling]
) -> Iterator[Outcome]:
    told = [m for m in members if isinstance(m, Telling)]
    for announcement in (m for m in members if isinstance(m, Announcement)):
        for account in told:
            if account.ref != announcement.telling.ref and _fits(key, announcement, account):
                yield from _outcomes(announcement, account)


def _fits(key: tuple[str | int, ...], announcement: Announcement, account: Telling) -> bool:
    """Whether the account may be of what was announced, and of a time when it can have been."""
    own = announcement.telling
    if key[0] == "pair":
        parties = own.doers | own.suffering
        kind = announcement.negative and own.event.type not in _MANY_WAYS
        kind = kind or own.event.mode == account.event.mode
        if not kind or len(parties) < _PAIR or not parties <= account.everyone:
            return False
    elif key[0] == "day" and (own.ref.doc == account.ref.doc or not account.asserted):
        return False  # what a document both announces and tells of one day are two steps of it
    # what is called off is called off before its day
    return account.called_off or _in_time(announcement, account, own_event=key[0] == "same")


def _in_time(announcement: Announcement, account: Telling, *, own_event: bool) -> bool:
    """Whether it can have come true by this account; of its own event less must be known."""
    since, due = announcement.since, announcement.due
    if since is None:
        return announcement.negative and account.ref.doc != announcement.telling.ref.doc
    if account.when is not None and (account.when.days <= _EXACT or not own_event):
        # an announcement without a day is of something new, not of what happens that very day
        if not own_event and announcement.window is None:
            return 0 < account.when.first - since <= _SOON
        return account.when.last >= since
    if account.published is None or account.published.last < since:
        return False
    exact = due is not None and due.days <= _EXACT
    return own_event or not exact or due is None or account.published.first > due.last


def _outcomes(announcement: Announcement, account: Telling) -> Iterator[Outcome]:
    verdict = _verdict(announcement, account)
    if verdict is not None:
        own = account.same is not None and account.same == announcement.telling.same
        yield Outcome(
            of=announcement.telling.ref, told=account.ref, verdict=verdict,
            order=(_rank(verdict, account), not own, bool(account.event.chain), account.order),
        )  # fmt: skip


def _rank(verdict: Verdict, account: Telling) -> int:
    """That something was outweighs that it was not, and being in time outweighs being late."""
    return 2 if not account.asserted else int(verdict is Verdict.LATE)


def _verdict(announcement: Announcement, account: Telling) -> Verdict | None:
    due, published = announcement.due, account.published
    over = due is not None and published is not None and published.first > due.last
    if account.asserted:
        late = due is not None and account.when is not None and account.when.first > due.last
        if announcement.negative:  # what comes when the window is over was never ruled out
            return None if late else Verdict.CONTRADICTED
        return Verdict.LATE if late else Verdict.FULFILLED
    if account.ruled_out and over:
        return Verdict.FULFILLED if announcement.negative else Verdict.CONTRADICTED
    withdrawn = account.called_off and account.event.status is Status.PLANNED
    taken_back = withdrawn and not announcement.negative and _after(announcement, account)
    return Verdict.CONTRADICTED if taken_back else None


def _after(announcement: Announcement, account: Telling) -> bool:
    a, b = announcement.telling.published, account.published
    return a is not None and b is not None and b.first > a.last


MET: Stage[Announcement | Telling, tuple[str | int, ...], Outcome] = Stage(
    keys=_keys, build=_build, order=lambda m: repr((isinstance(m, Telling), m.order))
)
