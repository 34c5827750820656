"""English names made where nobody gave one."""

from __future__ import annotations

import pytest

from assemble.actor_builders import told
from khabar.assemble.actors import build_actors
from khabar.assemble.actors_english import english_name
from khabar.lang.ar.romanise import romanised
from khabar.schema.names import ActorKind


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("الورشفاني", "al-Warshafani"),
        ("سرور", "Sarur"),
        ("عبد السلام", "Abd al-Salam"),
        ("BBC عربي", "bbc arbi"),
        ("", ""),
    ],
)
def test_a_name_is_spelt_so_that_it_can_be_spoken(arabic: str, latin: str) -> None:
    assert romanised(arabic).lower() == latin.lower()


def test_a_name_that_somebody_gave_is_not_marked_as_made() -> None:
    assert not english_name("السراج", "al-Sarraj").made
    assert english_name("الورشفاني", None).made


def test_words_of_known_names_are_written_as_usual() -> None:
    assert english_name("يوسف الورشفاني", None).text.startswith("Y")


def test_a_nameless_body_is_called_by_what_it_is_and_where() -> None:
    reading = told("a", "المعارضة في تونس وتونسيون", (ActorKind.GROUP, "المعارضة"))
    assert [a.name.en for a in build_actors([reading])] == ["opposition (Tunisia)"]


def test_every_actor_has_an_english_name() -> None:
    named = [(ActorKind.PERSON, "سالم الورشفاني"), (ActorKind.REGION, "وادي الريح")]
    reading = told("a", "سالم الورشفاني في وادي الريح", *named)
    assert all(a.name.en for a in build_actors([reading]))
