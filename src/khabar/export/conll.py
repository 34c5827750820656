"""Tokens with names, offices, events and cues, a token a line: CoNLL-U Plus with BIO columns.

The tokens are those that khabar reads by; a name that begins inside a token, behind a particle
written on to it, takes the whole token, and its own characters stand in MISC. Sentences of page
furniture are not read, so they are not written either.

Sources: https://universaldependencies.org/ext-format.html; Tjong Kim Sang and De Meulder 2003
(BIO).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from khabar.lang.ar.normalise import view_of
from khabar.lang.ar.tokens import sentences_of
from khabar.schema.documents import SegmentKind
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading
from khabar.schema.spans import Span
from khabar.schema.text import Sentence, Token

COLUMNS = ("ID", "FORM", "NORM", "NER", "OFFICE", "EVENT", "CUE", "CONTENT", "MISC")
_READ = frozenset((SegmentKind.TITLE, SegmentKind.DATELINE, SegmentKind.BODY))
_NER: Mapping[ActorKind, str] = {
    ActorKind.PERSON: "PER", ActorKind.STATE: "LOC", ActorKind.REGION: "LOC",
    ActorKind.CONFERENCE: "MISC", ActorKind.AGREEMENT: "MISC", ActorKind.VESSEL: "MISC",
}  # fmt: skip
"""The four classes of CoNLL-2003; every other kind of actor is an organisation."""

_Labelled = tuple[Span, str]
_Layers = tuple[list[_Labelled], ...]


def conll_lines(readings: Iterable[Reading]) -> Iterator[bytes]:
    """All readings, one after the other."""
    yield f"# global.columns = {' '.join(COLUMNS)}\n".encode()
    for reading in readings:
        yield from _document(reading)


def _document(reading: Reading) -> Iterator[bytes]:
    facts = reading.document
    yield f"# newdoc id = {_line(facts.id)}\n".encode()
    for name, value in (("outlet", facts.outlet), ("published", facts.published.latest)):
        if value is not None:
            yield f"# {name} = {_line(value)}\n".encode()
    told = [s for s in reading.segments if s.kind in _READ]
    layers = _layers(reading)
    for sentence in sentences_of(view_of(reading.text), told):
        yield from _sentence(sentence, reading, layers)


def _layers(reading: Reading) -> _Layers:
    """What each column marks."""
    names: list[_Labelled] = [(m, "LOC") for p in reading.places for m in p.mentions]
    for actor in reading.actors:
        kind = "SRC" if actor.anonymous else _NER.get(actor.kind, "ORG")
        names += [(m, kind) for m in actor.mentions]
    events: list[_Labelled] = [
        (e, f"{e.type}{f'-{e.mode}' if e.mode else ''}") for e in reading.events
    ]
    cues: list[_Labelled] = [(s.cue, s.act.value) for s in reading.statements if s.cue is not None]
    contents: list[_Labelled] = [(s.content, s.id) for s in reading.statements]
    offices: list[_Labelled] = [(o, "OFFICE") for o in reading.offices]
    return names, offices, events, cues, contents


def _sentence(sentence: Sentence, reading: Reading, layers: _Layers) -> Iterator[bytes]:
    tokens, text = sentence.tokens, reading.text
    if not tokens:
        return
    yield f"# sent_id = {_cell(reading.document.id)[:16]}-{sentence.index + 1}\n".encode()
    yield f"# segment = {sentence.kind}\n".encode()
    yield f"# text = {_spaced(tokens, text)}\n".encode()
    columns = [_bio(tokens, layer) for layer in layers]
    for number, token in enumerate(tokens):
        cells = (
            str(number + 1),
            token.cut(text),
            token.form,
            *(column[number] for column in columns),
            _misc(token, _spaces(tokens, number, text), layers[0]),
        )
        yield ("\t".join(_cell(c) for c in cells) + "\n").encode()
    yield b"\n"


def _spaces(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether white space follows a token: what is stretched or steers direction is none."""
    if at + 1 == len(tokens):
        return True
    return any(c.isspace() for c in text[tokens[at].end : tokens[at + 1].start])


def _spaced(tokens: Sequence[Token], text: str) -> str:
    """The sentence as its tokens give it, which is what the format asks for."""
    told = (t.cut(text) + (" " if _spaces(tokens, n, text) else "") for n, t in enumerate(tokens))
    return "".join(told).strip()


def _bio(tokens: tuple[Token, ...], layer: list[_Labelled]) -> list[str]:
    """B, I and O; of what overlaps, what begins first and then the longer is told."""
    column = ["O"] * len(tokens)
    for span, label in sorted(layer, key=lambda s: (s[0].start, -s[0].end)):
        at = [n for n, t in enumerate(tokens) if t.overlaps(span)]
        if at and all(column[n] == "O" for n in at):
            for n in at:
                column[n] = f"{'B' if n == at[0] else 'I'}-{label}"
    return column


def _misc(token: Token, spaced: bool, names: list[_Labelled]) -> str:
    told = [f"Start={token.start}", f"End={token.end}"]
    if not spaced:
        told.append("SpaceAfter=No")
    inside = (s for s, _ in names if s.overlaps(token) and not _whole(s, token))
    told += dict.fromkeys(f"Name={s.start}:{s.end}" for s in inside)
    return "|".join(told)


def _whole(name: Span, token: Token) -> bool:
    """Whether a name begins and ends at borders of the token, or lies beyond them."""
    return not (token.start < name.start < token.end or token.start < name.end < token.end)


def _cell(value: str) -> str:
    return "_".join(value.split()) or "_"


def _line(value: str) -> str:
    return " ".join(value.split())
