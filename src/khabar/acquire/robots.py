"""What a site's robots.txt asks of us.

Source:
    RFC 9309, Robots Exclusion Protocol. Crawl-delay is no part of it, and honoured all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

LARGEST = 512_000
"""Bytes that are read of a robots.txt; what follows is not looked at."""
_LONGEST_DELAY = 60.0
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of paths, and whether they may be asked for."""

    pattern: str
    allows: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for us on a site: the rules, and the seconds to leave between two requests."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path with its query may be asked for: the longest pattern that fits decides."""
        path = _plain(path)
        fitting = [rule for rule in self.rules if _fits(rule.pattern, path)]
        best = max(fitting, key=lambda rule: (len(rule.pattern), rule.allows), default=None)
        return best is None or best.allows


def rules_of(text: str, agent: str) -> Rules:
    """The rules of the groups that name our agent, or else of those that name all."""
    own: list[tuple[str, str]] = []
    all_: list[tuple[str, str]] = []
    named = False
    for agents, lines in _groups(text):
        if agent.lower() in agents:
            named = True
            own += lines
        if "*" in agents:
            all_ += lines
    return _rules(own if named else all_)


def _rules(lines: list[tuple[str, str]]) -> Rules:
    rules = tuple(
        Rule(_plain(value), field == "allow")
        for field, value in lines
        if field in ("allow", "disallow") and value
    )
    delays = [_seconds(value) for field, value in lines if field == "crawl-delay"]
    return Rules(rules, max(delays, default=0.0))


def _seconds(said: str) -> float:
    try:
        found = float(said)
    except ValueError:
        return 0.0
    return min(found, _LONGEST_DELAY) if found > 0 else 0.0


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for field, value in _fields(text):
        if field == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = set(), []
            agents.add(value.lower().partition("/")[0])
        elif agents:
            lines.append((field, value))
    if agents:
        yield agents, lines


def _fields(text: str) -> Iterator[tuple[str, str]]:
    for line in text.lstrip("\ufeff").splitlines()[:_MOST_LINES]:
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()


def _plain(path: str) -> str:
    """A path spelt in one way, whether or not its letters are escaped."""
    return quote(unquote(path), safe="/*$?&=;:@!'(),+~-._%#[]")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern with * and a last $ fits the beginning of a path; linear in both."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in others[:-1] if ends else others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not ends:
        return True
    if not others:
        return at == len(path)
    return len(path) - at >= len(others[-1]) and path.endswith(others[-1])
