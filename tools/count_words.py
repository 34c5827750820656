"""Count the words of a pool of articles: which are common, and which follow a rank or a title.

Usage: python tools/count_words.py POOL.jsonl.xz OUT.tsv

The table serves to tell unknown names from ordinary words: a word that is frequent and seldom
follows a person's title is no name. Counts only; no wording leaves the pool.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from khabar.lang.ar.normalise import fold_character

_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
_OPENS = frozenset(
    "رءيس وزير وزيره الرءيس الوزير ناءب الناءب المتحدث المتحدثه الناطق المبعوث السفير سفير "
    "قاءد الامين مدير محافظ المستشار مستشار عضو زعيم الزعيم القيادي مندوب المندوب الملك ملك "
    "الامير ولي الرءيسه الدكتور المهندس السيد الشيخ الاستاذ العميد اللواء العقيد المشير "
    "الفريق الجنرال السيده المدرب الدكتوره المقدم الراءد النقيب الكولونيل الحاج القاضي "
    "المحامي الصحفي الفنان اللاعب الكاتب".split()
)
_BARE = frozenset(
    "الدكتور المهندس السيد الشيخ الاستاذ العميد اللواء العقيد المشير الفريق الجنرال السيده "
    "الرءيس الدكتوره الكولونيل القاضي المحامي الفنان الامير المدرب اللاعب".split()
)  # titles that a name may follow at once
_LONGEST = 5
_LEAST = 40


class _Fold(dict[int, str]):
    """A translation table that learns the folding of a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = fold_character(chr(code))
        return self[code]


def count(path: Path) -> tuple[Counter[str], Counter[str]]:
    """Words, and words right behind titles, where people's names stand."""
    fold, words, named = _Fold(), Counter[str](), Counter[str]()
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            tokens = _WORD.findall(json.loads(row)["text"].translate(fold))
            words.update(tokens)
            named.update(_after_titles(tokens))
    return words, named


def _after_titles(tokens: list[str]) -> Iterator[str]:
    """The two words behind each title and the definite words that go with it."""
    for at, token in enumerate(tokens):
        if token not in _OPENS:
            continue
        behind = at + 1
        while behind < min(len(tokens), at + _LONGEST) and tokens[behind].startswith(("ال", "لل")):
            behind += 1
        if behind > at + 1 or token in _BARE:
            yield from (t for t in tokens[behind : behind + 2] if t.isalpha())


def main() -> None:
    words, named = count(Path(sys.argv[1]))
    rows = [
        f"{word}\t{n}\t{named[word]}"
        for word, n in words.most_common()
        if n >= _LEAST and word.isalpha() and not word.isascii()
    ]
    Path(sys.argv[2]).write_text("\n".join(["word\tcount\tnamed", *rows]) + "\n", encoding="utf-8")
    print(f"{len(rows)} words")


if __name__ == "__main__":
    main()
