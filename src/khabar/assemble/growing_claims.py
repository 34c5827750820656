"""What rests on actors and events in a record that grows: disputes, what became of announcements,
ties and offices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from khabar.assemble.disputes import Rank, in_order, inside, rank_of
from khabar.assemble.disputes_deaths import DEATHS
from khabar.assemble.disputes_denials import BY_WORDS, DENIALS
from khabar.assemble.disputes_facts import FACTS
from khabar.assemble.disputes_means import MEANS
from khabar.assemble.disputes_sayings import Saying, sayings_of
from khabar.assemble.disputes_tellings import Known, Telling, tellings_of
from khabar.assemble.events_facts import DocEvent
from khabar.assemble.expectations import announcements, judged
from khabar.assemble.expectations import in_order as expectations_in_order
from khabar.assemble.expectations_outcomes import MET, Announcement, Outcome
from khabar.assemble.growing_groups import Grown
from khabar.assemble.growing_handles import (
    Naming,
    named_dispute,
    named_office,
    named_relation,
    of_dispute,
)
from khabar.assemble.growing_slim import slim_statement
from khabar.assemble.offices import OFFICES, HeldBy, TitleTold, titles_of
from khabar.assemble.relations import RELATIONS, Tie, ties_of
from khabar.schema.reading import Reading
from khabar.schema.record import (
    KnownId,
    OfficeHeld,
    RecordDispute,
    RecordExpectation,
    RecordRelation,
    Ref,
)

Sides = frozenset[Ref]


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one document gives to be set beside what others say."""

    tellings: tuple[Telling, ...] = ()
    sayings: tuple[Saying, ...] = ()
    announced: tuple[Announcement, ...] = ()
    own: tuple[RecordDispute, ...] = ()
    ties: tuple[Tie, ...] = ()
    titles: tuple[TitleTold, ...] = ()


def claims_of(reading: Reading, actors: Known, events: Known, facts: Iterable[DocEvent]) -> Claims:
    """What a reading gives; actors and events say what of it is which of the record.

    facts are those of its events, which are held anyway and here with them.
    """
    held = {fact.event.id: fact for fact in facts}
    told = tellings_of(reading, actors, events)
    tellings = tuple(_with_held(t, held[t.event.id]) for t in told)
    said = sayings_of(reading, actors, events)
    return Claims(
        tellings=tellings,
        sayings=tuple(replace(s, statement=slim_statement(s.statement)) for s in said),
        announced=tuple(announcements(reading, {t.ref: t for t in tellings})),
        own=tuple(inside(reading, events, actors)),
        ties=tuple(ties_of(reading, actors)),
        titles=tuple(titles_of(reading, actors)),
    )


def _with_held(telling: Telling, fact: DocEvent) -> Telling:
    claim = fact.ref if telling.claim == fact.ref else telling.claim
    return replace(telling, event=fact.event, ref=fact.ref, claim=claim, when=fact.when,
                   published=fact.published)  # fmt: skip


class GrowingDisputes:
    """The disputes of a record, whose reasons come and go with the documents."""

    def __init__(self) -> None:
        self._by_words = Grown(BY_WORDS)
        self._denials = Grown(DENIALS)
        self._deaths = Grown(DEATHS)
        self._facts = Grown(FACTS)
        self._means = Grown(MEANS)
        self._reasons: dict[Sides, list[Rank]] = {}
        self._built: dict[Rank, RecordDispute] = {}

    def all(self, naming: Naming) -> tuple[RecordDispute, ...]:
        """The disputes, in order."""
        return in_order(
            min((rank_of(rank[0], named), named) for rank, named in self._named(ranks, naming))[1]
            for ranks in self._reasons.values()
        )

    def _named(self, ranks: Iterable[Rank], naming: Naming) -> Iterator[tuple[Rank, RecordDispute]]:
        yield from ((rank, named_dispute(self._built[rank], naming)) for rank in ranks)

    def naming(self, handles: Set[str]) -> set[Sides]:
        """The sides whose dispute names one of these."""
        found = (d for d in self._built.values() if not handles.isdisjoint(of_dispute(d)))
        return {frozenset((d.a, d.b)) for d in found} if handles else set()

    def change(self, gone: Sequence[Claims], come: Sequence[Claims]) -> set[Sides]:
        """Let claims go and come; the sides whose dispute went, came or changed."""
        before: dict[Sides, RecordDispute | None] = {}
        for reason, (old, new) in enumerate(self._changes(gone, come)):
            for dispute in (*old, *new):
                sides = frozenset((dispute.a, dispute.b))
                before.setdefault(sides, self._of(sides))
            for dispute in old:
                self._drop(rank_of(reason, dispute))
            for dispute in new:
                self._keep(rank_of(reason, dispute), dispute)
        return {sides for sides, was in before.items() if was != self._of(sides)}

    def _changes(
        self, gone: Sequence[Claims], come: Sequence[Claims]
    ) -> Iterator[tuple[Sequence[RecordDispute], Sequence[RecordDispute]]]:
        """What each reason no longer makes, and what it makes now, in the order of reasons."""
        left, new = _tellings(gone), _tellings(come)
        said, says = _sayings(gone), _sayings(come)
        yield [d for c in gone for d in c.own], [d for c in come for d in c.own]
        denials = self._denials.change((*said, *left), (*says, *new))
        by_words = self._by_words.change(said, says)
        yield [*denials[0], *by_words[0]], [*denials[1], *by_words[1]]
        yield self._deaths.change(left, new)
        yield self._facts.change(left, new)
        yield self._means.change((*left, *said), (*new, *says))

    def _of(self, sides: Sides) -> RecordDispute | None:
        ranks = self._reasons.get(sides)
        return self._built[min(ranks)] if ranks else None

    def _keep(self, rank: Rank, dispute: RecordDispute) -> None:
        if dispute.a != dispute.b:
            self._reasons.setdefault(frozenset((dispute.a, dispute.b)), []).append(rank)
            self._built[rank] = dispute

    def _drop(self, rank: Rank) -> None:
        sides = frozenset(rank[1:3])
        ranks = self._reasons.get(sides, [])
        if rank in ranks:
            ranks.remove(rank)
            if rank not in ranks:
                del self._built[rank]
            if not ranks:
                del self._reasons[sides]


