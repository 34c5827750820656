"""Which language a text is in."""

from __future__ import annotations

import pytest

from khabar.acquire.language import language_of


@pytest.mark.parametrize(
    "text",
    [
        "حفتر في موسكو",
        "السيسي",
        "رويترز: ماكرون يلتقي السراج",
        "قال متحدث باسم شركة News Corporation في London إن الصفقة تمت أمس.",
        "گوگل تعلن عن هاتف جديد في المؤتمر الذي عقدته الشركة أمس في كاليفورنيا",
        "پوتين يصل إلى دمشق في زيارة هي الأولى إلى سوريا منذ بدء الأزمة",
        "انا مش عارف ليه الناس دي بتعمل كده كل يوم",
    ],
)
def test_arabic_is_known_whatever_it_quotes(text: str) -> None:
    assert language_of(text) == "ar"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("رئیس جمهور ایران گفت که این کشور به تعهدات خود در برجام پایبند است", "fa"),
        ("وزیر اعظم نے کہا ہے کہ حکومت عوام کے مسائل حل کرنے کے لیے کام کر رہی ہے", "ur"),
        ("سەرۆکی هەرێمی کوردستان لەگەڵ باڵیۆزی فەرەنسا کۆبووەوە و باسی هەڵبژاردنیان کرد", "ckb"),
        ("The foreign minister arrived in Amman on Sunday for talks.", "en"),
        ("1 2 3 - 4", "und"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert language_of(text) == language
