"""What is asked of the encoder's vectors, on weights small enough to follow by hand."""

import numpy as np
import pytest

from khabar.learned.heads import Floats, Heads
from khabar.learned.reader import installed

_BEFORE, _HERE, _BEHIND = range(3)


def _heads(sees: int) -> Heads:
    """A head of one inner number that sees the first number of a piece before, here or behind, and
    tells the inner number alone."""
    kernel = np.zeros((1, 1, 3), np.float32)
    kernel[0, 0, sees] = 10.0
    told = {
        "names.within.weight": np.array([[1.0, 0.0]]),
        "names.within.bias": np.zeros(1),
        "names.normal.0.weight": np.zeros(1),  # whatever is seen counts as one
        "names.normal.0.bias": np.ones(1),
        "names.beside.0.weight": kernel,
        "names.beside.0.bias": np.zeros(1),
        "names.out.weight": np.array([[1.0, 0.0, 0.0]]),
        "names.out.bias": np.zeros(1),
    }
    return Heads({name: array.astype(np.float32) for name, array in told.items()})


@pytest.mark.parametrize(
    ("sees", "alone"), [(_BEFORE, 0), (_BEHIND, 2)], ids=["nobody before", "nobody behind"]
)
def test_a_piece_is_seen_with_those_beside_it(sees: int, alone: int) -> None:
    vectors: Floats = np.array([[1, 5], [2, 6], [3, 7]], np.float32)
    told = _heads(sees).around("names", vectors)[:, 0]
    wanted = [1.0, 2.0, 3.0]
    for n in range(3):
        assert told[n] == pytest.approx(wanted[n] + (0 if n == alone else 10), abs=1e-3)


def test_what_is_beside_is_added_to_the_piece_and_the_vector_told_too() -> None:
    heads = _heads(_HERE)
    both = dict(heads.weights) | {"names.out.weight": np.array([[1, 100, 0]], np.float32)}
    vectors: Floats = np.array([[1, 5]], np.float32)
    assert Heads(both).around("names", vectors)[0, 0] == pytest.approx(1 + 10 + 100, abs=1e-3)


def test_names_are_of_whole_words_and_kinds() -> None:
    reader = installed()
    assert reader is not None
    text = "التقت المستشارة أنغيلا ميركل في برلين الرئيس إيمانويل ماكرون ."
    found = {(name.tag, name.cut(text).strip()) for name in reader.names(text)}
    assert {("person", "أنغيلا ميركل"), ("place", "برلين"), ("person", "إيمانويل ماكرون")} <= found


def test_a_text_without_names_has_none_and_an_empty_one_neither() -> None:
    reader = installed()
    assert reader is not None
    assert reader.names("") == reader.names("🙂🙂") == ()
