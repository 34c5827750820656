"""The audit kit: what is drawn, how it is shown, what answers come to."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from cli.running import Ran, khabar
from khabar.errors import KhabarError
from khabar.evaluate.audit_csv import Answers, Ruling, answers_of, guarded, sheet_csv
from khabar.evaluate.audit_draw import Layer, Sample, Wanted, allocated, draw
from khabar.evaluate.audit_items import Context, Item, Kind, Question
from khabar.evaluate.audit_page import page_of
from khabar.evaluate.audit_report import markdown_of
from khabar.evaluate.audit_score import kappa, score, wilson
from khabar.pipeline.kit import recipe
from khabar.pipeline.together import record_of
from khabar.schema.reading import Reading
from khabar.store.codec import reading_of
from khabar.store.opening import open_store
from serve.sample_desk import sample_store


@pytest.fixture(scope="module")
def readings() -> tuple[Reading, ...]:
    with open_store(sample_store(), create=False) as store:
        return tuple(reading_of(r.body, "samples") for r in store.readings(recipe()))


@pytest.fixture(scope="module")
def drawn(readings: tuple[Reading, ...]) -> Callable[[int, int], Sample]:
    record = record_of(readings)

    def by(items: int, seed: int) -> Sample:
        wanted = Wanted(items=items, articles=2, seed=seed)
        return draw(lambda: readings, record, wanted, recipe="r", day="2020-01-01")

    return by


HERE = Context(document="d", outlet="o", published="2020", before="", words="زار", after="")


def item_of(n: int, kind: Kind, type_: str, *fields: str) -> Item:
    questions = tuple(Question(field=f, claim="x") for f in fields)
    return Item(
        id=f"Q{n}", kind=kind, type=type_, here=HERE, arabic="", english="", questions=questions
    )


def sample_of(*items: Item, sizes: dict[str, int] | None = None) -> Sample:
    types = sorted({(i.kind, i.type) for i in items})
    layers = tuple(
        Layer(
            kind=kind, type=type_, size=(sizes or {}).get(type_, 10),
            drawn=sum((i.kind, i.type) == (kind, type_) for i in items),
        )
        for kind, type_ in types
    )  # fmt: skip
    return Sample(
        seed=1, day="2020-01-01", recipe="r", documents=3, layers=layers, items=items, whole=()
    )


def said(by: str, *rulings: tuple[str, str, Ruling]) -> Answers:
    return Answers(by=by, rulings={(item, field): r for item, field, r in rulings})


def test_the_same_seed_draws_the_same_and_another_seed_something_else(
    drawn: Callable[[int, int], Sample],
) -> None:
    assert drawn(20, 7) == drawn(20, 7)
    assert drawn(20, 7).items != drawn(20, 8).items


def test_as_many_are_drawn_as_wanted_and_none_twice(drawn: Callable[[int, int], Sample]) -> None:
    sample = drawn(40, 1)
    assert len(sample.items) == sum(layer.drawn for layer in sample.layers) == 40
    shown = [(i.kind, i.here, i.other, i.english) for i in sample.items]
    assert len(set(shown)) == 40
    assert {i.kind for i in sample.items} == set(Kind)


def test_what_is_asked_stands_in_the_text(
    drawn: Callable[[int, int], Sample], readings: tuple[Reading, ...]
) -> None:
    texts = {r.document.id: r.text for r in readings}
    for item in drawn(40, 3).items:
        for end in filter(None, (item.here, item.other)):
            assert end.before + end.words + end.after in texts[end.document]


def test_seldom_types_are_drawn_too_and_never_more_than_there_are() -> None:
    sizes = {(Kind.EVENT, "big"): 900, (Kind.EVENT, "small"): 2, (Kind.TIME, "one"): 1}
    given = allocated(sizes, 50)
    assert sum(given.values()) == 50
    assert given[Kind.EVENT, "small"] in (1, 2)
    assert given[Kind.TIME, "one"] == 1
    assert sum(allocated(sizes, 5000).values()) == 903
    assert sum(allocated(sizes, 2).values()) == 2


def test_a_store_that_says_nothing_cannot_be_audited() -> None:
    with pytest.raises(KhabarError, match="says nothing"):
        draw(lambda: (), record_of(()), Wanted(), recipe="r", day="2020-01-01")


def test_figures_are_weighed_back_to_the_store() -> None:
    items = [item_of(n, Kind.EVENT, "common" if n < 2 else "seldom", "type") for n in range(4)]
    sample = sample_of(*items, sizes={"common": 90, "seldom": 10})
    answers = said(
        "a", ("Q0", "type", Ruling.RIGHT), ("Q1", "type", Ruling.RIGHT),
        ("Q2", "type", Ruling.WRONG), ("Q3", "type", Ruling.WRONG),
    )  # fmt: skip
    (figure,) = score(sample, [answers]).checked[0].fields
    assert figure.share == pytest.approx(0.9)
    assert figure.low < 0.9 < figure.high
    by_type = {s.of: s.share for s in score(sample, [answers]).checked[0].types}
    assert by_type == {"common": 1.0, "seldom": 0.0}


def test_fields_of_what_is_not_there_and_unclear_answers_do_not_count() -> None:
    items = [item_of(n, Kind.EVENT, "t", "type", "actor") for n in range(3)]
    answers = said(
        "a", ("Q0", "type", Ruling.WRONG), ("Q0", "actor", Ruling.RIGHT),
        ("Q1", "type", Ruling.RIGHT), ("Q1", "actor", Ruling.UNCLEAR),
        ("Q2", "type", Ruling.RIGHT), ("Q2", "actor", Ruling.WRONG),
    )  # fmt: skip
    fields = {s.of: s for s in score(sample_of(*items), [answers]).checked[0].fields}
    assert (fields["type"].right, fields["type"].wrong) == (2, 1)
    actor = fields["actor"]
    assert (actor.right, actor.wrong, actor.unclear, actor.share) == (0, 1, 1, 0.0)
    assert (fields["all fields"].wrong, fields["all fields"].unclear) == (2, 1)


def test_wilson_gives_the_published_interval() -> None:
    low, high = wilson(0.9, 10)  # Brown, Cai and DasGupta 2001 give .596 to .982 for 9 of 10
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert wilson(0.0, 0) == (0.0, 1.0)


def test_kappa_takes_chance_away() -> None:
    pairs = [("r", "r")] * 20 + [("r", "w")] * 5 + [("w", "r")] * 10 + [("w", "w")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("r", "r")] * 9) is None


def test_two_checkers_are_compared_where_both_answered() -> None:
    items = [item_of(n, Kind.TIME, "t", "time") for n in range(3)]
    a = said("a", *((f"Q{n}", "time", Ruling.RIGHT) for n in range(3)))
    b = said("b", ("Q0", "time", Ruling.RIGHT), ("Q1", "time", Ruling.WRONG))
    (whole, times) = score(sample_of(*items), [a, b]).agreement
    assert (whole.answers, whole.raw) == (times.answers, times.raw) == (2, 0.5)


def test_recall_rests_on_the_articles_that_were_read_whole(
    drawn: Callable[[int, int], Sample],
) -> None:
    sample = drawn(20, 1)
    events = [i for i in sample.items if i.kind is Kind.EVENT]
    answers = said("a", *((i.id, "type", Ruling.RIGHT) for i in events))
    assert score(sample, [answers]).checked[0].recall == ()
    one = sample.whole[0]
    answers.read, answers.missing = {one.id}, {one.id: [Kind.EVENT] * 2}
    (recall,) = score(sample, [answers]).checked[0].recall
    found = one.found["event"]
    assert recall.share == pytest.approx(found / (found + 2))


def test_the_sheet_opens_as_arabic_and_holds_no_formula(
    drawn: Callable[[int, int], Sample],
) -> None:
    sample = drawn(10, 1)
    bad = replace(sample.items[0].here, outlet='=HYPERLINK("http://x")')
    sample = replace(sample, items=(replace(sample.items[0], here=bad), *sample.items[1:]))
    body = sheet_csv(sample)
    assert body.startswith(b"\xef\xbb\xbf")
    cells = [c for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for c in row]
    assert '\'=HYPERLINK("http://x")' in cells
    assert not any(c.startswith(("=", "@", "+")) for c in cells)
    assert guarded("زار") == "زار"


def test_the_page_shows_hostile_words_and_runs_nothing_but_its_own_script() -> None:
    evil = "</mark><script>alert(1)</script><img src=x onerror=alert(1)>{0}%s"
    item = item_of(1, Kind.EVENT, "t", "type")
    item = replace(item, here=replace(HERE, words=evil, before=evil), arabic=evil, english=evil)
    page = page_of(sample_of(item)).decode()
    assert page.count("<script>") == 1
    assert "<img" not in page
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!data:)", page.partition("<script>")[0])


def filled(folder: Path, sample: Sample, *, delimiter: str = ",", word: str = "right") -> Path:
    """The sheet as a spreadsheet saves it, all answered alike."""
    rows = list(csv.DictReader(io.StringIO(sheet_csv(sample).decode("utf-8-sig"))))
    path = folder / "answers_a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        for row in rows:
            said_here = {"read": "yes", "found": row["verdict"]}.get(row["field"], word)
            writer.writerow({**row, "verdict": said_here})
    return path


@pytest.mark.parametrize(("delimiter", "word"), [(",", "right"), (";", "RIGHT "), (",", "صحيح")])
def test_answers_come_back_from_spreadsheets(
    tmp_path: Path, drawn: Callable[[int, int], Sample], delimiter: str, word: str
) -> None:
    sample = drawn(12, 1)
    answers = answers_of(filled(tmp_path, sample, delimiter=delimiter, word=word), sample)
    assert len(answers.rulings) == sum(len(i.questions) for i in sample.items)
    assert set(answers.rulings.values()) == {Ruling.RIGHT}
    assert answers.read == {w.id for w in sample.whole}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no columns"),
        ("item,field\nQ1,type\n", "no columns"),
        ("item,field,verdict,note\n", "nothing is answered"),
        ("item,field,verdict,note\nQ999,type,right,\n", "is not asked"),
        ("item,field,verdict,note\nQ001,type,maybe,\n", "right, wrong or unclear"),
        ("item,field,verdict,note\nW01,missing,moon,x\n", "is missing"),
    ],
)
def test_answers_that_are_none_are_refused_with_the_reason(
    tmp_path: Path, drawn: Callable[[int, int], Sample], text: str, why: str
) -> None:
    sample = drawn(12, 1)
    first = replace(sample.items[0], questions=(Question(field="type", claim="x"),))
    sample = replace(sample, items=(first, *sample.items[1:]))
    path = tmp_path / "a.csv"
    path.write_text(text, "utf8")
    with pytest.raises(KhabarError, match=why):
        answers_of(path, sample)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KHABAR_STORE", raising=False)
    return tmp_path


def drawn_by_command(folder: Path, *more: str) -> Ran:
    return khabar("audit", "draw", "-n", "20", "-o", folder / "audit", "--store", sample_store(),
                  *more)  # fmt: skip


def test_the_commands_draw_and_score(folder: Path) -> None:
    assert drawn_by_command(folder, "--seed", "5").code == 0
    sample = msgspec.json.decode((folder / "audit/sample.json").read_bytes(), type=Sample)
    path = filled(folder / "audit", sample)
    other = path.with_name("answers_b.csv")
    other.write_bytes(path.read_bytes().replace(b"right", b"wrong", 3))
    ran = khabar("audit", "score", path, other)
    assert ran.code == 0
    assert "precision by field" in ran.out
    assert "kappa" in ran.out
    shown = khabar("audit", "score", path, other, "--format", "markdown").out
    assert shown == markdown_of(score(sample, [answers_of(p, sample) for p in (path, other)]))
    assert '"agreement"' in khabar("audit", "score", path, "--json").out


def test_answers_are_never_drawn_over(folder: Path) -> None:
    assert drawn_by_command(folder).code == 0
    (folder / "audit/answers_a.csv").write_text("mine", "utf8")
    ran = drawn_by_command(folder)
    assert ran.code == 2
    assert (folder / "audit/answers_a.csv").read_text("utf8") == "mine"


@pytest.mark.parametrize("named", ["nowhere.csv", "."])
def test_answers_without_their_sample_are_refused(folder: Path, named: str) -> None:
    ran = khabar("audit", "score", folder / named)
    assert ran.code == 2
    assert "sample.json" in ran.err
