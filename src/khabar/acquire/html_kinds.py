"""What a page is beside an article: the rest behind a paywall, a version to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from khabar.acquire.html_facts import Head
from khabar.acquire.html_prune import names_of
from khabar.lang.ar.normalise import normalise

_FEW = 150  # words: an article behind a paywall is cut after its first paragraphs
_WALLS = frozenset({"paywall", "paywalled", "piano", "regwall", "subscribersonly"})
_WALL_PAIRS = (frozenset({"premium", "content"}), frozenset({"subscriber", "only"}),
               frozenset({"subscribers", "only"}), frozenset({"locked", "content"}))  # fmt: skip
_CALLS = re.compile(
    r"(?:لل|ل)?مشتركين فقط|متاح(?:ه)? (?:لل|ل)?مشتركين|(?:حصري(?:ه)?|خاص(?:ه)?) (?:لل|ب)?ال?مشتركين"
    r"|(?:ل|لمواصله|لمتابعه|لاستكمال|لاكمال|بقيه|باقي) ?(?:قراءه|المقال|الخبر|النص)"
    r"[^.]{0,40}(?:اشترك|سجل)"
    r"|(?:اشترك|سجل(?: الدخول)?|سجلوا|اشتركوا)(?: الان)?[^.]{0,20}"
    r" ل(?:مواصله|متابعه|قراءه|استكمال|اكمال)"
)
_PRINT = re.compile(r"(?:^|[/?&._-])print(?:er|able|friendly|version|page)?(?:$|[/=&._-])", re.I)
_PRINTS = re.compile(r"window\.print\s*\(")


def is_cut_off(head: Head, parts: Iterable[HtmlElement], lines: Sequence[str]) -> bool:
    """Whether a paywall hides the rest: the page says so, and what it shows is short.

    parts: the page's tree, and what was cut out of it.
    """
    if sum(len(line.split()) for line in lines) > _FEW:
        return False
    said = (head.linked("isAccessibleForFree") or "").lower().endswith("false")
    tier = (head.first("article:content_tier") or "").lower() in ("locked", "metered")
    return said or tier or any(map(is_call, lines)) or any(map(_has_wall, parts))


def is_call(line: str) -> bool:
    """Whether a line asks to subscribe before one may read on."""
    return len(line) < 300 and _CALLS.search(normalise(line)) is not None


def _is_wall(element: HtmlElement) -> bool:
    words = names_of(f"{element.get('class', '')} {element.get('id', '')}")
    return not words.isdisjoint(_WALLS) or any(pair <= words for pair in _WALL_PAIRS)


def _has_wall(part: HtmlElement) -> bool:
    return any(_is_wall(each) for each in part.iter() if each.tag != "body" and each.get("class"))


def is_live(head: Head) -> bool:
    """Whether its article is one of those to which entries are added as things happen."""
    return str(head.article.get("@type", "")).lower().find("liveblog") >= 0


def is_for_print(text: str, met_at: str | None) -> bool:
    """Whether a page is made for the printer: its address says so, or it prints when it opens."""
    by_name = met_at is not None and _PRINT.search(met_at.split("://", 1)[-1]) is not None
    return (
        by_name
        or _PRINTS.search(text[:20_000].split("</head", 1)[0]) is not None
        or re.search(r"<body[^>]{0,500}onload=[^>]{0,80}print\(", text) is not None
    )
