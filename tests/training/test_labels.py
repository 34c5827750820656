"""Labels: the short hand says what it says, and nothing of an article's wording is in a label."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from check_labels import clashes, main, namesakes_of, wrong_values
from notation import NotationError, read
from public_sets import anercorp, event_sentences, event_spans
from standoff import OtherTextError, annotation, standoff, wrong_offsets
from texts import HOME, actors_of, joined, labels_of

from shared import ABSENT, shared_folder

TEXT = """وزير الخارجية التركي يزور طرابلس

وصل وزير الخارجية التركي إلى طرابلس الأربعاء، وفق ما أعلنت وزارة الخارجية الليبية.
ونقلت صحيفة المرسى عن مصدر دبلوماسي قوله إن الوزير سيوقع اتفاقا مع حكومة الوحدة يوم الخميس."""
NOTATION = """
T 1
A @turkey_fm | وزير الخارجية التركي ; الوزير
A lfm | agency | وزارة الخارجية الليبية | Foreign ministry | وزارة الخارجية الليبية
A marsa | media | صحيفة المرسى | al-Marsa | صحيفة المرسى
A dipl | person! | مصدر دبلوماسي | a diplomatic source | مصدر دبلوماسي
A gnu | government | حكومة الوحدة | Government of National Unity | حكومة الوحدة
P طرابلس | Tripoli | Libya
M 3 | الأربعاء | 2021-06-09 | rel
E e1 | CONSULT/visit | turkey_fm > - | طرابلس | 2021-06-09 | occurred + | 3 | وصل ... طرابلس | lfm
E e2 | AGREE | turkey_fm > gnu | - | 2021-06-10 | planned + | 4 | سيوقع اتفاقا | marsa>dipl
S s1 | dipl | marsa | direct say | 4 | قوله | إن الوزير ... الخميس | e2
X e2 | 2021-06-10 | dipl
"""
KNOWN = {
    "turkey_fm": {"id": "turkey_fm", "kind": "person", "ar": "وزير الخارجية التركي", "en": "FM"}
}
NAMES = {
    i: {"id": i, "kind": "person", "ar": i, "en": i, "anonymous": ""}
    for i in ("turkey_fm", "lfm", "marsa", "dipl", "gnu")
}


def test_a_stretch_between_two_ends_is_filled_in() -> None:
    gold = read("d", NOTATION, TEXT, KNOWN)
    assert gold["events"][0]["quote"] == "وصل وزير الخارجية التركي إلى طرابلس"
    assert gold["statements"][0]["content"].endswith("الوحدة يوم الخميس")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("M 3 | الجمعة | 2021-06-11 | rel", "not in line 3"),
        ("M 9 | الأربعاء | 2021-06-09 | rel", "no line 9"),
        ("A @nobody | الوزير", "not in the registry"),
        ("E e3 | GREET | turkey_fm > - | - | - | occurred + | 3 | وصل | -", "GREET"),
        ("E e3 | CONSULT | turkey_fm > - | - | soon | occurred + | 3 | وصل | -", "EDTF"),
        ("E e1 | CONSULT | turkey_fm > - | - | - | occurred + | 3 | وصل | -", "twice: e1"),
        ("E e3 | CONSULT | someone > - | - | - | occurred + | 3 | وصل | -", "no such actor"),
        ("Q 1", "no such mark"),
    ],
)
def test_a_line_that_cannot_be_is_named(line: str, complaint: str) -> None:
    with pytest.raises(NotationError, match=complaint):
        read("d", NOTATION + line, TEXT, KNOWN)


def test_a_label_holds_no_wording_and_gives_the_annotation_back() -> None:
    gold = read("d", NOTATION, TEXT, KNOWN)
    label = standoff(gold, TEXT)
    assert not any("\u0600" <= c <= "\u06ff" for c in json.dumps(label, ensure_ascii=False))
    back = annotation(label, TEXT, NAMES)
    for kind in ("places", "times", "events", "statements", "expectations"):
        assert back[kind] == gold[kind], kind
    assert [a["surface"] for a in back["actors"]] == [a["surface"] for a in gold["actors"]]


def test_a_label_does_not_go_with_another_text() -> None:
    label = standoff(read("d", NOTATION, TEXT, KNOWN), TEXT)
    with pytest.raises(OtherTextError):
        annotation(label, TEXT + " ", NAMES)


def test_a_span_outside_the_text_is_found() -> None:
    label = standoff(read("d", NOTATION, TEXT, KNOWN), TEXT)
    label["times"][0]["at"] = label["times"][0]["quote"] = [5, 9000]
    assert list(wrong_offsets(label, TEXT)) == ["d: 5-9000 is no stretch of the text"]


def test_two_ids_of_one_name_clash_unless_they_are_known_namesakes() -> None:
    two = {
        i: {"id": i, "kind": "party", "ar": "حزب الأمة", "en": i, "anonymous": ""}
        for i in ("a", "b")
    }
    assert len(list(clashes(two))) == 1
    assert not list(clashes(two, [frozenset(("a", "b"))]))


def test_an_actor_that_is_not_listed_is_found() -> None:
    label = standoff(read("d", NOTATION, TEXT, KNOWN), TEXT)
    label["events"][0]["actor"] = ["somebody"]
    assert "d: somebody is no actor of it" in list(wrong_values(label, NAMES))


def test_the_published_labels_have_no_clash_and_no_value_of_their_own() -> None:
    assert main() == 0
    assert namesakes_of() is not None


def test_the_published_labels_stand_where_they_say() -> None:
    shared = shared_folder()
    if shared is None:
        pytest.skip(ABSENT)
    names = actors_of()
    for path in sorted(HOME.glob("labels*.jsonl")):
        found, _ = joined(shared / "data", labels_of(path))
        assert found, path
        for one in found:
            assert not list(wrong_offsets(one.label, one.text))
            assert annotation(one.label, one.text, names)["doc"] == one.id


def test_the_names_of_a_public_set_stand_where_they_say(tmp_path: Path) -> None:
    file = tmp_path / "names.conll"
    file.write_text("زار\tO\nإيمانويل\tB-PERS\nماكرون\tI-PERS\nتونس\tB-LOC\n\nانتهى\tO\n", "utf8")
    first, second = anercorp(file)
    assert [first.text[slice(*n["at"])] for n in first.label["names"]] == [
        "إيمانويل ماكرون",
        "تونس",
    ]
    assert first.layers == ("names",)
    assert second.label["names"] == []


def test_unclear_sentences_and_doubles_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "protest_gsr.csv"
    rows = ["id,label,event_type,text", "1,yes,PROTEST,جملة", "2,ambiguous,PROTEST,أخرى"]
    file.write_text("\n".join([*rows, "3,easy no,PROTEST,جملة"]) + "\n", "utf8")
    assert [one.label["types"][0]["told"] for one in event_sentences(file)] == [True]


def test_the_words_of_a_public_set_are_found_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "assault_spans.json"
    span = {"source_actor": ["مسلحون"], "verb": ["هاجم"], "target_actor": ["قرية"]}
    row = {"_id": "x", "text": "هاجم مسلحون قرية", "spans": [span]}
    file.write_text(json.dumps([row], ensure_ascii=False), "utf8")
    (one,) = event_spans(file)
    assert one.label["events"][0]["actor"] == [[5, 11]]
