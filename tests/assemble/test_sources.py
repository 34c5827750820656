"""On whom the reports of an event finally rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assemble.builders import Tells, actors_of, document
from khabar.assemble.copies import Copy, FirstBy
from khabar.assemble.events import known_actors
from khabar.assemble.sources import origins, reports_of, voices_of
from khabar.assemble.sources_credits import agency_id
from khabar.schema.reading import Reading
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Mode, Statement, StatementId


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


def test_an_agency_that_a_text_credits_speaks_in_all_its_copies() -> None:
    first = document("d1", Tells(words="وصل الوفد"), outlet="الأولى")
    second = document("d2", Tells(words="وصل الوفد"), outlet="الثانية")
    second = replace(second, text=f"{second.text}\nالثانية / رويترز")
    assert rest_on([first, second], copy("d1", "d2")) == (agency_id("رويترز"),)
    assert rest_on([first, second]) == tuple(sorted(("outlet:الأولى", agency_id("رويترز") or "")))


def test_a_copy_that_credits_another_outlet_is_not_the_first_whatever_its_day() -> None:
    copied = document("d1", Tells(words="وصل"), day="2018-04-10", outlet="الأولى")
    own = document("d2", Tells(words="وصل"), day="2018-04-11", outlet="الثانية")
    told_so = replace(copy("d1", "d2"), first="d2", first_by=FirstBy.CREDIT)
    assert rest_on([copied, own], told_so) == ("outlet:الثانية",)


def said(reading: Reading, act: Act, by: str) -> Reading:
    """The reading with a statement of somebody in it about its first event."""
    source = next(a.id for a in reading.actors if a.name.ar == by)
    statement = Statement(
        id=StatementId("s9"), source=source, mode=Mode.INDIRECT, act=act, cue=None,
        content=Span(start=0, end=1), about=(reading.events[0].id,), sure=1.0, found_by="test",
    )  # fmt: skip
    return replace(reading, statements=(statement,))


def test_what_is_told_in_its_own_voice_rests_on_whom_the_outlet_lets_say_so() -> None:
    reading = document("d1", Tells(words="وصل", actor=("الوزير",)))
    assert rest_on([said(reading, Act.CONFIRM, "الوزير")]) == ("k_الوزير",)
    assert rest_on([said(reading, Act.DENY, "الوزير")]) == ("outlet:d1",)
    assert rest_on([said(reading, Act.DEMAND, "الوزير")]) == ("outlet:d1",)
