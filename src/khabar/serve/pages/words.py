"""The words of the interface, one file a language: serve/words/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Language(StrEnum):
    """In which a page speaks."""

    AR = "ar"
    EN = "en"

    @property
    def direction(self) -> str:
        """Which way it is written."""
        return "rtl" if self is Language.AR else "ltr"

    @property
    def other(self) -> Language:
        """The one to switch to."""
        return Language.EN if self is Language.AR else Language.AR


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language by section and key: words("nav.events")."""

    language: Language
    table: Mapping[str, str]

    def __call__(self, key: str) -> str:
        """The word for a key that the interface itself uses.

        Raises:
            KeyError: no such word: a slip of ours.
        """
        return self.table[key]

    def of(self, section: str, value: str | None) -> str:
        """What a value of the record is called; itself where we have no word for it."""
        return self.table.get(f"{section}.{value}", (value or "—").replace("_", " "))

    def table_keys(self, section: str) -> frozenset[str]:
        """The values that a section has words for."""
        return frozenset(key for key, _ in self.section(section))

    def section(self, name: str) -> tuple[tuple[str, str], ...]:
        """All values of a section with their words, as the file orders them."""
        start = f"{name}."
        return tuple(
            (k.removeprefix(start), v) for k, v in self.table.items() if k.startswith(start)
        )


@cache
def words_of(language: Language) -> Words:
    """The words of a language."""
    text = files("khabar.serve").joinpath(f"words/{language}.toml").read_text(encoding="utf-8")
    sections: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return Words(language, {f"{s}.{k}": v for s, rows in sections.items() for k, v in rows.items()})
