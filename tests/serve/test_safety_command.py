"""`khabar serve` and `khabar token`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from cli.running import khabar
from khabar.errors import KhabarError
from khabar.serve.listening import USUAL_PORT, bound
from store.builders import article


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(article(1), "utf8")
    kept = tmp_path / "s.db"
    assert khabar("read", tmp_path / "a.txt", "--store", kept).code == 0
    return kept


def test_elsewhere_it_refuses_without_a_token(store: Path):
    ran = khabar("serve", "--store", store, "--host", "0.0.0.0", "--no-open")
    assert ran.code == 2
    assert "needs tokens" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_store_that_is_not_there_is_told_in_a_sentence(tmp_path: Path):
    ran = khabar("serve", "--store", tmp_path / "none.db", "--no-open")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "khabar read" in ran.err


def test_a_busy_port_is_told_in_a_sentence(store: Path):
    with bound("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        ran = khabar("serve", "--store", store, "--port", str(port), "--no-open")
    assert ran.code == 2
    assert ran.err.strip() == f"127.0.0.1: port {port} is in use. Name another with --port."


def test_where_no_port_was_asked_for_the_next_free_one_serves():
    with bound("127.0.0.1", None) as first, bound("127.0.0.1", None) as second:
        ports = [each.getsockname()[1] for each in (first, second)]
        assert ports[0] >= USUAL_PORT
        assert ports[1] != ports[0]


def test_a_host_of_another_machine_is_told_in_a_sentence():
    with pytest.raises(KhabarError, match="Name another --host"):
        bound("192.0.2.1", 0)


def test_a_token_is_printed_once_and_kept_as_a_hash(tmp_path: Path):
    file = tmp_path / "tokens.txt"
    ran = khabar("token", file, "--name", "س. علي", "--role", "review")
    assert ran.code == 0
    secret = ran.out.strip()
    assert len(secret) > 40
    kept = file.read_text("utf8")
    assert kept.startswith("review sha256:")
    assert secret not in kept
    assert khabar("token", file, "--name", "").code == 2


def test_it_prints_its_address_and_ends_cleanly(store: Path):
    command = [sys.executable, "-m", "khabar", "serve", "--store", str(store), "--no-open"]
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert running.stdout is not None
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/", running.stdout.readline())
        assert address is not None
        answer = httpx.get(f"{address[0]}api/v1/counts", timeout=30)
        assert answer.json()["documents"] == 1
        time.sleep(0.1)
    finally:
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert running.returncode == 0, err
    assert "Traceback" not in out + err
    assert "goes on when you serve the store again" in err
