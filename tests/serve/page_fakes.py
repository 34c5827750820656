"""A desk that needs no store: one thing of each kind, named by somebody who means harm."""

from __future__ import annotations

from collections.abc import Callable

from khabar.schema.judgement import Judgement
from khabar.schema.names import Name
from khabar.serve import views as v
from khabar.serve.views_review import NamedAt, ReadAt

HOSTILE = '</q><script>alert("خ")</script>" onfocus="alert(1)\u202e\u200b&amp;'
NAME = Name(ar=f"اسم {HOSTILE}", en=f"Name {HOSTILE}")
DOC, OTHER = "d" * 64, "e" * 64
TEXT = f"عنوان {HOSTILE}\nقال المتحدث إن الوفد وصل إلى المدينة."
WHO = v.Who(id="k_1", name=NAME)
NOBODY = v.Who(id="", name=Name(ar="مصدر لم يذكر اسمه"))
AT = v.Where(document=DOC, start=0, end=5, words=HOSTILE)
ROW = v.DocumentRow(
    id=DOC, title=HOSTILE, outlet=HOSTILE, published="2016-11-27", events=1, statements=1,
    snippet=f"⟦{HOSTILE}⟧ و",
)  # fmt: skip
ACTOR = v.ActorRow(
    id="k_1", name=NAME, made=True, kind="person", wikidata=HOSTILE, events=1, statements=1,
    documents=1, first="2016-11-27", last="2017-01-11",
)  # fmt: skip
PLACE = v.PlaceRow(name=HOSTILE, lat=33.3, lon=44.4, events=2, conflict=1)
EVENT = v.EventRow(
    id="v_1", type="CONSULT", mode="visit", when="2016-11-27~", first="2016-11-27",
    last="2016-11-27", place=HOSTILE, lat=55.7, lon=37.6, standing="disputed", status="occurred",
    polarity="+", actors=(WHO,), recipients=(NOBODY,), sentence=NAME, origins=2, reports=2,
    documents=2, part_of="v_1",
)  # fmt: skip
REPORT = v.ReportRow(
    event="v_1", item="e1", document=DOC, title=HOSTILE, outlet=HOSTILE, published="2016-11-27",
    chain=(WHO, NOBODY), status="occurred", polarity="-", sure=0.6, found_by="rule:visit",
    at=AT, sentence=AT,
)  # fmt: skip
STATEMENT = v.StatementRow(
    item="s1", document=DOC, title=HOSTILE, outlet=HOSTILE, published=None, source=None,
    chain=(WHO,), act="say", mode="direct", cue="قال", content=AT, about=("v_1",), sentence=NAME,
    sure=0.7, found_by="rule:cue",
)  # fmt: skip
CLAIM = v.Claim(by=HOSTILE, chain=(WHO,), document=DOC, outlet=None, published=None, at=AT)
DISPUTE = v.DisputeRow(
    id="x1", kind="denial", about="fact", strength="strong", reversal=True, event="v_1", a=CLAIM,
    b=CLAIM,
)  # fmt: skip
EXPECTATION = v.ExpectationRow(
    id="x2", event="v_1", due="2018-12-24", verdict="late", sentence=NAME, at=AT, by=WHO,
    outlet=HOSTILE, published="2018-05-29", outcome=AT,
)  # fmt: skip
RELATION = v.RelationRow(
    subject=WHO, relation="supports", object=WHO, held="2016/..", reports=(AT,)
)
SOURCE = v.SourceRow(who=None, name=NAME, anonymous=True, statements=3, reports=2, outlets=1)
COPY = v.CopyRow(a=ROW, b=ROW, share=0.8, first=DOC)
MARK = v.Mark(
    layer="names", item="a1", start=0, end=5, label=HOSTILE, about=HOSTILE, found_by="rule:name",
    sure=0.9, leads_to="k_1",
)  # fmt: skip
ARTICLE = v.Article(
    row=ROW, text=TEXT, url=f"javascript:{HOSTILE}", basis="page", recipe="r1",
    marks=(MARK, v.Mark(layer="furniture", item="f", start=3, end=9, label="furniture", about="",
                        found_by="document", sure=1.0)),
    notes=(HOSTILE,), corrections=(),
)  # fmt: skip
CORRECTION = v.CorrectionRow(
    id="c1", item="e1", event="v_1", what="actor", before=(), after=(NAME,), by=HOSTILE,
    day="2026-01-02", why=HOSTILE, at=AT,
)  # fmt: skip
READ = ReadAt(
    item="e1", at=AT, names=(NamedAt(name=NAME, at=AT),),
    facets=(("type", "CONSULT-visit"), ("status", "occurred"), ("polarity", "+"), ("day", "2016"),
            ("actor", (NAME,)), ("recipient", ())),
)  # fmt: skip
BUCKET = v.Bucket(
    start="2016-11-01", end="2016-11-30", counts={"verbal cooperation": 2}, score=-1.5
)
TOLL = v.TollRow(day="2020-01-05", what="killed", low=28, high=None, by=WHO, at=AT)
DOUBT = v.Doubt(
    kind="actors", ids=("k_1", "k_2"), label=NAME, other=NAME, a=AT,
    b=v.Where(document=OTHER, start=1, end=4, words=HOSTILE), doubt=0.5, effect=3,
)  # fmt: skip


