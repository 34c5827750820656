"""The names that a page gives itself: in its copyright line, over its path, in its dateline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from khabar.acquire.breadcrumbs import items_of
from khabar.acquire.marks import key_of
from khabar.catalog.outlets import OutletTable
from khabar.schema.documents import Segment, SegmentKind

HOST = re.compile(r"(?:https?://|www\.|@|\b)((?:[a-z0-9-]+\.)+[a-z]{2,10})\b(?:/\S*)?", re.I)
PARTS = re.compile(r"\s*[|،,()\[\]:*©•·/–—]+\s*|\s+-+\s+|\s*--+\s*")
_LONGEST = 200  # characters of a line that may name an outlet
_WORDS = range(1, 6)  # of a name
_MAILBOX = re.compile(r"[\w.+-]+@[\w.-]+|@\w+")  # a writer's, or a page on a network
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\b")
_RIGHTS = re.compile(
    r"(?:(?:جميع|كل|كاف[ةه])\s+)?(?:ال)?حقوق(?:\s+(?:النشر|الطبع|الملكي[ةه]|الفكري[ةه]))*"
    r"\s+محفوظ[ةه](?P<to>\s+لدى\s|\s+لـ\s*|\s+ل(?=[إأآا]|صحيف|جريد|موقع|شبك|قنا|وكال|بواب|مجل)"
    r"|\s+لل(?!يبي|بنان))?|copyrights?(?:\s+(?:by|to)\b)?|all rights reserved|\(c\)|©",
    re.I,
)


class Where(Enum):
    """Where on its page a name stands: rights and address say whose page it is."""

    RIGHTS = auto()
    ADDRESS = auto()
    PATH = auto()
    FOOT = auto()
    DATELINE = auto()
    BYLINE = auto()


_FILED = {SegmentKind.DATELINE: Where.DATELINE, SegmentKind.BYLINE: Where.BYLINE}


@dataclass(frozen=True, slots=True)
class Claim:
    """A name that may be the site's own, as written."""

    name: str
    where: Where

    @property
    def key(self) -> str:
        """The name as tables know it."""
        return key_of(self.name)


@dataclass(frozen=True, slots=True)
class _Words:
    labels: frozenset[str]
    calls: tuple[str, ...]
    title_words: frozenset[str]
    makers: frozenset[str]


@lru_cache(maxsize=4)
def _words(table: OutletTable) -> _Words:
    return _Words(
        frozenset(map(key_of, table.labels)),
        tuple(map(key_of, table.calls)),
        frozenset(map(key_of, table.title_words)),
        frozenset(map(key_of, table.makers)),
    )


def self_named(text: str, segments: Sequence[Segment], table: OutletTable) -> Iterator[Claim]:
    """All names that a page may give itself, the surest first."""
    words = _words(table)
    foot = _foot(text, segments)
    claims = [*_owned(foot), *_over_address(foot), *_filed(text, segments), *_roots(text, segments)]
    yield from sorted(
        (Claim(name, c.where) for c in claims if (name := _name(c.name, words))),
        key=lambda claim: claim.where.value,
    )


def agreed(claims: Iterable[Claim], table: OutletTable) -> str | None:
    """The name that two places of the page agree on, or that no person, town or section bears."""
    listed = list(claims)
    for claim in listed:
        if len({other.where for other in listed if other.key == claim.key}) > 1:
            return claim.name
    title_words = _words(table).title_words
    first = next((claim for claim in listed if _is_title(claim, title_words)), None)
    return first.name if first else None


def _is_title(claim: Claim, title_words: frozenset[str]) -> bool:
    """Whether a name reads like an outlet's; in an author's line that is whom the story is from."""
    words = claim.key.split()
    return claim.where is not Where.BYLINE and len(words) > 1 and not title_words.isdisjoint(words)


def _foot(text: str, segments: Sequence[Segment]) -> list[str]:
    """The margin below the article."""
    last = max((i for i, s in enumerate(segments) if s.kind is SegmentKind.BODY), default=None)
    if last is None:
        return []
    below = [s.cut(text).strip() for s in segments[last + 1 :] if s.kind is SegmentKind.FURNITURE]
    return [line for line in below if len(line) <= _LONGEST]


def _owned(foot: Sequence[str]) -> Iterator[Claim]:
    """Names on lines with a copyright or with the site's address; a photograph's has no year."""
    for line in (_MAILBOX.sub(" ", line) for line in foot):
        rights, host = _RIGHTS.search(line), HOST.search(line)
        dated = _YEARS.search(line) is not None or (rights and "محفوظ" in rights[0])
        if host or (rights and dated):
            where = Where.RIGHTS if rights else Where.ADDRESS
            bare = _YEARS.sub(" ", HOST.sub(" | ", _RIGHTS.sub(_without_rights, line)))
            yield from (Claim(part, where) for part in PARTS.split(bare)[:3])


def _without_rights(match: re.Match[str]) -> str:
    """What takes the place of a rights notice: the article, where "to the" was cut with it."""
    return " | ال" if (match["to"] or "").strip() == "لل" else " | "


def _over_address(foot: Sequence[str]) -> Iterator[Claim]:
    for name, below in pairwise(foot):
        if HOST.fullmatch(below) and not HOST.search(name):
            yield Claim(name, Where.FOOT)


def _filed(text: str, segments: Sequence[Segment]) -> Iterator[Claim]:
    for segment in segments:
        line, where = segment.cut(text), _FILED.get(segment.kind)
        if where is not None and len(line) <= _LONGEST:
            yield from (Claim(part, where) for part in PARTS.split(line))


def _roots(text: str, segments: Sequence[Segment]) -> Iterator[Claim]:
    """The first items of paths over the headline: the site's front page."""
    for segment in segments:
        if segment.kind is SegmentKind.TITLE:
            return
        items = items_of(segment.cut(text)) if segment.kind is SegmentKind.FURNITURE else ()
        yield from (Claim(item, Where.PATH) for item in items[:1])


def _name(part: str, words: _Words) -> str | None:
    """A part of a line as a name, None where it cannot be a site's."""
    name = " ".join(part.split()).strip(" .\"'«»“”-–")
    key = key_of(name)
    parts = key.split()
    plain = len(parts) in _WORDS and not any(c.isdigit() for c in key)
    if not plain or key in words.labels or not words.makers.isdisjoint(parts):
        return None
    return None if any(f"{key} ".startswith(f"{call} ") for call in words.calls) else name
