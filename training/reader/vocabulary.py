"""The pieces of the multilingual tokenizer that Arabic news needs, and the tokenizer of them.

Segmentation of Arabic stays as it was: every piece spelt with Arabic letters, ASCII punctuation
and digits alone is kept, with the best Latin pieces, single characters, and all that the texts
given use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

Piece = tuple[str, float]

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
UNKNOWN = 3
_ARABIC = re.compile(r"[▁\u0621-\u06520-9!-/:-@\[-`{-~«»،؛؟…–—“”]+$")
_LATIN = re.compile(r"[▁A-Za-z]+$")
_BEST_LATIN = 6000
_KEPT = ("▁passage", "▁query")


def tokenizer_of(pieces: Iterable[Piece]) -> Tokenizer:
    """A tokenizer whose pieces are numbered in their order; it gives no special tokens itself."""
    made = Tokenizer(models.Unigram(list(pieces), unk_id=UNKNOWN, byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\t\n\r]"), " "),
            normalizers.Replace(Regex(r"\p{Cc}"), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(r" {2,}"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return made


def pruned(pieces: tuple[Piece, ...], texts: Iterable[str]) -> list[int]:
    """The numbers of the pieces that are kept, the special ones first."""
    whole = tokenizer_of(pieces)
    used = {n for text in texts for n in whole.encode(text, add_special_tokens=False).ids}
    latin = 0
    kept = []
    for n, (piece, _) in enumerate(pieces):
        best_latin = bool(_LATIN.match(piece)) and latin < _BEST_LATIN
        latin += best_latin
        single = len(piece.lstrip("▁")) <= 1 and n in used
        if (
            n <= UNKNOWN
            or n in used
            or best_latin
            or single
            or piece in _KEPT
            or _ARABIC.match(piece)
        ):
            kept.append(n)
    return kept
