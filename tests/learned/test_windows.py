"""A text cut for the encoder: nothing is lost, every piece knows where it stands."""

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Metaspace

from khabar.learned.windows import BETWEEN, LONGEST, PARTED, windows
from khabar.schema.spans import Span


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({"▁": 0, "<unk>": 3}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always")
    return tokenizer


TOKENIZER = _tokenizer()


def test_short_paragraphs_are_read_together() -> None:
    text = "وصل الوزير أمس.\n\nوقال إن بلاده ترحب بالاتفاق."
    (window,) = windows(text, TOKENIZER)
    assert sorted(set(window.lines)) == [BETWEEN, 0, 1]
    assert window.pieces[window.lines.index(BETWEEN)] == PARTED
    assert (window.start, window.end) == (0, len(text))


def test_a_long_text_is_cut_where_a_paragraph_ends() -> None:
    line = ("كلمة " * (LONGEST * 2 // 3)).strip()
    found = list(windows(f"{line}\n{line}", TOKENIZER))
    assert len(found) == 2
    assert {len(w.pieces) for w in found} == {len(line.split())}


def test_a_paragraph_longer_than_a_window_is_cut_behind_a_sentence() -> None:
    sentence = "كلمة " * (LONGEST // 2) + "انتهت. "
    first, *_ = windows(sentence * 4, TOKENIZER)
    assert (sentence * 4)[: first.end].endswith("انتهت.")


def test_a_stretch_is_cut_where_it_stands_in_the_text() -> None:
    text = "عنوان\nقال الرئيس ذلك"
    (window,) = windows(text, TOKENIZER, [Span(start=6, end=len(text))])
    assert text[window.start : window.end] == "قال الرئيس ذلك"


def test_stretches_side_by_side_are_read_together() -> None:
    text = "عنوان\nإعلان\nقال الرئيس ذلك"
    (window,) = windows(text, TOKENIZER, [Span(start=0, end=5), Span(start=12, end=len(text))])
    assert "إعلان" not in {text[a:b] for a, b in window.offsets}
    assert sorted(set(window.lines)) == [BETWEEN, 0, 1]


@given(st.text(alphabet="ابت \n.،\u200f\u202e😀a1", max_size=600))
def test_windows_go_forward_and_none_is_too_long(text: str) -> None:
    end = 0
    for window in windows(text, TOKENIZER):
        assert 0 < len(window.pieces) <= LONGEST
        assert len(window.pieces) == len(window.offsets) == len(window.blanks) == len(window.lines)
        assert end <= window.start <= window.end <= len(text)
        end = window.end
