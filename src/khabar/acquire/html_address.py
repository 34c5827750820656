"""The one address of a page: what it calls itself, as far as that agrees with where it was met."""

from __future__ import annotations

import re

from khabar.acquire.html_facts import Head, address, host_of

_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)", re.IGNORECASE
)
_HEAD = 3_000  # characters in which browsers note where they saved a page from


def saved_from(text: str) -> str | None:
    """The address that a browser wrote into a page when it saved it."""
    match = _SAVED.search(text[:_HEAD])
    return address(match[1]) if match else None


def canonical(head: Head, met_at: str | None) -> str | None:
    """The address by which all versions of a page are one.

    A page may name any address: one of another site is taken only where nothing is known of where
    the page was met, and never one that leads to a site's front page.
    """
    met = address(met_at)
    stated = (head.links.get("canonical"), head.first("og:url"), head.linked("url"))
    for value in stated:
        own = address(value)
        if own is not None and not _is_front(own) and (met is None or _same_site(own, met)):
            return own
    return met


def _is_front(url: str) -> bool:
    return url.split("://", 1)[1].rstrip("/").count("/") == 0 and "?" not in url


def _same_site(one: str, other: str) -> bool:
    """Whether two hosts end alike: www., m. and amp. are the same outlet's."""
    ours, theirs = host_of(one).split("."), host_of(other).split(".")
    length = 3 if len(ours[-1]) == 2 and len(ours) > 2 and len(ours[-2]) <= 3 else 2
    return ours[-length:] == theirs[-length:]
