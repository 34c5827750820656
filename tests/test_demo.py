"""`make demo` ends in the desk; where nobody sits before it, it starts, answers and ends."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import ask_desk
from serve.sample_desk import sample_store

ROOT = Path(__file__).resolve().parent.parent


def test_the_desk_starts_answers_and_ends(capfd: pytest.CaptureFixture[str]):
    assert ask_desk.main([str(sample_store())]) == 0
    said, _ = capfd.readouterr()
    assert said.startswith("khabar serves http://127.0.0.1:")
    assert said.count(": 200") == len(ask_desk.PATHS)


def test_a_desk_that_does_not_begin_is_told(tmp_path: Path):
    with pytest.raises(SystemExit, match="did not begin"):
        ask_desk.main([str(tmp_path / "none.db")])


@pytest.mark.skipif(not (ROOT / ".venv/bin/khabar").exists(), reason="make has not set .venv up")
def test_the_demo_names_the_dossier_and_ends_without_anybody(tmp_path: Path):
    article = tmp_path / "article.txt"
    article.write_text("زار وزير النقل ماجد الهاشمي الرباط في 8 أبريل 2019.", "utf8")
    # The user's build/demo.db is not ours to write over.
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    (tmp_path / "tools").mkdir()
    for name in ("demo.sh", "ask_desk.py"):
        shutil.copy(ROOT / "tools" / name, tmp_path / "tools")
    done = subprocess.run(
        ["bash", str(tmp_path / "tools/demo.sh"), str(article)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert "build/dossier/index.html" in done.stdout
    assert "/ar/: 200" in done.stdout
    assert (tmp_path / "build/demo.db").exists()
