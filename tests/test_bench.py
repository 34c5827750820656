"""What the tools of `make bench` keep, say and work out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

from bench_measures import Measure, Measures
from bench_reading import WAYS
from bench_scale import GAP, figures
from bench_table import Table
from khabar.learned.carried import folder
from onnx_bytes import INT8, INT32, Matrix, matrices, products

ONE, TWO = WAYS[0].name, WAYS[1].name


def filled(path: Path) -> Measures:
    measures = Measures(path)
    for name, seconds in ((ONE, 20.0), (TWO, 10.0)):
        for count in (100, 1_000):
            measures.add(
                Measure(
                    name=name,
                    count=count,
                    seconds=seconds * count / 100,
                    cpu_seconds=20.0 * count / 100,
                    megabytes=500.0,
                    more={"bytes_an_article": 7_000},
                )
            )
    return measures


def test_what_a_run_leaves_out_keeps_its_last_measure_and_is_marked(tmp_path: Path):
    first = filled(tmp_path / "report.json")
    again = Measures(tmp_path / "report.json")
    assert again.known == first.known
    again.add(Measure(name=TWO, count=100, seconds=5.0, cpu_seconds=9.0))
    text = "\n".join(Table(again, (100, 1_000)).lines())
    (new,) = [line for line in text.split("\n") if line.startswith(f"| {TWO} | 20.0 |")]
    assert "5.0 (a)" not in new.split("|")[2]
    assert "10.0 (a)" in new
    assert f"- (a) measured on {first.date}, commit {first.commit}" in text
    assert "| acquire | *not measured* |" in text


def test_growth_is_the_power_of_the_number_of_articles(tmp_path: Path):
    ((a, b, exponent),) = filled(tmp_path / "report.json").growth(ONE)
    assert (a.count, b.count) == (100, 1_000)
    assert exponent == pytest.approx(1.0)


def test_costs_are_worked_out_and_what_is_unknown_stays_a_gap(tmp_path: Path):
    lines = "\n".join(figures(filled(tmp_path / "report.json")))
    assert "| processor seconds an article | 0.200 |" in lines
    assert "| cores that read | 3.3 |" in lines
    assert "| disk a day, a year | 7 GB, 2.6 TB |" in lines
    assert "| two processes to one | 2.00 times |" in lines or GAP in lines  # on a busy machine
    assert f"| one more document in the record | {GAP} |" in lines
    assert not [line for line in figures(Measures(tmp_path / "none.json")) if "None" in line]


def test_a_model_of_products_multiplies():
    wanted = (Matrix(8, 4, INT8), Matrix(8, 2, INT8))
    model = products(3, wanted, bytes([1]))
    assert matrices(model) == wanted
    session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
    given = np.arange(24, dtype=np.uint8).reshape(3, 8)
    first, second = session.run(None, {"x8": given})
    assert first.dtype == np.int32
    assert INT32 == 6
    assert (first == given.sum(1, dtype=np.int32)[:, None]).all()
    assert second.shape == (3, 2)


def test_the_matrices_of_the_encoder_are_found():
    weights = folder("reader")
    assert weights is not None
    found = matrices((weights / "reader.onnx").read_bytes())
    assert {each.rows for each in found} == {384, 1_536}
    assert len(found) % 6 == 0