class FakeDesk:
    """Answers every question with the one thing it has."""

    def __init__(self) -> None:
        self.judged: list[Judgement] = []
        self.refreshed = 0

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name not in _ANSWERS:
            raise AttributeError(name)
        return lambda *_, **__: _ANSWERS[name]

    def article(self, key: str) -> v.Article | None:
        return ARTICLE if key in (DOC, OTHER) else None

    def event(self, key: str) -> v.EventRow | None:
        return EVENT if key == "v_1" else None

    def actor(self, key: str) -> v.ActorRow | None:
        return ACTOR if key.startswith("k_") else None

    def judge(self, judgement: Judgement) -> None:
        self.judged.append(judgement)

    def withdraw(self, judgement_id: str) -> bool:
        kept = [j for j in self.judged if j.id != judgement_id]
        gone = len(kept) < len(self.judged)
        self.judged = kept
        return gone

    def judgements(self) -> tuple[Judgement, ...]:
        return tuple(self.judged)

    def refresh(self) -> bool:
        self.refreshed += 1
        return True


def _part(row: object) -> v.Part[object]:
    return v.Part(rows=(row,), total=1234, next="c2")


_ANSWERS: dict[str, object] = {
    "counts": v.Counts(
        documents=1234, outlets=2, actors=1, events=1, statements=1, disputes=1, expectations=1,
        first="2016-11-27", last="2021",
    ),
    "timeline": (BUCKET,), "series": (BUCKET,),
    "ties": (v.Tie(a=WHO, b=WHO, events=2, score=None),),
    "path": (WHO, WHO), "documents": _part(ROW), "shared": ((AT, AT),), "actors": _part(ACTOR),
    "tenures": (v.Tenure(title=NAME, of=WHO, held="2016", reports=(AT,)),), "names": (HOSTILE,),
    "spot": AT, "events": _part(EVENT), "reports": (REPORT,), "tolls": (TOLL,), "parts": (EVENT,),
    "statements": _part(STATEMENT), "disputes": _part(DISPUTE), "expectations": _part(EXPECTATION),
    "relations": _part(RELATION), "sources": _part(SOURCE), "copies": _part(COPY),
    "changes": (
        v.Change(day="2020-01-01", what=HOSTILE, before=HOSTILE, after="", because=(DOC,)),
    ),
    "places": (PLACE,), "prepared": (3, 7), "means": True,
    "doubtful": (DOUBT,), "corrections": (CORRECTION,), "read_at": READ,
}  # fmt: skip
