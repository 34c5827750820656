"""The weights that the package carries are whole, or it says which file is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.learned.carried import SUMS, WEIGHTS, WeightsError, encoded, folder, pieces, sum_of


def carried(weights: Path, **models: bytes) -> Path:
    """Weights of these models, with their sums."""
    lines = []
    for name, body in models.items():
        path = weights / name / f"{name}.onnx"
        path.parent.mkdir(parents=True)
        path.write_bytes(body)
        lines.append(f"{sum_of(path)}  {name}/{path.name}")
    (weights / SUMS).write_text("\n".join(lines) + "\n", "utf8")
    return weights


def test_a_model_that_is_not_carried_is_none(tmp_path: Path):
    assert folder("pairs", tmp_path) is None
    assert folder("other", carried(tmp_path / "some", pairs=b"1")) is None


def test_a_whole_model_is_its_folder(tmp_path: Path):
    assert folder("pairs", carried(tmp_path, pairs=b"1")) == tmp_path / "pairs"


def test_one_changed_file_spoils_only_its_own_model(tmp_path: Path):
    weights = carried(tmp_path, pairs=b"1", embedder=b"2")
    (weights / "pairs" / "pairs.onnx").write_bytes(b"3")
    with pytest.raises(WeightsError, match=r"weights/pairs/pairs\.onnx: was changed"):
        folder("pairs", weights)
    assert folder("embedder", weights) == weights / "embedder"


def test_a_missing_file_is_named(tmp_path: Path):
    weights = carried(tmp_path, pairs=b"1")
    (weights / "pairs" / "pairs.onnx").unlink()
    with pytest.raises(WeightsError, match=r"is missing\. Install khabar again\."):
        folder("pairs", weights)


def test_every_file_of_the_package_has_its_sum_and_is_whole():
    listed = dict(line.split()[::-1] for line in (WEIGHTS / SUMS).read_text("utf8").splitlines())
    files = {p for p in WEIGHTS.rglob("*") if p.is_file() and p.suffix != ".md" and p.name != SUMS}
    assert {p.relative_to(WEIGHTS).as_posix(): sum_of(p) for p in files} == listed


def test_all_weights_together_stay_small():
    assert sum(p.stat().st_size for p in WEIGHTS.rglob("*") if p.is_file()) <= 95_000_000


@pytest.mark.parametrize("text", ["", "\ud800", "\u202e\u200f", "😀😀", "كلمة " * 9_000, "\0\t"])
def test_any_text_has_pieces_and_never_too_many(text: str):
    assert len(encoded(text, pieces(), 20)) <= 20
