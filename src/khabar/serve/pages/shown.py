"""Numbers, days and names as a language writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from khabar.catalog.actors import known_places, known_states
from khabar.export.dossier.deeds import Language as Tongue
from khabar.export.dossier.deeds import deed_of
from khabar.export.dossier.moments import Moment, moment_of
from khabar.schema.events import EventType
from khabar.schema.moments import Edtf
from khabar.schema.names import Name
from khabar.serve.pages.words import Language, Words, words_of
from khabar.serve.views import Claim

_ARTICLE = re.compile(r"^(?:an?|the) ")
_LONG = 120
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class Shown:
    """How one language shows what rows hold."""

    words: Words

    @property
    def arabic(self) -> bool:
        """Whether the page is in Arabic."""
        return self.words.language is Language.AR

    def digits(self, text: object) -> str:
        """Digits as the language writes them."""
        return str(text).translate(_DIGITS) if self.arabic else str(text)

    def number(self, value: float | None) -> str:
        """A number with its groups of three; a dash where there is none."""
        if value is None:
            return "—"
        told = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
        if not self.arabic:
            return told.replace("-", "\u2212")
        # The mark before the sign keeps it where an Arabic number begins.
        return self.digits(told.replace("-", "\u061c-").replace(",", "٬").replace(".", "٫"))

    def counted(self, value: int, key: str) -> str:
        """What is counted, as it follows this number: one, few or many."""
        many = 3 <= value % 100 <= 10 or value == 2 if self.arabic else value != 1
        return self.words(key if many else key.replace("count.", "one."))

    def percent(self, share: float | None) -> str:
        """A share of one, in hundreds."""
        if share is None:
            return "—"
        return f"{self.number(round(share * 100))}{'٪' if self.arabic else '%'}"

    def day(self, when: str | None) -> str:
        """An EDTF value or a day in words; empty where nothing is known."""
        stretch = moment_of(None if when is None else Edtf(when))
        if stretch is None:
            return ""
        first, last = self._point(stretch.first), self._point(stretch.last)
        about = f"{self.words('time.about')} " if stretch.rough else ""
        if first and last and first != last:
            return f"{about}{first} – {last}"
        if first and last:
            return f"{about}{first}"
        key = "time.since" if first else "time.until"
        return f"{self.words(key)} {about}{first or last}"

    def _point(self, point: Moment) -> str:
        if not point:
            return ""
        parts = [self.digits(n) for n in point]
        if len(parts) > 1:
            parts[1] = self.words(f"month.{point[1]}")
        return " ".join(reversed(parts))

    def name(self, name: Name) -> str:
        """A name in the page's language, or in Arabic where it has none."""
        return name.ar if self.arabic or not name.en else name.en

    def other(self, name: Name) -> str:
        """The same name in the other language; empty where there is none."""
        return (name.en or "") if self.arabic else (name.ar if name.en else "")

    def tongue(self, name: Name) -> str:
        """The language of what `name` gives."""
        return "ar" if self.arabic or not name.en else "en"

    def kind(self, kind: str, mode: str | None = None) -> str:
        """What an event of this type and mode is called."""
        if mode is None or kind not in EventType.__members__:
            return self.words.of("type", kind)
        noun = deed_of(EventType(kind), mode, Tongue(self.words.language)).noun
        return noun if self.arabic else _ARTICLE.sub("", noun)

    def place(self, told: str) -> Name:
        """A place in both languages where the catalogue knows it."""
        return _places().get(told, Name(ar=told))

    def teller(self, claim: Claim) -> Name:
        """Who makes a claim."""
        if claim.chain:
            return claim.chain[-1].name
        if claim.by == words_of(Language.AR)("by.unnamed"):
            return Name(ar=claim.by, en=words_of(Language.EN)("by.unnamed"))
        return Name(ar=claim.by)

    def found(self, by: str) -> str:
        """By what something was found, in words; a rule keeps its name."""
        ways = (way.partition(":") for way in by.split("+") if way)
        told = (
            self.words("by.rule").replace("{n}", name.replace("_", " "))
            if way == "rule"
            else self.words.of("by", way)
            for way, _, name in ways
        )
        return "، ".join(told) if self.arabic else ", ".join(told)


@cache
def _places() -> Mapping[str, Name]:
    states = {s.actor.name.ar: s.actor.name for s in known_states()}
    return states | {p.name.ar: p.name for p in known_places()}


def snippet_parts(snippet: str) -> tuple[tuple[str, bool], ...]:
    """A snippet in pieces, and whether each is one of the words that were asked for."""
    parts: list[tuple[str, bool]] = []
    for n, piece in enumerate(snippet.split("⟦")):
        found, closed, rest = piece.partition("⟧")
        if n and closed:
            parts += [(found, True), (rest, False)]
        else:
            parts.append((piece, False))
    if len(snippet) > _LONG and parts and not parts[-1][1]:
        parts[-1] = (_whole_words(parts[-1][0]), False)
    return tuple(p for p in parts if p[0])


def _whole_words(piece: str) -> str:
    """Without the half of a word at which a snippet was cut."""
    return piece if piece[-1:] in ".؟?!" else f"{piece[: piece.rfind(' ') + 1].rstrip()}…"


SHOWN: Mapping[Language, Shown] = {tongue: Shown(words_of(tongue)) for tongue in Language}
