"""Read one article: everything that stage 2 does, in the order in which it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from khabar.acquire.furniture import segments_of, title_of
from khabar.acquire.masthead import outlet_of
from khabar.acquire.pagedate import page_date
from khabar.annotate.attribution import find_attributions, find_speakers
from khabar.annotate.chains import link_chains
from khabar.annotate.composing.events import Casting, Composer
from khabar.annotate.composing.ground import Ground, as_tagged, together, with_names
from khabar.annotate.composing.sources import hall_of, shares_of
from khabar.annotate.composing.statements import Listener
from khabar.annotate.disputes import find_disputes
from khabar.annotate.events import (
    Carried,
    Found,
    Party,
    Scene,
    company_of,
    find_events,
    parts_of,
)
from khabar.annotate.figures import find_figures
from khabar.annotate.groups import Grouped, group_mentions
from khabar.annotate.ledger import find_expectations, tell_about
from khabar.annotate.modality import judge
from khabar.annotate.names import find_mentions
from khabar.annotate.offices import find_offices
from khabar.annotate.relations import Scope, find_relations, with_regions
from khabar.annotate.reports import Judged, judged_by, merge_drafts
from khabar.annotate.times import find_times
from khabar.lang.ar.normalise import view_of
from khabar.lang.ar.stems import stem_of_word
from khabar.lang.ar.tokens import sentences_of
from khabar.learned.proposals import Proposals
from khabar.pipeline.dating import date_document
from khabar.pipeline.kit import Kit
from khabar.pipeline.silent import without_the_silent
from khabar.schema.attributions import Attribution
from khabar.schema.documents import Document, Segment, SegmentKind
from khabar.schema.mentions import Mention
from khabar.schema.moments import Published
from khabar.schema.names import ActorKind, PlaceId
from khabar.schema.reading import DocumentFacts, Note, Reading
from khabar.schema.spans import Span, span_of
from khabar.schema.text import Sentence
from khabar.schema.times import TimeExpression

READ = frozenset({SegmentKind.TITLE, SegmentKind.DATELINE, SegmentKind.BODY})


def read_document(document: Document, kit: Kit) -> Reading:
    """Read one document: a pure function of the document and the kit."""
    text = document.text
    segments = segments_of(text, kit.furniture, document.source.title)
    view = view_of(text)
    body = [s for s in segments if s.kind in READ]
    sentences = sentences_of(view, body)
    stretches = [span_of(s) for s in body]
    proposals = kit.learned.propose(text, stretches) if kit.learned else Proposals()
    mentions = _mentions(text, sentences, proposals, kit)
    named = [(m, m.cut(text)) for m in mentions]
    stated = _stated(document, segments)
    published = date_document(view, stretches, stated, named, kit.tenures)
    times = find_times(view, stretches, published)
    grouped = group_mentions(text, mentions, published, kit.groups)
    ground = Ground(text, sentences, mentions, grouped.actor_of, grouped.place_of, times)
    attributions = said = find_attributions(sentences, mentions, grouped.actor_of, kit.cues)
    if kit.learned and kit.sources:
        heard = ground.actors(proposals, unnamed=True)
        asking = partial(shares_of, hall=hall_of(ground, proposals, heard, said), model=kit.sources)
        listener = Listener(ground, heard, kit.limits, kit.weights.statements, asking)
        attributions = listener.attributed(said, proposals)
    voices = link_chains(attributions, grouped.actors)
    told = _told(_scenes(sentences, mentions, grouped, times), kit)
    drafts = [draft for found in told for draft in found.drafts]
    if kit.learned and kit.roles:
        casting = partial(parts_of, company_of(told, said, proposals.asked), model=kit.roles)
        composer = _composer(ground, proposals, casting, attributions, kit)
        drafts = composer.composed(drafts, proposals)
    events = merge_drafts(drafts, sentences, voices.chain_at, _judged(sentences, kit))
    offices = find_offices(text, mentions, grouped.actor_of)
    statements = tell_about(voices.statements, events.reports)
    figures = find_figures(sentences, (events.events, events.reports), voices.chain_at, kit.figures)
    relations = find_relations(
        Scope(
            sentences, mentions, grouped.actor_of, grouped.place_of, grouped.actors, events.events
        ),
        voices.chain_at,
        kit.relations,
    )
    reading = Reading(
        text=text,
        document=_facts(document, segments, published, kit),
        recipe=kit.recipe,
        segments=segments,
        actors=with_regions(grouped.actors, grouped.places, relations),
        places=grouped.places,
        offices=offices,
        times=times,
        events=events.events,
        statements=statements,
        relations=relations,
        reports=events.reports,
        figures=figures,
        disputes=find_disputes(sentences, statements, events.events, figures, kit.denials),
        expectations=find_expectations(events.events),
        notes=tuple(Note(where=Span(start=0, end=len(text)), what=n) for n in document.notes),
    )
    return without_the_silent(reading, mentions, grouped.actor_of)


def _mentions(
    text: str, sentences: Sequence[Sentence], proposals: Proposals, kit: Kit
) -> tuple[Mention, ...]:
    """Those whom tables know, whom the tagger is sure of, and who speak."""
    mentions = find_mentions(text, sentences, kit.names)
    mentions = with_names(text, sentences, mentions, proposals, kit.limits)
    mentions, strangers = find_speakers(text, sentences, mentions, kit.cues)
    return together(mentions, as_tagged(strangers, proposals))


def _composer(
    ground: Ground,
    proposals: Proposals,
    casting: Casting,
    attributions: Sequence[Attribution],
    kit: Kit,
) -> Composer:
    """What weighs rules and tagger against each other."""
    tagged = ground.actors(proposals)
    return Composer(ground, tagged, kit.limits, kit.weights.events, casting, attributions)


def _judged(sentences: Sequence[Sentence], kit: Kit) -> Judged | None:
    """What tells one event from two; rules do where the learned reader is left out."""
    if kit.learned is None or kit.repeats is None:
        return None
    return judged_by(kit.repeats, sentences, stem_of_word)


def _told(scenes: Sequence[Scene], kit: Kit) -> list[Found]:
    """What rules find in each sentence; who acted in one may be meant in the next."""
    found: list[Found] = []
    judged = partial(judge, tables=kit.modality)
    carried = Carried()
    for scene in scenes:
        found.append(find_events(replace(scene, carried=carried), kit.triggers, judged))
        carried = found[-1].subject
    return found


def _scenes(
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    grouped: Grouped,
    times: tuple[TimeExpression, ...],
) -> list[Scene]:
    """Each sentence with those who may act in it; an unnamed source never acts."""
    parties: dict[int, list[Party]] = {}
    places: dict[int, list[tuple[Mention, PlaceId]]] = {}
    for mention, actor, place in zip(mentions, grouped.actor_of, grouped.place_of, strict=True):
        if actor is not None and not mention.anonymous and not mention.inner:
            parties.setdefault(mention.sentence, []).append(Party(mention, actor))
        if place is not None:
            places.setdefault(mention.sentence, []).append((mention, place))
    everyone = [p for listed in parties.values() for p in listed]
    topic = _topic(everyone)
    states = {
        p.mention.key: p for p in everyone if p.mention.kind is ActorKind.STATE and p.mention.key
    }
    return [
        Scene(
            s,
            parties.get(s.index, ()),
            places.get(s.index, ()),
            topic,
            states,
            tuple(t for t in times if s.holds(t)),
        )
        for s in sentences
    ]


def _topic(parties: Sequence[Party]) -> Party | None:
    """The person whom the document names most often."""
    persons = [p for p in parties if p.mention.kind is ActorKind.PERSON]
    counts = Counter(p.actor for p in persons)
    return max(persons, key=lambda p: counts[p.actor], default=None)


def _stated(document: Document, segments: tuple[Segment, ...]) -> Published:
    """What metadata say of the date, or else the page."""
    if document.published.basis is not None:
        return document.published
    return page_date(document.text, segments) or document.published


def _facts(
    document: Document, segments: tuple[Segment, ...], published: Published, kit: Kit
) -> DocumentFacts:
    source = document.source
    return DocumentFacts(
        id=document.id,
        source_id=source.source_id,
        path=source.path,
        url=source.url,
        outlet=source.outlet or outlet_of(document.text, segments, kit.outlets),
        title=source.title or title_of(document.text, segments),
        language="ar",
        published=published,
        pages=document.pages,
    )
