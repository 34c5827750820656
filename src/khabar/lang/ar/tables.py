"""Load the language's own tables of words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.errors import TableError

_SELDOM = 50  # uses of a word, of which one stands behind a title


def word_table(name: str) -> dict[str, object]:
    """A TOML table of this folder, as it stands.

    Raises:
        TableError: it cannot be read.
    """
    try:
        return tomllib.loads(files("khabar.lang.ar").joinpath(name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TableError(f"lang/ar/{name}", f"cannot be read ({error})") from error


def word_lists(name: str, part: str | None = None) -> dict[str, tuple[str, ...]]:
    """The lists of words of a table, or of one part of it.

    Raises:
        TableError: the table or the part is missing, or holds something else than lists of words.
    """
    table = word_table(name)
    chosen = table if part is None else table.get(part)
    if not isinstance(chosen, dict):
        raise TableError(f"lang/ar/{name}", f"has no part [{part}]")
    lists: dict[str, tuple[str, ...]] = {}
    for key, words in chosen.items():
        if key == "examples":
            continue
        if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
            raise TableError(f"lang/ar/{name}", f"{key} is not a list of words")
        lists[key] = tuple(words)
    return lists


def examples(name: str) -> tuple[dict[str, str], ...]:
    """The examples of a table: sentences of ours with what a reader must find in them.

    Raises:
        TableError: an example is no table of strings.
    """
    listed = word_table(name).get("examples", [])
    if not isinstance(listed, list) or not all(
        isinstance(e, dict) and all(isinstance(v, str) for v in e.values()) for e in listed
    ):
        raise TableError(f"lang/ar/{name}", "an example holds strings only")
    return tuple(listed)


@dataclass(frozen=True, slots=True)
class Count:
    """How often a word form stands in a pool of 71,000 news articles, and how often of these
    right behind a person's title."""

    all: int
    named: int


@cache
def word_counts() -> dict[str, Count]:
    """Counts of the common word forms of news Arabic, normalised."""
    text = files("khabar.lang.ar").joinpath("words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {word: Count(int(count), int(named)) for word, count, named in rows}


@cache
def names_at_times() -> frozenset[str]:
    """Words of which news makes one use in fifty behind a title, where names stand."""
    counts = word_counts()
    return frozenset(
        w for w, n in counts.items() if n.named * _SELDOM >= n.all and not w.startswith("ال")
    )


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Which words stand in news as adjectives with the article do, which as verbs do.

    Told by their company in the same pool: an adjective stands behind a definite noun in a third
    or more of its uses, a verb behind a particle or relative pronoun in a twelfth or more.
    """
    text = files("khabar.lang.ar").joinpath("word_classes.tsv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {"adjective": set(), "verb": set()}
    for line in text.splitlines()[1:]:
        word, kind = line.split("\t")
        found[kind].add(word)
    return {kind: frozenset(words) for kind, words in found.items()}
