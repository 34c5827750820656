"""The table of what each kind of event is called, and how it is told (deeds.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from khabar.schema.events import EventType


class Language(StrEnum):
    """In which a sentence is made."""

    AR = "ar"
    EN = "en"


class Subject(StrEnum):
    """Who is the subject where not both sides are named."""

    ACTOR = ""
    ALONE = "~"
    RECIPIENT = "^"


@dataclass(frozen=True, slots=True)
class Deed:
    """A kind of event in one language.

    forms are those of the verb: in English base, past, -ing and participle, in Arabic past of a
    man, past of a woman, present and jussive of a man. tail always follows it. placed says that
    its place stands for a recipient that is not named.
    """

    subject: Subject
    forms: tuple[str, str, str, str]
    tail: str
    before: str
    noun: str
    noun_before: str
    placed: bool

    @property
    def transitive(self) -> bool:
        """Whether the recipient follows the bare verb: it cannot stand without one."""
        return not self.tail and not self.before and self.subject is Subject.ACTOR


def deed_of(kind: EventType, mode: str | None, language: Language) -> Deed:
    """How an event of this type and mode is told; a mode without a row is told as its type."""
    table = _deeds()
    return table.get((f"{kind}-{mode}", language)) or table[kind.value, language]


@cache
def _deeds() -> Mapping[tuple[str, Language], Deed]:
    text = files("khabar.export.dossier").joinpath("deeds.toml").read_text(encoding="utf-8")
    rows: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return {(key, tongue): _deed(row[tongue]) for key, row in rows.items() for tongue in Language}


def _deed(row: str) -> Deed:
    verb, tail, before, noun, noun_before = (part.strip() for part in row.split(";"))
    placed, verb = verb.startswith("@"), verb.removeprefix("@")
    subject = Subject(verb[0]) if verb[0] in (Subject.ALONE, Subject.RECIPIENT) else Subject.ACTOR
    forms = _forms(verb.lstrip("~^").split())
    return Deed(subject, forms, tail, before, noun, noun_before, placed)


def _forms(told: list[str]) -> tuple[str, str, str, str]:
    if len(told) == 1:
        return _regular(told[0])
    first, second, third, fourth = told
    return first, second, third, fourth


def _regular(base: str) -> tuple[str, str, str, str]:
    """The forms of a regular English verb."""
    past = f"{base}d" if base.endswith("e") else f"{base}ed"
    ing = f"{base[:-1]}ing" if base.endswith("e") and base[-2:] != "ee" else f"{base}ing"
    return base, past, ing, past
