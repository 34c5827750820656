"""What people corrected is so in the record, at the same words under every recipe."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from assemble.builders import Tells, document
from assemble.test_judged_items import renamed, spot
from khabar.assemble.growing import Growing
from khabar.assemble.judged_items import without_rejected
from khabar.assemble.record import build_record
from khabar.export.judgements import judgement_lines, judgements_of
from khabar.schema.correction import Correction, Facet
from khabar.schema.events import Event, EventType, Polarity, Report, Status
from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.names import ActorId, ActorMention
from khabar.schema.reading import Reading
from khabar.schema.spans import Span
from khabar.schema.statements import Expectation

VISIT = "زار القائد العاصمة والتقى وزير الدفاع هناك"
DENIAL = "أنكر ناف أن المدير اجتمع مع السفير في القصر"
NAMES = {"خليفة حفتر": "القائد", "سيرغي شويغو": "وزير الدفاع", "ناف": "ناف", "مدير": "المدير"}


def telling(doc: str) -> Reading:
    """A reading whose names stand each at words of their own."""
    reading = document(
        doc,
        Tells(words=VISIT, actor=("خليفة حفتر",), when="2018-04-09", status=Status.PLANNED),
        Tells(words=DENIAL, actor=("مدير",), recipient=("سيرغي شويغو",), mode="meeting",
              denied_by="ناف", chain=("ناف",)),
    )  # fmt: skip
    placed = []
    for actor in reading.actors:
        start = reading.text.index(words := NAMES[actor.name.ar])
        mention = ActorMention(start=start, end=start + len(words), sure=1.0)
        placed.append(replace(actor, mentions=(mention,)))
    event = reading.events[0]
    due = (Expectation(event=event.id, due=event.when),)
    return replace(reading, actors=tuple(placed), expectations=due)


def said(
    reading: Reading, words: str, what: Facet, value: str = "", *names: str, day: str = "01"
) -> Judgement:
    spans = (spot(reading, n) for n in names)
    spoken = tuple(Span(start=s.start, end=s.end) for s in spans)
    return Judgement(
        a=spot(reading, words), holds=True, by="a reader", day=f"2026-01-{day}",
        about=About.STATEMENT if what is Facet.SOURCE else About.EVENT,
        corrects=Correction(what=what, value=value, names=spoken),
    )  # fmt: skip


def applied(reading: Reading, *judged: Judgement) -> Reading:
    (found,) = without_rejected([reading], judged)
    return found


def visit(reading: Reading, *judged: Judgement) -> Event:
    return next(e for e in applied(reading, *judged).events if e.start == 0)


def called(reading: Reading, ids: tuple[ActorId, ...]) -> list[str]:
    names = {a.id: a.name.ar for a in reading.actors}
    return [names[i] for i in ids]


def test_type_status_polarity_and_day_are_as_people_say_and_the_sentence_stays() -> None:
    reading = telling("d1")
    judged = (
        said(reading, VISIT, Facet.TYPE, "AGREE"), said(reading, VISIT, Facet.STATUS, "occurred"),
        said(reading, VISIT, Facet.POLARITY, "-"), said(reading, VISIT, Facet.DAY, "2018-04"),
    )  # fmt: skip
    for read in (reading, renamed(replace(reading, expectations=(), events=tuple(
        replace(e, chain=()) for e in reading.events)))):  # fmt: skip
        event = visit(read, *judged)
        assert (event.type, event.mode) == (EventType.AGREE, None)
        assert (event.status, event.polarity) == (Status.OCCURRED, Polarity.NEGATIVE)
        assert (event.when, event.sentence) == ("2018-04", reading.events[0].sentence)
    (there,) = (e for e in build_record([reading], judged).events if e.members[0].id == "e1")
    assert (there.type, there.when) == (EventType.AGREE, "2018-04")
    assert reading == telling("d1")


def test_who_did_it_is_given_by_a_name_by_words_of_ones_own_or_is_nobody() -> None:
    reading = telling("d1")
    by_name = said(reading, VISIT, Facet.ACTOR, "", "وزير الدفاع", "المدير")
    done = applied(reading, by_name)
    assert called(done, done.events[0].actor) == ["سيرغي شويغو", "مدير"]
    for words, actors in (("سيرغي شويغو", 4), ("عقيلة صالح", 5)):
        done = applied(reading, said(reading, VISIT, Facet.RECIPIENT, words))
        assert called(done, done.events[0].recipient) == [words]
        assert len(done.actors) == actors
    assert visit(reading, said(reading, VISIT, Facet.ACTOR)).actor == ()


def test_a_name_that_nobody_read_there_becomes_one() -> None:
    reading = telling("d1")
    done = applied(reading, said(reading, VISIT, Facet.ACTOR, "", "العاصمة"))
    assert called(done, done.events[0].actor) == ["العاصمة"]
    new = done.actors[-1]
    assert new.mentions[0].cut(reading.text) == "العاصمة"


def test_the_source_of_a_statement_is_who_people_say_in_its_chains_too() -> None:
    reading = telling("d1")
    denial = reading.statements[0]
    assert denial.source is not None
    done = applied(reading, said(reading, DENIAL, Facet.SOURCE, "", "وزير الدفاع"))
    source = done.statements[0].source
    assert source is not None
    assert called(done, (source,)) == ["سيرغي شويغو"]
    assert called(done, done.events[1].chain) == ["سيرغي شويغو"]
    nobody = applied(reading, said(reading, DENIAL, Facet.SOURCE))
    assert (nobody.statements[0].source, nobody.events[1].chain) == (None, ())


def test_of_two_corrections_in_other_words_the_later_holds_alone() -> None:
    reading = telling("d1")
    first = said(reading, VISIT, Facet.ACTOR, "عقيلة صالح", day="01")
    later = said(reading, VISIT[:-3], Facet.ACTOR, "فايز السراج", day="02")
    for order in ((first, later), (later, first)):
        done = applied(reading, *order)
        assert called(done, done.events[0].actor) == ["فايز السراج"]
        assert "عقيلة صالح" not in {a.name.ar for a in done.actors}


def test_reports_and_announcements_follow_where_they_said_the_same() -> None:
    reading = telling("d1")
    same, other = (
        Report(id=f"r{n}", of=reading.events[0].id, start=50, end=55, status=status)
        for n, status in enumerate((Status.PLANNED, Status.POSSIBLE))
    )
    reading = replace(reading, reports=(same, other))
    done = applied(reading, said(reading, VISIT, Facet.STATUS, "occurred"))
    assert [r.status for r in done.reports] == [Status.OCCURRED, Status.POSSIBLE]
    assert done.expectations == ()
    dated = applied(reading, said(reading, VISIT, Facet.DAY, "2018-05"))
    assert [x.due for x in dated.expectations] == ["2018-05"]
    planned = applied(reading, said(reading, DENIAL, Facet.STATUS, "planned"))
    assert len(planned.expectations) == 2


def test_what_a_person_corrected_outweighs_what_others_tell() -> None:
    readings = [telling(f"d{n}") for n in range(3)]
    judged = [said(readings[1], VISIT, Facet.DAY, "2018-04-08")]
    (whole,) = (e for e in build_record(readings, judged).events if len(e.members) > 1
                and e.members[0].id == "e1")  # fmt: skip
    assert whole.when == "2018-04-08"


@pytest.mark.parametrize("what", list(Facet))
def test_a_record_that_grows_follows_corrections_as_one_built_at_once(what: Facet) -> None:
    values = {Facet.TYPE: "AGREE", Facet.STATUS: "occurred", Facet.POLARITY: "-",
              Facet.DAY: "2018-04-07"}  # fmt: skip
    readings = [telling("d1"), telling("d2"), document("d3", Tells(words=VISIT, actor=("آخر",)))]
    words = DENIAL if what is Facet.SOURCE else VISIT
    judged = [said(readings[0], words, what, values.get(what, "عقيلة صالح"))]
    growing = Growing(judged)
    for reading in reversed(readings):
        growing.add([reading])
    assert growing.record() == build_record(readings, judged)
    assert growing.record() != build_record(readings)
    growing.drop(["d1"])
    assert growing.record() == build_record(readings[1:])


def test_a_correction_neither_accepts_nor_rejects_and_stands_beside_a_judgement() -> None:
    reading = telling("d1")
    right = Judgement(a=spot(reading, VISIT), about=About.EVENT, holds=True, by="x", day="2026")
    correction = said(reading, VISIT, Facet.DAY, "2018")
    other = said(reading, VISIT, Facet.STATUS, "ongoing")
    assert len({right.id, correction.id, other.id}) == 3
    assert build_record([reading], [correction]).accepted == ()
    wrong = replace(right, holds=False)
    record = build_record([reading], [wrong, correction])
    assert {m.id for e in record.events for m in e.members} == {"e2"}


def test_corrections_are_handed_on_and_taken_in() -> None:
    reading = telling("d1")
    judged = (said(reading, VISIT, Facet.ACTOR, "", "المدير"), said(reading, VISIT, Facet.DAY, ""))
    lines = list(judgement_lines(judged))
    assert set(judgements_of(lines, "x")) == set(judged)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(lines[0].replace(b'"event"', b'"name"'), type=Judgement)


@pytest.mark.parametrize(
    ("what", "value", "names"),
    [
        ("type", "DANCE", 0), ("status", "", 0), ("day", "spring", 0), ("polarity", "?", 0),
        ("day", "2018", 1), ("actor", "فلان", 1), ("source", "", 2),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_refused(what: str, value: str, names: int) -> None:
    spans = tuple(Span(start=n, end=n + 1) for n in range(names))
    with pytest.raises(ValueError, match=r"."):
        Correction(what=Facet(what), value=value, names=spans)


def test_a_correction_is_of_one_spot_and_of_the_kind_that_has_it() -> None:
    day = Correction(what=Facet.DAY, value="2018")
    one, two = Spot(doc="d", start=0, end=1), Spot(doc="d", start=1, end=2)
    for b, about, holds in (
        (two, About.EVENT, True), (None, About.STATEMENT, True), (None, About.EVENT, False),
        (None, About.NAME, True),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="correct"):
            Judgement(a=one, b=b, about=about, holds=holds, by="x", day="2026", corrects=day)
