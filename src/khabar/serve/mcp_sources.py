"""What an answer rests on: document, outlet, day, address, characters and their sentence."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.lang.ar.normalise import view_of
from khabar.lang.ar.tokens import sentences_of
from khabar.schema.documents import Segment, SegmentKind
from khabar.schema.spans import Span
from khabar.serve.desk import Desk
from khabar.serve.mcp_answers import Passage, Source
from khabar.serve.mcp_quoted import ADDRESS, NAME, SENTENCE, TITLE, WORDS, hidden, line
from khabar.serve.views import DocumentRow, Wanted, Where

_AROUND = 3_000  # characters on either side among which the ends of the sentence are looked for


@dataclass(frozen=True, slots=True)
class Known:
    """An article of which answers speak."""

    row: DocumentRow
    text: str
    url: str | None


class Sources:
    """The sources of one answer; every article is looked up once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, Known | None] = {}

    def known(self, document: str) -> Known | None:
        """An article by its id; None where the desk has none."""
        if document not in self._known:
            self._known[document] = self._looked_up(document)
        return self._known[document]

    def _looked_up(self, document: str) -> Known | None:
        rows = self._desk.documents(Wanted(document=document), None, 1).rows
        kept = self._desk.store.document(rows[0].id) if rows else None
        return None if kept is None else Known(rows[0], kept.text, kept.source.url)

    def at(self, *places: Where | None) -> tuple[Source, ...]:
        """The sources at these places; the same place once."""
        known = [(self.known(p.document), p) for p in dict.fromkeys(places) if p is not None]
        return tuple(_source(k, p) for k, p in known if k is not None)

    def whole(self, row: DocumentRow) -> tuple[Source, ...]:
        """An article as its own source; the sentence is where the words asked for stand."""
        known = self.known(row.id) or Known(row, "", None)
        passage = _passage(known, sentence=line(row.snippet, SENTENCE) or None)
        made = Source(document=row.id, published=row.published, quoted_from_article=passage)
        return (made,)


def _source(known: Known, place: Where) -> Source:
    sentence = sentence_around(known.text, Span(start=place.start, end=place.end))
    told = sentence.cut(known.text)
    passage = _passage(
        known, words=line(place.words, WORDS), sentence=line(told, SENTENCE), hidden=hidden(told)
    )
    return Source(
        document=known.row.id, published=known.row.published, start=place.start, end=place.end,
        quoted_from_article=passage,
    )  # fmt: skip


def _passage(
    known: Known, *, words: str | None = None, sentence: str | None = None, hidden: int = 0
) -> Passage:
    row = known.row
    return Passage(
        outlet=None if row.outlet is None else line(row.outlet, NAME),
        title=line(row.title, TITLE),
        url=None if known.url is None else line(known.url, ADDRESS),
        words=words, sentence=sentence, hidden_characters=hidden,
    )  # fmt: skip


def sentence_around(text: str, span: Span) -> Span:
    """The sentences in which a span stands; a sentence never crosses a line."""
    low, high = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    low = max(low, text.rfind("\n", low, span.start) + 1)
    line_end = text.find("\n", span.end, high)
    high = high if line_end < 0 else line_end
    view = view_of(text[low:high])
    whole = Segment(start=0, end=max(high - low, 1), kind=SegmentKind.BODY)
    own = Span(start=span.start - low, end=span.end - low)
    met = [s for s in sentences_of(view, (whole,)) if s.overlaps(own)]
    if not met:
        return span
    ends = (min(met[0].start, own.start), max(met[-1].end, own.end))
    return Span(start=ends[0] + low, end=ends[1] + low)
