"""Labels without words: where in which text something stands, and what it is.

A label leads to its text by the article's id and the text's hash, so that labels can be published
where the texts may not. Names of actors stand once, in actors.tsv: they are facts, not wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

Gold = dict[str, Any]
Label = dict[str, Any]
Actors = dict[str, dict[str, str]]

ALL_LAYERS = ("names", "offices", "times", "events", "statements", "relations", "furniture")
_KEPT = ("title_line", "byline_line", "dateline_line", "furniture_lines", "repeats")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_SPANS = {
    "offices": ("quote",),
    "times": ("quote",),
    "events": ("quote",),
    "statements": ("cue", "content"),
    "relations": ("quote",),
}


class OtherTextError(Exception):
    """The text is not the one that was annotated."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what is known about it; layers that are not named were not annotated."""

    id: str
    text: str
    label: Label
    layers: tuple[str, ...] = ALL_LAYERS


def hash_of(text: str) -> str:
    """By what a label knows its text."""
    return sha256(text.encode("utf8")).hexdigest()


def _starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _place_of(words: str, line: int, text: str) -> list[int]:
    starts = _starts(text)
    at = text.find(words, starts[line - 1], starts[line] - 1)
    return [at, at + len(words)]


def _line_of(at: int, text: str) -> int:
    return text.count("\n", 0, at) + 1


def _without_words(item: Label) -> Label:
    return {
        key: value
        for key, value in item.items()
        if not (key in ("note", "what") and isinstance(value, str) and _ARABIC.search(value))
    }


def _off(kind: str, item: Label, text: str) -> Label:
    """One item with offsets in place of its words."""
    found = _without_words(item)
    for key in _SPANS[kind]:
        if item.get(key) is not None:
            found[key] = _place_of(item[key], item["line"], text)
    del found["line"]
    if all(found.get(key) is None for key in _SPANS[kind]):
        raise ValueError(f"no words say where this stands: {item}")
    found.pop("office_ar", None)
    return found


def standoff(gold: Gold, text: str) -> Label:
    """The label of an article, from its annotation and its text."""
    places = [p["ar"] for p in gold["places"]]
    events = [_off("events", e, text) for e in gold["events"]]
    for event in events:
        if event["place"] is not None:
            if event["place"] not in places:
                places.append(event["place"])
            event["place"] = places.index(event["place"])
    about = {p["ar"]: {"en": p["en"], "country": p["country"]} for p in gold["places"]}
    return {
        "id": gold["doc"],
        "sha256": hash_of(text),
        **{key: gold[key] for key in _KEPT},
        "actors": [
            {
                "id": a["id"],
                "surface": [[at, at + len(s)] for s in a["surface"] for at in [text.find(s)]],
            }
            for a in gold["actors"]
        ],
        "places": [
            {"at": [text.find(p), text.find(p) + len(p)], **about.get(p, {"event_only": True})}
            for p in places
        ],
        "events": events,
        **{
            kind: [_off(kind, item, text) for item in gold[kind]]
            for kind in ("offices", "times", "statements", "relations")
        },
        "disputes": list(map(_without_words, gold["disputes"])),
        "expectations": gold["expectations"],
    }


def _on(kind: str, item: Label, text: str) -> Label:
    """One item with its words."""
    found = dict(item)
    first = next(item[key] for key in reversed(_SPANS[kind]) if item.get(key) is not None)
    for key in _SPANS[kind]:
        if item.get(key) is not None:
            start, end = item[key]
            found[key] = text[start:end]
    found["line"] = _line_of(first[0], text)
    if kind == "offices":
        found["office_ar"] = found["quote"]
    return found


def annotation(label: Label, text: str, actors: Actors) -> Gold:
    """The annotation in the reference's form, words and all.

    Raises:
        OtherTextError: the text is not the one that was annotated.
    """
    if hash_of(text) != label["sha256"]:
        raise OtherTextError(label["id"])
    places = [text[p["at"][0] : p["at"][1]] for p in label["places"]]
    return {
        "doc": label["id"],
        "outlet": None,
        **{key: label[key] for key in _KEPT},
        "actors": list(_actors(label, text, actors)),
        "places": [
            {"ar": words, "en": p["en"], "country": p["country"]}
            for words, p in zip(places, label["places"], strict=True)
            if not p.get("event_only")
        ],
        "events": [
            _on("events", e, text) | {"place": None if e["place"] is None else places[e["place"]]}
            for e in label["events"]
        ],
        **{
            kind: [_on(kind, item, text) for item in label[kind]]
            for kind in ("offices", "times", "statements", "relations")
        },
        "disputes": [{"what": "", **d} for d in label["disputes"]],
        "expectations": label["expectations"],
    }


def _actors(label: Label, text: str, actors: Actors) -> Iterator[Label]:
    for one in label["actors"]:
        known = actors[one["id"]]
        found = {
            "id": one["id"],
            "kind": known["kind"],
            "ar": known["ar"],
            "en": known["en"],
            "surface": [text[start:end] for start, end in one["surface"]],
        }
        yield found | ({"anonymous": True} if known["anonymous"] == "yes" else {})


def wrong_offsets(label: Label, text: str) -> Iterator[str]:
    """Every span that lies outside the text, is empty, or goes over the end of a line."""
    spans = [s for a in label["actors"] for s in a["surface"]] + [p["at"] for p in label["places"]]
    for kind, keys in _SPANS.items():
        spans += [i[key] for i in label[kind] for key in keys if i.get(key) is not None]
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            yield f"{label['id']}: {start}-{end} is no stretch of the text"
        elif "\n" in text[start:end]:
            yield f"{label['id']}: {start}-{end} goes over the end of a line"
