"""The table of names that say what an actor is and not which one."""

from __future__ import annotations

import pytest

from khabar.assemble.actors_classes import class_of, class_table
from khabar.assemble.actors_words import stem, words_of
from khabar.catalog.files import catalogue_file, toml_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("الجيش المصري", "army"),
        ("القوات المسلحة اليمنية", "army"),
        ("للشرطة", "police"),
        ("عشرات المدنيين", "civilians"),
        ("28 مدنيا", "civilians"),
        ("الليبيون", "people"),
        ("وزارة الخارجية الأمريكية", "foreign_ministry"),
    ],
)
def test_a_class_is_known_by_its_words_without_number_state_and_clitic(
    name: str, kind: str
) -> None:
    found = class_of(words_of(name))
    assert found is not None
    assert found.name == kind


def test_a_proper_name_is_of_no_class() -> None:
    assert class_of(words_of("جيش الإسلام")) is None
    assert class_of(()) is None


def test_no_name_is_of_two_classes() -> None:
    table = toml_of(catalogue_file("actors", "classes.toml"))
    seen: dict[tuple[str, ...], str] = {}
    for part in ("classes", "bound"):
        classes = table[part]
        assert isinstance(classes, dict)
        for kind, forms in classes.items():
            for form in forms:
                key = tuple(map(stem, words_of(form)))
                assert seen.setdefault(key, kind) == kind, form
    assert class_table().bound <= set(seen.values())
