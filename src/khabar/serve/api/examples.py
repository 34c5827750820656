"""An example of each row, for the description of the API: public facts, told in our own words."""

from __future__ import annotations

from khabar.schema.names import Name
from khabar.serve.views import (
    ActorRow,
    Bucket,
    Change,
    Claim,
    CopyRow,
    CorrectionRow,
    Counts,
    DisputeRow,
    DocumentRow,
    Doubt,
    EventRow,
    ExpectationRow,
    PlaceRow,
    RelationRow,
    ReportRow,
    SourceRow,
    StatementRow,
    Tenure,
    Tie,
    TollRow,
    Where,
    Who,
)

_DOC = "4f2a9c1e7b"
_OUTLET = "وكالة المدار للأنباء"
_DAY = "2016-11-28"
HAFTAR = Who(id="k_khalifa_haftar", name=Name(ar="خليفة حفتر", en="Khalifa Haftar"))
LAVROV = Who(id="k_sergey_lavrov", name=Name(ar="سيرغي لافروف", en="Sergey Lavrov"))
RUSSIA = Who(id="k_russia", name=Name(ar="روسيا", en="Russia"))
_AGENCY = Who(id="k_almadar", name=Name(ar=_OUTLET, en="Al-Madar"))
_WORDS = Where(document=_DOC, start=31, end=45, words="التقى حفتر لافروف")
_SENTENCE = Name(ar="التقى خليفة حفتر سيرغي لافروف.", en="Khalifa Haftar met Sergey Lavrov.")
DOCUMENT = DocumentRow(
    id=_DOC, title="حفتر في موسكو", outlet=_OUTLET, published=_DAY, events=4, statements=3
)
ACTOR = ActorRow(
    id=HAFTAR.id, name=HAFTAR.name, made=False, kind="person", wikidata="Q3525786",
    events=12, statements=3, documents=9, first="2016-11-27", last="2020-01-14",
)  # fmt: skip
TENURE = Tenure(
    title=Name(ar="وزير الخارجية", en="foreign minister"), of=RUSSIA, held="2016",
    reports=(_WORDS,),
)  # fmt: skip
EVENT = EventRow(
    id="v_0c4e", type="CONSULT", mode="meet", when=_DAY, first=_DAY, last=_DAY, place="موسكو",
    lat=55.75, lon=37.62, standing="corroborated", status="occurred", polarity="+",
    actors=(HAFTAR,), recipients=(LAVROV,), sentence=_SENTENCE, origins=2, reports=3, documents=3,
)  # fmt: skip
REPORT = ReportRow(
    event=EVENT.id, item="e2", document=_DOC, title=DOCUMENT.title, outlet=_OUTLET, published=_DAY,
    chain=(_AGENCY, LAVROV), status="occurred", polarity="+", sure=0.9, found_by="triggers",
    at=_WORDS, sentence=_WORDS,
)  # fmt: skip
PLACE = PlaceRow(name="موسكو", lat=55.75, lon=37.62, events=12, conflict=3)
TOLL = TollRow(day="2020-01-05", what="killed", low=30, high=30, by=_AGENCY, at=_WORDS)
STATEMENT = StatementRow(
    item="s1", document=_DOC, title=DOCUMENT.title, outlet=_OUTLET, published=_DAY, source=LAVROV,
    chain=(_AGENCY, LAVROV), act="say", mode="indirect", cue="قال", content=_WORDS,
    about=(EVENT.id,), sentence=_SENTENCE, sure=0.9, found_by="cues",
)  # fmt: skip
_CLAIM = Claim(
    by="event e2", chain=(_AGENCY,), document=_DOC, outlet=_OUTLET, published=_DAY, at=_WORDS
)
DISPUTE = DisputeRow(
    id="d_1", kind="denial", about="fact", strength="strong", reversal=False, event=EVENT.id,
    a=_CLAIM, b=_CLAIM,
)  # fmt: skip
EXPECTATION = ExpectationRow(
    id="x_1", event="v_77aa", due="2018-12-10", verdict="contradicted",
    sentence=Name(ar="تجري ليبيا انتخابات.", en="Libya holds elections."), at=_WORDS, by=LAVROV,
    outlet=_OUTLET, published="2018-05-29", outcome=None,
)  # fmt: skip
RELATION = RelationRow(
    subject=RUSSIA, relation="supports", object=HAFTAR, held="2016/..", reports=(_WORDS,)
)
SOURCE = SourceRow(
    who=LAVROV, name=LAVROV.name, anonymous=False, statements=8, reports=11, outlets=3
)
COPY = CopyRow(a=DOCUMENT, b=DOCUMENT, share=0.82, first=_DOC)
TIE = Tie(a=HAFTAR, b=RUSSIA, events=7, score=3.1)
BUCKET = Bucket(
    start="2016-11-01", end="2016-11-30", counts={"verbal_cooperation": 3}, score=1.0, origins=2
)
CHANGE = Change(
    day="2020-01-14", what="v_0c4e standing", before="reported", after="disputed", because=(_DOC,)
)
CORRECTION = CorrectionRow(
    id="8c1f00aa77b2d5e9", item="e3", event=EVENT.id, what="day", before="2018-04-09",
    after="2018-04-08", by="A. Salem", day="2021-01-31", why="the eve", at=_WORDS,
)  # fmt: skip
DOUBT = Doubt(
    kind="actors", ids=(HAFTAR.id, RUSSIA.id), label=HAFTAR.name, other=RUSSIA.name, a=_WORDS,
    b=_WORDS, doubt=0.5, effect=9,
)  # fmt: skip
COUNTS = Counts(
    documents=24, outlets=5, actors=70, events=60, statements=90, disputes=4, expectations=6,
    first="2016-11-27", last="2021-12-22",
)  # fmt: skip
