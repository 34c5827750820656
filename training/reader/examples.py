"""Labelled texts as examples of the reader: windows of a text, their pieces, and what is there.

A window is cut as the reader itself cuts it (khabar.learned.windows). Layers that a set does not
label are masked: `known` says what an example can teach.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "src"))
from standoff import Labelled

from khabar.learned.windows import windows

TAGS = (
    *("person", "body", "place", "group", "nationality", "office", "time", "cue", "content"),
    "event",
    # As ANERcorp understands them: it calls other things bodies and places than we do.
    *("conll person", "conll body", "conll place"),
)
# What the annotation of an article says nothing of: other sets teach it, and an article must not
# teach that there is none.
_UNSAID = frozenset(("nationality", "conll person", "conll body", "conll place"))
ASKED = ("ASSAULT", "PROTEST")  # the types of which a set says whether a sentence tells of one
TYPES = tuple(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST"
    " SANCTION MOBILIZE COERCE ASSAULT STATE_CHANGE".split()
)
ROLES = ("none", "actor", "recipient", "other")
SPEAKS = ("none", "source", "reporter")
STATUSES = ("occurred", "ongoing", "planned", "possible")
ACTS = tuple("say confirm deny expect hope demand accuse promise doubt warn reveal view".split())
KINDS = tuple(
    "person state government military armed_group party igo legislature agency company media group"
    " region conference agreement vessel".split()
)
_TAG_OF_KIND = {
    "person": "person",
    "state": "place",
    "region": "place",
    "group": "group",
    **dict.fromkeys(KINDS[2:11], "body"),
    **dict.fromkeys(("conference", "agreement", "vessel"), "body"),
}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a window: where, what, who; participants by actor id."""

    at: Span
    type: int
    status: int
    negative: bool
    roles: dict[str, int]
    alternatives: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a window."""

    cue: Span | None
    content: Span
    act: int
    voices: dict[str, int]


@dataclass(slots=True)
class Example:
    """A window: pieces, where each stands in the text, and what is known of it.

    lines are the numbers of the pieces' paragraphs; spans are tags by name; mentions are who stands
    where, by actor id; told is of one type whether the window tells of an event of it.
    """

    doc: str
    start: int
    end: int
    pieces: list[int]
    offsets: list[Span]
    lines: list[int]
    known: frozenset[str]
    spans: list[tuple[str, Span]] = field(default_factory=list)
    mentions: list[tuple[str, Span, int]] = field(default_factory=list)
    events: list[Told] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    told: tuple[int, bool] | None = None


def pieces_of(span: Span, offsets: list[Span]) -> Span | None:
    """The pieces, first and one behind the last, that lie mostly inside the span."""
    inside = [
        n
        for n, (a, b) in enumerate(offsets)
        if b > a and 2 * (min(b, span[1]) - max(a, span[0])) >= b - a
    ]
    return (inside[0], inside[-1] + 1) if inside else None


def _occurrences(words: str, text: str) -> Iterator[Span]:
    pattern = rf"(?<!\w)(?:[وفبلك]|لل|ال)?({re.escape(words)})(?!\w)"
    for found in re.finditer(pattern, text):
        yield found.span(1)


def _longest(spans: Iterable[tuple[str, Span, int]]) -> list[tuple[str, Span, int]]:
    kept: list[tuple[str, Span, int]] = []
    for one in sorted(spans, key=lambda s: (s[1][0] - s[1][1], s[1])):
        if not any(one[1][0] < k[1][1] and k[1][0] < one[1][1] for k in kept):
            kept.append(one)
    return kept


def _examples(
    doc: str, text: str, tokenizer: Tokenizer, known: frozenset[str]
) -> Iterator[Example]:
    for w in windows(text, tokenizer):
        yield Example(doc, w.start, w.end, list(w.pieces), list(w.offsets), list(w.lines), known)


def of_annotation(gold: dict[str, Any], text: str, tokenizer: Tokenizer) -> list[Example]:
    """The examples of an article annotated whole."""
    lines = [0]
    for line in text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    known = frozenset((*TAGS, "events", "said")) - _UNSAID
    found = list(_examples(gold["doc"], text, tokenizer, known))
    mentions = [
        (a["id"], span, KINDS.index(a["kind"]))
        for a in gold["actors"]
        for form in {*a["surface"], a["ar"]}
        if form
        for span in _occurrences(form, text)
    ]

    def spot(item: dict[str, Any], key: str) -> Span | None:
        words = item.get(key)
        if not words:
            return None
        at = text.find(words, lines[item["line"] - 1], lines[item["line"]])
        return (at, at + len(words)) if at >= 0 else None

    for one in found:
        _fill(one, gold, mentions, spot)
    places = [s for p in gold["places"] for s in _occurrences(p["ar"], text)]
    for one in found:
        taken = [s for t, s in one.spans if t == "place"]
        for place in places:
            inside = one.start <= place[0] and place[1] <= one.end
            if inside and not any(place[0] < b and a < place[1] for a, b in taken):
                one.spans.append(("place", place))
                taken.append(place)
    return found


def _fill(one: Example, gold: dict[str, Any], mentions: Any, spot: Any) -> None:
    """Put into a window what stands inside it."""
    _fill_mentions(one, mentions)
    for tag, kind in (("office", "offices"), ("time", "times")):
        spans = (spot(item, "quote") for item in gold[kind])
        one.spans += [(tag, span) for span in spans if _inside(one, span)]
    for event in gold["events"]:
        if _inside(one, span := spot(event, "quote")):
            roles = {a: n for n in (3, 2, 1) for a in event[ROLES[n]]}
            negative = event.get("polarity") == "-"
            status = STATUSES.index(event["status"])
            kind = TYPES.index(event["type"])
            others = tuple(TYPES.index(t) for t in _listed(event.get("type_alt")))
            one.events.append(Told(span, kind, status, negative, roles, others))
            one.spans.append(("event", span))
    for said in gold["statements"]:
        if _inside(one, content := spot(said, "content")):
            cue = spot(said, "cue")
            cue = cue if _inside(one, cue) else None
            one.spans += [("content", content)] + ([("cue", cue)] if cue else [])
            voices = dict.fromkeys(said["chain"], 2) | {said["source"]: 1}
            one.said.append(Said(cue, content, ACTS.index(said["act"]), voices))


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _inside(one: Example, span: Span | None) -> bool:
    return span is not None and one.start <= span[0] and span[1] <= one.end


def _fill_mentions(one: Example, mentions: Iterable[tuple[str, Span, int]]) -> None:
    by_tag: dict[str, list[tuple[str, Span, int]]] = {}
    for actor, span, kind in mentions:
        if _inside(one, span):
            by_tag.setdefault(_TAG_OF_KIND[KINDS[kind]], []).append((actor, span, kind))
    for tag, some in by_tag.items():
        for actor, span, kind in _longest(some):
            one.spans.append((tag, span))
            one.mentions.append((actor, span, kind))


_NAME_TAGS = {
    "person": "person",
    "organisation": "body",
    "place": "place",
    "nationality": "nationality",
    "office": "office",
    "time": "time",
}


def of_public(
    one: Labelled, tokenizer: Tokenizer, known: frozenset[str], apart: str = ""
) -> list[Example]:
    """The examples of a sentence of a public set; known are the tags that the set labels, apart
    is put before their names where they do not mean the same as ours."""
    made = list(_examples(one.id, one.text, tokenizer, known))
    for example in made:
        for layer in ("names", "offices", "times"):
            for name in one.label.get(layer, ()):
                tag = apart + _NAME_TAGS.get(name["kind"], "")
                a, b = name["at"]
                if tag in known and example.start <= a and b <= example.end:
                    example.spans.append((tag, (a, b)))
    return made


def of_telling(one: Labelled, tokenizer: Tokenizer) -> list[Example]:
    """The example of a sentence of which is known whether it tells of an event of a type."""
    made = list(_examples(one.id, one.text, tokenizer, frozenset(("told",))))
    (label,) = one.label["types"]
    for example in made:
        example.told = (ASKED.index(label["type"]), label["told"])
    return made if len(made) == 1 else []


def of_spans(one: Labelled, tokenizer: Tokenizer) -> list[Example]:
    """The example of a sentence with the words of each event's verb, doer and target."""
    made = list(_examples(one.id, one.text, tokenizer, frozenset(("spans",))))
    for n, event in enumerate(one.label["events"]):
        if not event["at"] or len(made) != 1:
            continue
        roles = {}
        for role in ("actor", "recipient"):
            if event[role]:
                who = f"{role}{n}"
                made[0].mentions.append((who, _hull(event[role]), KINDS.index("group")))
                roles[who] = ROLES.index(role)
        kind = TYPES.index(event["type"])
        made[0].events.append(Told(_hull(event["at"]), kind, 0, False, roles))
        made[0].spans.append(("event", _hull(event["at"])))
    return [e for e in made if e.events]


def _hull(spots: list[list[int]]) -> Span:
    return min(a for a, _ in spots), max(b for _, b in spots)
