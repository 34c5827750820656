"""Words that are asked for: as the full-text index takes them, and marked in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from khabar.lang.ar.normalise import View, normalise, view_of
from khabar.lang.ar.stems import stem_of_word, unsure_forms

_MOST = 32
_QUOTED = re.compile(r'"([^"]*)"|([^"]+)')
_WORD = re.compile(r"[^\W_]+")
_BEFORE, _LONG = 60, 200
_BEGINNING = 900
_HITS = 40  # of a snippet's words: more of them say no more of the article
_CORE = 3
OPEN, CLOSE = "⟦", "⟧"


def matching(words: str) -> str | None:
    """What FTS5 is to look for: all words, those between quotation marks side by side.

    None where nothing is asked for, "" where it is signs without a word. Nothing a user writes
    is an operator: every word goes in quotation marks, and has none in it.
    """
    if not words.strip():
        return None
    terms: list[str] = []
    for quoted, plain in _QUOTED.findall(normalise(words)):
        stems = [stem_of_word(w) for w in _WORD.findall(quoted or plain)]
        terms += [f'"{" ".join(stems)}"'] if quoted and stems else map(_term, stems)
    return " AND ".join(dict.fromkeys(terms[:_MOST]))


def _term(stem: str) -> str:
    forms = (stem, *unsure_forms(stem)) if not stem.isascii() else (stem,)
    told = " OR ".join(f'"{form}"' for form in forms)
    return f"({told})" if len(forms) > 1 else told


def snippet(words: str, text: str) -> str:
    """The stretch of a text where most of these words stand first, each between ⟦ and ⟧."""
    wanted = {stem_of_word(w) for w in _WORD.findall(normalise(words))}
    wanted |= {form for stem in wanted for form in unsure_forms(stem)}
    view, hits = _seen(text, wanted, len(words.split()))
    if not hits:
        return _line(text[:_LONG])
    best = max(hits, key=lambda h: (_near(view.text, hits, h[0]), -h[0]))
    start, end = max(0, best[0] - _BEFORE), min(len(view.text), best[0] - _BEFORE + _LONG)
    start = view.text.rfind(" ", 0, start + 1) + 1 if start else 0
    told, at = "", view.origin[start] if len(view.origin) else 0
    for first, last in hits:
        span = view.span(first, last)
        # One sign may hold two words ("½"): it is marked once.
        if start <= first and last <= end and at <= span.start:
            told += f"{text[at : span.start]}{OPEN}{span.cut(text)}{CLOSE}"
            at = span.end
    stop = view.origin[end - 1] + 1 if end else 0
    return _line(told + text[at:stop])


def _seen(text: str, wanted: set[str], words: int) -> tuple[View, list[tuple[int, int]]]:
    """The beginning of a text if all words stand there, which is quicker; else the whole."""
    if len(text) > _BEGINNING:
        view = view_of(text[:_BEGINNING])
        hits = list(islice(_hits(view.text, wanted), _HITS))
        if len({view.text[a:b] for a, b in hits}) >= words:
            return view, hits
    view = view_of(text)
    return view, list(islice(_hits(view.text, wanted), _HITS))


def _hits(text: str, wanted: set[str]) -> Iterator[tuple[int, int]]:
    """Where words with these stems stand: only what has most letters of one is taken apart."""
    cores = sorted({stem[:-1] if len(stem) > _CORE else stem for stem in wanted})
    if not cores:
        return
    behind = 0
    for found in re.finditer("|".join(map(re.escape, cores)), text):
        start, end = found.span()
        if start < behind:
            continue
        while start > behind and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        behind = end
        if stem_of_word(text[start:end]) in wanted:
            yield start, end


def _near(text: str, hits: list[tuple[int, int]], at: int) -> int:
    low, high = at - _BEFORE, at - _BEFORE + _LONG
    return len({stem_of_word(text[a:b]) for a, b in hits if low <= a and b <= high})


def _line(told: str) -> str:
    """On one line, without signs that turn the direction of what follows."""
    kept = (c for c in told if unicodedata.category(c) not in ("Cc", "Cf") or c.isspace())
    return " ".join("".join(kept).split())
