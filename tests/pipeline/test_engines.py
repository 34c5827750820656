"""Engines by their names, and that all of them write the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from khabar.acquire.choices import Choices
from khabar.acquire.limits import Limits
from khabar.engine.pool import Pool
from khabar.engine.ray import RayError
from khabar.engine.serial import Serial
from khabar.pipeline.engines import EngineError, Where, acquire_at, engine_at
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.builders import row, write_articles


@pytest.mark.parametrize("name", ["spark", "", "ray:", "ray://", "http://host:1", "Serial"])
def test_an_engine_that_is_none_is_refused(name: str):
    with pytest.raises(EngineError, match="there is no such engine"):
        Where(name)


def test_one_process_has_one_worker():
    with pytest.raises(EngineError, match="reads in one process"):
        Where("serial", 2)


def test_the_pool_of_one_reads_here():
    assert isinstance(engine_at(Where("pool", 1)), Serial)
    assert isinstance(engine_at(Where("pool", 2)), Pool)


def test_an_address_is_what_stands_behind_the_scheme():
    assert Where("ray://10.0.0.1:6379", 4).address == "10.0.0.1:6379"
    assert Where("ray", 4).address is None
    assert not Where("pool", 4).is_ray


def test_without_ray_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_articles(tmp_path, 2)
    monkeypatch.setitem(sys.modules, "ray", None)
    found = acquire_at(Where("ray", 2), [str(tmp_path)], Limits(), None, Choices())
    with pytest.raises(RayError, match="Ray is not installed here"):
        list(found)


def test_ray_writes_what_one_process_writes(tmp_path: Path):
    write_articles(tmp_path / "news", 30)
    rows = [row(number) for number in range(20, 50)]
    rows.insert(3, "{broken")
    (tmp_path / "news" / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "news" / "empty.txt").touch()
    told = set()
    for engine in ("serial", "ray"):
        workers = "2" if engine == "ray" else "1"
        store = tmp_path / f"{engine}.db"
        command = [sys.executable, "-m", "khabar", "read", str(tmp_path / "news")]
        command += ["--store", str(store), "--engine", engine, "--workers", workers]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 1, done.stderr
        with open_store(store) as opened:
            told.add((content_hash(opened), done.stderr))
    assert len(told) == 1
