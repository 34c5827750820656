"""The notebooks of the documentation run from beginning to end, and are kept without outputs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS = 300  # for one cell, on a machine that others use too

_RUN = """
import sys, nbformat
from pathlib import Path
from nbclient import NotebookClient
source, target, seconds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
notebook = nbformat.read(source, as_version=4)
place = {"metadata": {"path": source.parent}}
NotebookClient(notebook, timeout=seconds, resources=place).execute()
nbformat.write(notebook, target)
"""


def told(notebook: NotebookNode) -> str:
    """All that its cells put out as text."""
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    return "\n".join(str(o.get("text") or o.get("data", {}).get("text/plain")) for o in outputs)


def shown(notebook: NotebookNode) -> str:
    """All that its cells put out as HTML or SVG."""
    outputs = [o.get("data", {}) for cell in notebook.cells for o in cell.get("outputs", ())]
    return "\n".join(o.get("text/html", "") + o.get("image/svg+xml", "") for o in outputs)


def run(name: str, folder: Path) -> NotebookNode:
    """A notebook as it is after it ran, in a process of its own that leaves no socket open here."""
    (path,) = (each for each in NOTEBOOKS if each.name.startswith(name))
    done = folder / path.name
    command = [sys.executable, "-W", "ignore", "-c", _RUN, str(path), str(done), str(SECONDS)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return nbformat.read(done, as_version=4)


def test_there_are_three():
    assert len(NOTEBOOKS) == 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_what_it_put_out(path: Path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


def test_an_article_is_read_and_its_chain_followed(tmp_path: Path):
    notebook = run("1-", tmp_path)
    assert "according: ['وكالة المدار للأنباء', 'مسؤول ألماني']" in told(notebook)
    assert "(deny)" in told(notebook)
    assert "2020-01-28" in told(notebook)
    assert '<div class="khabar">' in shown(notebook)


def test_a_corpus_is_read_and_shown(tmp_path: Path):
    notebook = run("2-", tmp_path)
    assert re.match(r"\(\d\d, 0\)", told(notebook))
    assert "Khalifa Haftar" in shown(notebook)
    assert "<svg" in shown(notebook)
    assert "shape: (4, 6)" in told(notebook) or "contradiction" in told(notebook)


def test_announcements_are_followed_to_their_outcome(tmp_path: Path):
    notebook = run("3-", tmp_path)
    said = told(notebook)
    assert "(5, [])" in said
    assert said.index("fulfilled\n   said") < said.index("late\n   said")
    assert "('CONSULT', '2019-03-12', 'announced')" in said
    assert "corroborated" in shown(notebook)
    assert "['events.csv', 'reports.parquet']" in said
