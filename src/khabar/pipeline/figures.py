"""Build what the search for figures looks words up in."""

from __future__ import annotations

from khabar.annotate.figures import FigureWords
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_lists
from khabar.lang.phrases import phrase_table
from khabar.pipeline.tables import folded, words_of
from khabar.schema.events import Counted

_TABLE = "counted.toml"
_DUAL_ENDS = ("ان", "ين")


def figure_words() -> FigureWords:
    """The words around numbers."""
    nouns = _by_form("nouns")
    small = {k: folded(v) for k, v in word_lists(_TABLE, "small").items()}
    return FigureWords(
        nouns=nouns,
        duals=_duals(nouns),
        governors=_by_form("governors"),
        after=_by_form("after"),
        people=folded(word_lists(_TABLE, "people")["words"]),
        bounds=phrase_table(
            (words_of(phrase), bound)
            for bound, phrases in word_lists(_TABLE, "bounds").items()
            for phrase in phrases
        ),
        parts=small["parts"],
        between=small["between"],
        least=small["least"],
    )


def _by_form(part: str) -> dict[str, Counted]:
    return {
        normalise(w): Counted(what)
        for what, words in word_lists(_TABLE, part).items()
        for w in words
    }


def _duals(nouns: dict[str, Counted]) -> dict[str, Counted]:
    """قتيلان and قتيلين, where the plural is another word: معتقلين may be any number."""
    found = {}
    for noun, what in nouns.items():
        for end in _DUAL_ENDS:
            dual = (noun[:-1] + "ت" if noun.endswith("ه") else noun) + end
            broken_plural = noun + "ين" not in nouns
            if noun + "ا" in nouns and (end == "ان" or broken_plural):
                found[dual] = what
    return found