class GrowingExpectations:
    """What became of announcements; what is open is judged by the last day of the corpus."""

    def __init__(self) -> None:
        self._met = Grown(MET)
        self._announced: dict[Ref, list[Announcement]] = {}
        self._outcomes: dict[Ref, list[Outcome]] = {}
        self._days: dict[int, int] = {}
        self._found: dict[Ref, tuple[RecordExpectation, ...]] = {}
        self._end: int | None = None

    def all(self) -> tuple[RecordExpectation, ...]:
        """The announcements, in order."""
        return expectations_in_order(e for found in self._found.values() for e in found)

    def change(self, gone: Sequence[Claims], come: Sequence[Claims]) -> set[Ref]:
        """Let claims go and come; the announcements of which something else became."""
        left, new = _tellings(gone), _tellings(come)
        leaving = [a for c in gone for a in c.announced]
        coming = [a for c in come for a in c.announced]
        old, now = self._met.change((*leaving, *left), (*coming, *new))
        touched = {o.of for o in (*old, *now)} | {a.telling.ref for a in (*leaving, *coming)}
        for outcome in old:
            self._outcomes[outcome.of].remove(outcome)
        for outcome in now:
            self._outcomes.setdefault(outcome.of, []).append(outcome)
        for each in leaving:
            self._announced[each.telling.ref].remove(each)
        for each in coming:
            self._announced.setdefault(each.telling.ref, []).append(each)
        if self._ends_elsewhere(left, new):
            touched |= self._found.keys()
        return {ref for ref in touched if self._judge(ref)}

    def _ends_elsewhere(self, left: Iterable[Telling], new: Iterable[Telling]) -> bool:
        """Count the days of publication; whether the last of them is another one now."""
        for tellings, one in ((left, -1), (new, 1)):
            for telling in tellings:
                if telling.published is not None:
                    day = telling.published.last
                    self._days[day] = self._days.get(day, 0) + one
                    if not self._days[day]:
                        del self._days[day]
        before, self._end = self._end, max(self._days, default=None)
        return before != self._end

    def _judge(self, ref: Ref) -> bool:
        outcomes = self._outcomes.get(ref) or self._outcomes.pop(ref, [])
        best = min(outcomes, key=lambda o: o.order, default=None)
        announced = self._announced.get(ref) or self._announced.pop(ref, [])
        now = tuple(judged(a, best, self._end) for a in announced)
        before = self._found.pop(ref, ())
        if now:
            self._found[ref] = now
        return now != before


class GrowingTies:
    """Ties between actors, and the offices that actors hold."""

    def __init__(self) -> None:
        self._relations = Grown(RELATIONS)
        self._offices = Grown(OFFICES)

    def relations(self, naming: Naming) -> tuple[RecordRelation, ...]:
        """The ties, in order."""
        found = (named_relation(tie, naming) for tie in self._relations.all())
        return tuple(sorted(found, key=lambda r: repr((r.subject, r.relation, r.object))))

    def offices(self, naming: Naming) -> dict[KnownId, list[OfficeHeld]]:
        """Who holds what, in no order."""
        held: dict[KnownId, list[OfficeHeld]] = {}
        for found in self._offices.all():
            held.setdefault(naming(found.holder), []).append(named_office(found.office, naming))
        return held

    def naming(self, handles: Set[str]) -> tuple[list[RecordRelation], list[HeldBy]]:
        """The ties and the offices that name one of these."""
        if not handles:
            return [], []
        ties = [t for t in self._relations.all() if t.subject in handles or t.object in handles]
        return ties, [o for o in self._offices.all() if o.office.of in handles]

    def change(
        self, gone: Sequence[Claims], come: Sequence[Claims]
    ) -> tuple[tuple[list[RecordRelation], list[RecordRelation]], list[HeldBy]]:
        """Let claims go and come; the ties that are gone, those made now, the offices of both."""
        ties = self._relations.change(
            (t for c in gone for t in c.ties), (t for c in come for t in c.ties)
        )
        offices = self._offices.change(
            (t for c in gone for t in c.titles), (t for c in come for t in c.titles)
        )
        return ties, [*offices[0], *offices[1]]


def _tellings(claims: Iterable[Claims]) -> list[Telling]:
    return [t for c in claims for t in c.tellings]


def _sayings(claims: Iterable[Claims]) -> list[Saying]:
    return [s for c in claims for s in c.sayings]
