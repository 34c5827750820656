"""Rows of the desk as an assistant is told them, each with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.schema.names import Name
from khabar.serve.mcp_answers import (
    Actor,
    Announcement,
    Article,
    Called,
    Dispute,
    Event,
    EventWords,
    Office,
    Origin,
    Report,
    Said,
    Side,
    Somebody,
    Statement,
    Step,
    Toll,
    Way,
)
from khabar.serve.mcp_quoted import NAME, SENTENCE, WORDS, line
from khabar.serve.mcp_sources import Sources
from khabar.serve.pages.chains import Branch
from khabar.serve.views import (
    ActorRow,
    Claim,
    DisputeRow,
    DocumentRow,
    EventRow,
    ExpectationRow,
    ReportRow,
    StatementRow,
    Tenure,
    TollRow,
    Where,
    Who,
)


def called(name: Name, most: int = NAME) -> Called:
    """A name, or what is told in a sentence."""
    return Called(ar=line(name.ar, most), en=None if name.en is None else line(name.en, most))


def somebody(who: Who) -> Somebody:
    """An actor as others mention it."""
    return Somebody(id=who.id, quoted_from_article=called(who.name))


def everybody(whos: Sequence[Who]) -> tuple[Somebody, ...]:
    """Several actors."""
    return tuple(map(somebody, whos))


def article(row: DocumentRow, sources: Sources) -> Article:
    """An article that was found."""
    return Article(
        document=row.id, published=row.published, events=row.events, statements=row.statements,
        sources=sources.whole(row),
    )  # fmt: skip


def actor(row: ActorRow, spot: Where | None, sources: Sources) -> Actor:
    """An actor and one place where it is named."""
    return Actor(
        id=row.id, kind=row.kind, made=row.made, wikidata=row.wikidata, events=row.events,
        statements=row.statements, documents=row.documents, first=row.first, last=row.last,
        quoted_from_article=called(row.name), sources=sources.at(spot),
    )  # fmt: skip


def event_words(row: EventRow) -> EventWords:
    """What an event is in words."""
    told = called(row.sentence, SENTENCE)
    place = None if row.place is None else line(row.place, NAME)
    return EventWords(ar=told.ar, en=told.en, place=place)


def event(row: EventRow, spot: Where | None, sources: Sources) -> Event:
    """An event and the place where it is told best."""
    return Event(
        id=row.id, type=row.type, mode=row.mode, when=row.when, standing=row.standing,
        status=row.status, polarity=row.polarity, origins=row.origins, reports=row.reports,
        documents=row.documents, part_of=row.part_of, actors=everybody(row.actors),
        recipients=everybody(row.recipients), quoted_from_article=event_words(row),
        sources=sources.at(spot),
    )  # fmt: skip


def statement(row: StatementRow, sources: Sources) -> Statement:
    """Attributed speech."""
    told = called(row.sentence, SENTENCE)
    return Statement(
        source=None if row.source is None else somebody(row.source),
        chain=everybody(row.chain), act=row.act, mode=row.mode, about=row.about, sure=row.sure,
        quoted_from_article=Said(
            ar=told.ar, en=told.en, cue=line(row.cue, WORDS),
            content=line(row.content.words, SENTENCE),
        ),
        sources=sources.at(row.content),
    )  # fmt: skip


def report(row: ReportRow, sources: Sources) -> Report:
    """One article's report of an event."""
    return Report(
        chain=everybody(row.chain), status=row.status, polarity=row.polarity, sure=row.sure,
        found_by=row.found_by, sources=sources.at(row.at),
    )  # fmt: skip


def toll(row: TollRow, sources: Sources) -> Toll:
    """A number told of an event."""
    return Toll(
        day=row.day, what=row.what, low=row.low, high=row.high, by=somebody(row.by),
        sources=sources.at(row.at),
    )  # fmt: skip


def dispute(row: DisputeRow, sources: Sources) -> Dispute:
    """Two claims that cannot both be true."""
    return Dispute(
        id=row.id, kind=row.kind, about=row.about, strength=row.strength, reversal=row.reversal,
        event=row.event, a=_side(row.a, sources), b=_side(row.b, sources),
    )  # fmt: skip


def _side(claim: Claim, sources: Sources) -> Side:
    return Side(
        published=claim.published, chain=everybody(claim.chain),
        quoted_from_article=Called(ar=line(claim.by, NAME)), sources=sources.at(claim.at),
    )  # fmt: skip


def announcement(row: ExpectationRow, sources: Sources) -> Announcement:
    """What was announced and what became of it."""
    outcome = sources.at(row.outcome)
    return Announcement(
        id=row.id, event=row.event, due=row.due, verdict=row.verdict, published=row.published,
        by=None if row.by is None else somebody(row.by),
        quoted_from_article=called(row.sentence, SENTENCE), sources=sources.at(row.at),
        outcome=outcome[0] if outcome else None,
    )  # fmt: skip


def office(row: Tenure, sources: Sources, most: int) -> Office:
    """An office and the reports that give it."""
    return Office(
        held=row.held, of=None if row.of is None else somebody(row.of),
        quoted_from_article=called(row.title), sources=sources.at(*row.reports[:most]),
    )  # fmt: skip


def origin(tree: Branch, sources: Sources, most: int) -> Origin:
    """An independent source and the ways of its reports, so many at most."""
    ways = tuple(_ways(tree, (), sources, most))
    return Origin(origin=somebody(tree.who), reports=tree.leaves, ways=ways)


def _ways(branch: Branch, before: tuple[Step, ...], sources: Sources, most: int) -> Iterator[Way]:
    steps = (*before, Step(who=somebody(branch.who), outlet=branch.outlet))
    for row in branch.reports[:most]:
        yield Way(steps=steps, status=row.status, polarity=row.polarity, sources=sources.at(row.at))
    left = most - len(branch.reports)
    for further in branch.branches.values():
        if left > 0:
            yield from _ways(further, steps, sources, left)
            left -= further.leaves
