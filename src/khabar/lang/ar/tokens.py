"""Words and sentences of Arabic text, each with its place in the original."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from khabar.lang.ar.normalise import View
from khabar.schema.documents import Segment
from khabar.schema.text import Sentence, Token

# The marks of a hashtag are no words: "#الجيش_الليبي" reads as "الجيش الليبي".
_TAG = r"#(?=\w)|(?<=[^\W_])_(?=[^\W_])"
_TOKEN = re.compile(rf"\d+(?:[.,٫٬:/]\d+)*|[^\W\d_]+|(?!{_TAG})(?:[^\w\s]|_)")
_STOPS = frozenset(".!؟?؛")
_LONGEST = 400  # tokens; a longer sentence is a list or a page without full stops


def tokens_of(view: View, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of a stretch of the view: words, numbers, marks."""
    origin = view.origin
    return tuple(
        Token(start=origin[m.start()], end=origin[m.end() - 1] + 1, form=m[0])
        for m in _TOKEN.finditer(view.text, start, end)
    )


def sentences_of(view: View, segments: Sequence[Segment]) -> tuple[Sentence, ...]:
    """Cut every segment into sentences; a sentence never crosses a line or a segment.

    Full stops inside a quotation do not end it: what is said in one breath stays together.
    """
    found: list[Sentence] = []
    for line, segment in enumerate(segments):
        low = bisect_left(view.origin, segment.start)
        high = bisect_left(view.origin, segment.end)
        for tokens in _cut(tokens_of(view, low, high)):
            found.append(
                Sentence(
                    start=tokens[0].start, end=tokens[-1].end, index=len(found),
                    line=line, kind=segment.kind, tokens=tokens,
                )
            )  # fmt: skip
    return tuple(found)


def _cut(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    balanced = sum(t.form == '"' for t in tokens) % 2 == 0
    quoted, first = False, 0
    for at, token in enumerate(tokens):
        if token.form == '"':
            quoted = not quoted and balanced
        elif at - first >= _LONGEST or (not quoted and _ends(tokens, at)):
            yield tokens[first : at + 1]
            first = at + 1
    if first < len(tokens):
        yield tokens[first:]


def _ends(tokens: tuple[Token, ...], at: int) -> bool:
    if tokens[at].form not in _STOPS or at + 1 == len(tokens):
        return False
    following, before = tokens[at + 1], tokens[at - 1] if at else None
    if following.form in _STOPS or following.form in ('"', ")", "'"):
        return False
    initial = before is not None and len(before.form) == 1 and tokens[at].form == "."
    glued_latin = following.start == tokens[at].end and following.form.isascii()
    return not (initial or glued_latin)
