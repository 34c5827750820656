"""What holds for the repository as a whole: offline, one version, floors that only rise."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from check_floors import broken, lowered
from check_rules import shingles
from eval_items import changes, write_items
from eval_scoring import Counts
from eval_spans import check_readings, spans_of

ROOT = Path(__file__).resolve().parent.parent
# Any attempt to reach another machine is noted and refused.
GUARD = """
import os, socket

def guarded(name):
    real = getattr(socket.socket, name)
    def attempt(self, *arguments):
        address = arguments[-1]
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            with open(os.environ["ATTEMPTS"], "a") as attempts:
                attempts.write(f"{name} {address}\\n")
            raise OSError("no network here")
        return real(self, *arguments)
    setattr(socket.socket, name, attempt)

for name in ("connect", "connect_ex", "sendto"):
    guarded(name)

def resolve(host, *arguments, **named):
    with open(os.environ["ATTEMPTS"], "a") as attempts:
        attempts.write(f"resolve {host}\\n")
    raise OSError("no network here")

socket.getaddrinfo = socket.gethostbyname = resolve
"""


@pytest.fixture
def offline(tmp_path):
    """Runs Python in a process that cannot reach another machine; gives output and attempts."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, "utf8")
    attempts = tmp_path / "attempts"
    environment = os.environ | {
        "PYTHONPATH": str(tmp_path / "guard"),
        "ATTEMPTS": str(attempts),
        "PYTHONUTF8": "1",
    }

    def run(*arguments: str) -> tuple[subprocess.CompletedProcess[str], str]:
        done = subprocess.run(
            [sys.executable, *arguments], env=environment, capture_output=True, text=True
        )
        return done, attempts.read_text("utf8") if attempts.exists() else ""

    return run


def test_the_guard_notices_an_attempt_to_reach_another_machine(offline):
    call = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    done, attempts = offline("-c", call)
    assert done.returncode != 0
    assert "192.0.2.1" in attempts


@pytest.mark.parametrize("workers", ["1", "2"])
def test_reading_reaches_no_other_machine(offline, tmp_path, workers):
    samples, store = str(ROOT / "samples"), str(tmp_path / "offline.db")
    done, attempts = offline(
        *("-m", "khabar", "read", samples, "--store", store),
        *("--workers", workers, "--format", "jsonl"),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") >= 18
    assert attempts == ""


def test_the_tests_themselves_cannot_reach_another_machine():
    import socket

    from pytest_socket import SocketConnectBlockedError

    with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_the_version_is_the_same_everywhere():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]["version"]
    citation = (ROOT / "CITATION.cff").read_text("utf8")
    changelog = (ROOT / "CHANGELOG.md").read_text("utf8")
    assert re.search(rf"^version: {re.escape(version)}$", citation, re.MULTILINE)
    assert changelog.partition("## [")[2].startswith(f"{version}]")


@pytest.mark.parametrize("name", ["run", "dev", "eval"])
def test_pins_have_hashes_and_no_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf8")
    pins = re.findall(r"^[a-z0-9].*==.*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 0
    assert "://" not in text


def test_a_floor_that_is_not_reached_is_named():
    report = {"sets": {"seeds": {"reconstruction": 0.6, "figures": {"events": {"f1": 0.5}}}}}
    floors = {"seeds": {"reconstruction": 0.6, "events": 0.51, "offices": 0.1}}
    assert [line.split(":")[0] for line in broken(floors, report)] == [
        "seeds events",
        "seeds offices",
    ]


def test_a_floor_may_rise_and_not_fall_or_vanish():
    past = [{"seeds": {"events": 0.5, "offices": 0.4}}, {"seeds": {"events": 0.6}}]
    assert not [*lowered({"seeds": {"events": 0.6, "offices": 0.4}}, iter(past))]
    assert len([*lowered({"seeds": {"events": 0.55}}, iter(past))]) == 2


def test_items_gained_and_lost_are_told_by_kind():
    before = {"seeds/000": {"event": ["e1", "e2"], "time": ["0"]}}
    now = {"seeds/000": {"event": ["e2", "e3"], "time": ["0"]}}
    (change,) = changes(before, now)
    assert (change.kind, change.gained, change.lost) == (
        "event",
        ("seeds/000:event:e3",),
        ("seeds/000:event:e1",),
    )


def test_items_are_written_one_document_a_line(tmp_path):
    path = tmp_path / "items.json"
    write_items({"dev/b": {"event": ("e1",)}, "dev/a": {}}, path)
    assert path.read_text("utf8").splitlines()[1:3] == [
        '"dev/a": {},',
        '"dev/b": {"event": ["e1"]}',
    ]


def test_figures_of_nothing_are_zero_and_not_an_error():
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)
    assert Counts(tp=2, fp=1, fn=1).f1 == pytest.approx(2 / 3)


def test_a_span_without_words_is_counted(tmp_path):
    readings = tmp_path / "readings.jsonl"
    spans = '{"start": 0, "end": 1, "at": {"start": 3, "end": 4}}'
    # A line separator inside a text ends no line of JSON Lines.
    readings.write_text('{"text": "a\u2028b c", "events": [' + spans + "]}\n", "utf8")
    checked = check_readings(readings, {"type": "object", "required": ["recipe"]}, articles=2)
    assert (checked.readings, checked.spans, checked.empty, checked.invalid) == (1, 2, 1, 1)
    assert not checked.clean


def test_spans_are_found_however_deep_they_stand():
    assert [*spans_of({"a": [{"start": 1, "end": 2}], "b": {"c": {"start": 3, "end": 4}}})] == [
        (1, 2),
        (3, 4),
    ]


def test_a_run_of_words_does_not_cross_lines():
    eight = "كلمة ثم كلمة ثم كلمة ثم كلمة ثم"
    assert [*shingles(eight)] == [eight]
    assert not [*shingles(eight.replace("ثم كلمة", "ثم\nكلمة"))]
