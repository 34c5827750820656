"""Texts as vectors."""

from __future__ import annotations

import numpy as np
import pytest

from khabar.learned.embedder import WIDTH, Embedder, TextKind, installed

TEXTS = (
    "وصل الرئيس إلى تونس في زيارة رسمية",
    "الرئيس يزور تونس زيارة رسمية",
    "انفجار يهز سوقا في بغداد",
)
STRANGE = ("", "😀", "\u202e\u200f", "\ud800", "كلمة " * 4_000)


@pytest.fixture(scope="module")
def model() -> Embedder:
    found = installed()
    assert found is not None
    return found


def test_vectors_have_length_one_whatever_the_text(model: Embedder):
    found = model.vectors((*TEXTS, *STRANGE), TextKind.PASSAGE)
    assert found.shape == (len(TEXTS) + len(STRANGE), WIDTH)
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_texts_of_one_matter_are_nearer_than_others(model: Embedder):
    one, same, other = model.vectors(TEXTS, TextKind.QUERY)
    assert one @ same > one @ other


def test_a_vector_depends_on_its_text_alone(model: Embedder):
    alone = model.vectors(TEXTS[:1], TextKind.QUERY)
    assert (model.vectors(TEXTS, TextKind.QUERY)[0] == alone[0]).all()


def test_no_texts_have_no_vectors(model: Embedder):
    assert model.vectors((), TextKind.QUERY).shape == (0, WIDTH)
