"""On whom the reports of an event finally rest."""

from __future__ import annotations

from collections.abc import Sequence

from assemble.builders import Tells, actors_of, document
from khabar.assemble.copies import Copy
from khabar.assemble.events import known_actors
from khabar.assemble.sources import origins, reports_of, voices_of
from khabar.schema.reading import Reading


def rest_on(readings: Sequence[Reading], *copies: Copy) -> tuple[str, ...]:
    """The origins of the first events of these readings, taken as one."""
    voices = voices_of(readings, known_actors(actors_of(readings)), copies)
    told = ((r.document.id, x) for r in readings for x in reports_of(r, r.events[0]))
    return origins(told, voices)


def copy(a: str, b: str) -> Copy:
    return Copy(a=a, b=b, share=1.0, words=100)


def test_a_spokesman_quoted_by_four_outlets_is_one_origin() -> None:
    readings = [document(f"d{n}", Tells(words="وصل", chain=("المسماري",))) for n in range(4)]
    assert rest_on(readings) == ("k_المسماري",)


def test_what_nobody_is_named_for_rests_on_the_outlet() -> None:
    readings = [document("d1", Tells(words="وصل"), outlet="اليوم")]
    assert rest_on(readings) == ("outlet:اليوم",)


def test_the_last_link_of_a_chain_is_the_origin() -> None:
    readings = [document("d1", Tells(words="وصل", chain=("رويترز", "مصدر أمني")))]
    assert rest_on(readings) == ("k_مصدر أمني",)


def test_outlets_that_share_one_text_count_once_by_the_first_of_them() -> None:
    late = document("d1", Tells(words="وصل"), day="2018-04-11", outlet="الأولى")
    early = document("d2", Tells(words="وصل"), day="2018-04-10", outlet="الثانية")
    assert rest_on([late, early]) == ("outlet:الأولى", "outlet:الثانية")
    assert rest_on([late, early], copy("d1", "d2")) == ("outlet:الثانية",)


def test_an_agency_credited_in_one_copy_is_the_origin_of_all() -> None:
    silent = document("d1", Tells(words="وصل"), outlet="الأولى")
    honest = document("d2", Tells(words="وصل", chain=("رويترز",)))
    assert rest_on([silent, honest], copy("d1", "d2")) == ("k_رويترز",)


def test_a_document_of_no_known_outlet_is_a_voice_of_its_own() -> None:
    reading = document("d1", Tells(words="وصل"))
    voices = voices_of([reading], {}, ())
    assert voices.outlet["d1"] == "outlet:d1"
    assert voices.last("d1", ()) is None
