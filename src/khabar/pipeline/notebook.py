"""What a notebook shows of a reading, an event with its chain, and a corpus.

HTML without scripts, addresses or ids of its own. All that stems from an article is escaped, set
apart in its direction, and without signs that turn it. Colours are laid over those of the
notebook, so that they fit a light and a dark one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from markupsafe import Markup, escape

from khabar.export.dossier.deeds import Language
from khabar.export.dossier.names import STANDING, STATUS, WORDS
from khabar.export.dossier.own_names import OwnNames
from khabar.export.dossier.parts import Both, Called
from khabar.export.dossier.sentences import sentence
from khabar.export.told.cast import Party
from khabar.export.told.events import Telling, Told
from khabar.lang.ar.romanise import romanised
from khabar.schema.names import ActorKind, PlaceId
from khabar.schema.reading import Reading
from khabar.schema.record import Record

_ROWS, _CHARACTERS = 50, 20_000
_TURNING = str.maketrans(dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e", "\ufffd"))
_TURNING |= str.maketrans(dict.fromkeys("\u2066\u2067\u2068\u2069", "\ufffd"))
_ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
_STYLE = Markup(
    "<style>"
    ".khabar{font-family:system-ui,sans-serif;line-height:1.6;max-width:60em}"
    ".khabar [lang=ar]{font-family:'Noto Naskh Arabic','IBM Plex Sans Arabic',serif;"
    "font-size:1.1em;overflow-wrap:anywhere}"
    ".khabar h4{margin:.2em 0}.khabar p{margin:.3em 0}"
    ".khabar .k-text{white-space:pre-wrap;border-inline-start:3px solid rgba(128,128,128,.4);"
    "padding-inline-start:.8em}"
    ".khabar mark{color:inherit;background:rgba(230,150,0,.25);border-radius:2px}"
    ".khabar mark.k-name{background:rgba(60,130,230,.18)}"
    ".khabar mark.k-cue{background:none;border-bottom:2px dotted currentColor}"
    ".khabar table{border-collapse:collapse;width:100%}"
    ".khabar th,.khabar td{text-align:start;vertical-align:top;padding:.25em .6em;"
    "border-bottom:1px solid rgba(128,128,128,.3);white-space:normal}"
    ".khabar .k-dim{opacity:.75}"
    "</style>"
)


def reading_html(reading: Reading) -> str:
    """The article with its names, cues and events marked, and each event with its chain."""
    document, names = reading.document, OwnNames(reading)
    told = [
        _row(
            *(_in_two(Both(*(sentence(e, names, t, said=False) for t in Language)))),
            _chain(_both(names.actor(a)) for a in e.chain),
            escape(STATUS[e.status].en),
        )
        for e in reading.events[:_ROWS]
    ]
    counts = ", ".join((
        _counted(len(reading.actors), "actor"), _counted(len(reading.events), "event"),
        _counted(len(reading.statements), "statement"),
    ))  # fmt: skip
    return _page(
        _title(document.title or document.path),
        _dim(document.outlet, document.published.latest, counts),
        Markup("<details open><summary>{}</summary>{}</details>").format("Article", _text(reading)),
        _table(("Event", "", "According to", "Status"), told, len(reading.events)),
    )


def event_html(told: Told) -> str:
    """An event with every telling: its chain from the outlet inwards, and its sentence."""
    standing, lead = STANDING[told.event.standing], told.lead
    rows = [
        _row(
            _text_cell(t.outlet or t.document.path), escape(t.day), _chain(map(_named, t.chain)),
            _text_cell(t.words),
        )
        for t in told.tellings[:_ROWS]
    ]  # fmt: skip
    english, arabic = _in_two(sentences_of(told))
    facts = (
        f"{told.event.type}{f' ({told.mode})' if told.mode else ''}", told.event.when,
        STATUS[lead.event.status].en, standing.en, _counted(len(told.event.origins), "origin"),
    )  # fmt: skip
    return _page(
        Markup("<h4>{}</h4>{}").format(english, arabic),
        _dim(*facts),
        _table(("Outlet", "Day", "According to", "Sentence"), rows, len(told.tellings)),
    )


def events_html(told: Iterable[Told], total: int) -> str:
    """Events in sentences, one a row."""
    rows = [
        _row(
            escape(each.event.when or ""), *_in_two(sentences_of(each)),
            escape(STANDING[each.event.standing].en), escape(str(len(each.tellings))),
        )
        for each in told
    ]  # fmt: skip
    return _page(_table(("When", "Event", "", "Standing", "Articles"), rows[:_ROWS], total))


def record_html(record: Record) -> str:
    """How much a record holds, how its events stand, and who is named most."""
    standing = Counter(STANDING[e.standing].en for e in record.events)
    actors = sorted(record.actors, key=lambda a: -len({m.doc for m in a.members}))[:10]
    rows = [
        _row(
            escape(a.name.en or ""), _text_cell(a.name.ar), escape(a.kind.value),
            escape(str(len({m.doc for m in a.members}))),
        )
        for a in actors
    ]  # fmt: skip
    return _page(
        _title("Record"),
        _dim(
            _counted(len(record.actors), "actor"), _counted(len(record.events), "event"),
            _counted(len(record.disputes), "dispute"),
            _counted(len(record.expectations), "announcement"),
            *(f"{n} {name}" for name, n in standing.most_common()),
        ),
        _table(("Actor", "", "Kind", "Articles"), rows, len(record.actors)),
    )  # fmt: skip


def sentences_of(told: Told) -> Both:
    """What an event is in a sentence of each language."""
    lead = told.lead
    names = _Names(lead)
    ar, en = (sentence(lead.event, names, t, when=told.event.when, said=False) for t in Language)
    return Both(ar, en)


class _Names:
    """What the parties of one telling are called; see sentences.Names."""

    def __init__(self, telling: Telling) -> None:
        sides = (telling.actors, telling.recipients, telling.others, telling.chain)
        self._called = {p.id: _called(p) for side in sides for p in side}
        self._place = telling.place

    def actor(self, actor: str) -> Called:
        return self._called[actor]  # type: ignore[index]

    def place(self, place: PlaceId) -> Both:
        if self._place is None:
            raise ValueError(f"this telling has no place {place}")
        name = self._place.name
        return Both(name.ar, name.en or f"{romanised(name.ar)}*")


def _called(party: Party) -> Called:
    if party.anonymous:
        words = WORDS["unnamed" if party.kind is ActorKind.PERSON else "unnamed_many"]
        return Called(ar=party.name.ar, en=words.en, kind=party.kind)
    name, made = party.name, party.known is not None and party.known.made
    return Called(ar=name.ar, en=name.en or name.ar, kind=party.kind, made=made)


def _both(called: Called) -> Both:
    return Both(called.ar, called.en)


def _named(party: Party) -> Both:
    return _both(_called(party))


def _counted(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def _page(*parts: Markup) -> str:
    return str(Markup('{}<div class="khabar">{}</div>').format(_STYLE, Markup("").join(parts)))


def _title(title: str) -> Markup:
    return Markup('<h4 dir="auto">{}</h4>').format(_safe(title))


def _dim(*facts: str | None) -> Markup:
    told = (Markup("<bdi>{}</bdi>").format(_safe(fact)) for fact in facts if fact)
    return Markup('<p class="k-dim">{}</p>').format(Markup(" · ").join(told))


def _table(heads: Iterable[str], rows: list[Markup], total: int) -> Markup:
    if not rows:
        return Markup("")
    head = Markup("").join(Markup("<th>{}</th>").format(h) for h in heads)
    left = f"and {total - len(rows)} more" if total > len(rows) else None
    table = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>")
    return table.format(head, Markup("").join(rows)) + (_dim(left) if left else "")


def _row(*cells: Markup) -> Markup:
    told = Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells)
    return Markup("<tr>{}</tr>").format(told)


def _in_two(both: Both) -> tuple[Markup, Markup]:
    """An English sentence and the Arabic one, each in its direction."""
    english = Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(
        _safe(both.en.translate(_ISOLATES))
    )
    return english, _text_cell(both.ar.translate(_ISOLATES))


def _chain(links: Iterable[Both]) -> Markup:
    told = [Markup("<bdi>{}</bdi>").format(_safe(link.en)) for link in links]
    return Markup(" ← ").join(told) if told else Markup('<span class="k-dim">the outlet</span>')


def _text_cell(text: str) -> Markup:
    return Markup('<div lang="ar" dir="auto">{}</div>').format(_safe(text))


def _safe(text: str) -> str:
    return text.translate(_TURNING)


def _text(reading: Reading) -> Markup:
    text = reading.text[:_CHARACTERS]
    left = len(reading.text) - len(text)
    body = Markup('<div class="k-text" lang="ar" dir="rtl">{}</div>').format(
        Markup("").join(_pieces(reading, text))
    )
    return body + (_dim(f"… {left} more characters") if left else Markup(""))


def _pieces(reading: Reading, text: str) -> Iterator[Markup]:
    """The text cut where a mark begins or ends; of several marks the foremost kind shows."""
    marks = [("", e.start, e.end) for e in reading.events]
    marks += [("k-cue", s.cue.start, s.cue.end) for s in reading.statements if s.cue is not None]
    marks += [("k-name", m.start, m.end) for a in reading.actors for m in a.mentions]
    ends = {0, len(text), *(min(at, len(text)) for mark in marks for at in mark[1:])}
    shown = {start: _kind_at(marks, start) for start in ends}
    for start, end in pairwise(sorted(ends)):
        words, kind = escape(_safe(text[start:end])), shown[start]
        tag = Markup('<mark class="{}">{}</mark>')
        yield words if kind is None else tag.format(kind, words)


def _kind_at(marks: Iterable[tuple[str, int, int]], at: int) -> str | None:
    return next((kind for kind, start, end in marks if start <= at < end), None)
