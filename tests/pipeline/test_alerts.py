"""Alerts reach the desktop, a webhook and a mailbox as plain text, or say why not."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer

import pytest

from acquire.web_server import Site, answer, served
from khabar.pipeline import alerts
from khabar.pipeline.watch_plan import Mail
from khabar.pipeline.watch_state import Alert, Line

ALERT = Alert(
    "ليبيا", (Line("meet", "<b>التقى</b> الوزير --help\x1b", "عنوان", "https://n.example/1"),)
)


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as found:
        yield found


def test_a_webhook_gets_json_and_its_refusal_is_told(site: Site) -> None:
    got = []

    def hook(handler: BaseHTTPRequestHandler) -> None:
        size = int(handler.headers["Content-Length"])
        got.append(json.loads(handler.rfile.read(size)))
        answer(handler, 204, b"", "text/plain")

    site.pages["/hook"] = hook
    assert alerts.send(ALERT, site.url("/hook"), None) is None
    assert got[0]["alert"] == "ليبيا"
    assert got[0]["lines"][0]["url"] == "https://n.example/1"
    trouble = alerts.send(ALERT, site.url("/none"), None)
    assert trouble == f"{site.url('/none')}: the webhook answered 404"
    assert "could not be sent" in (alerts.send(ALERT, "http://127.0.0.1:9/", None) or "")


def test_the_desktop_is_told_in_plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/said\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
    assert alerts.send(ALERT, "desktop", None) is None
    said = (tmp_path / "said").read_text().splitlines()
    assert said == [
        "--app-name=khabar", "--", "khabar: ليبيا",
        "meet: &lt;b&gt;التقى&lt;/b&gt; الوزير --help ",
    ]  # fmt: skip
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert "there is no notify-send" in (alerts.send(ALERT, "desktop", None) or "")


@contextmanager
def mailbox() -> Iterator[tuple[int, list[bytes]]]:
    """A mail server that takes everything."""
    letters: list[bytes] = []

    class Taking(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go\r\n")
                    rows = list(iter(self.rfile.readline, b".\r\n"))
                    letters.append(b"".join(rows))
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                if word == b"QUIT":
                    return

    with TCPServer(("127.0.0.1", 0), Taking) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server.server_address[1], letters
        server.shutdown()
        thread.join()


def test_a_letter_is_sent() -> None:
    with mailbox() as (port, letters):
        mail = Mail(host="127.0.0.1", port=port, sender="khabar@example.org", secure="none")
        assert alerts.send(ALERT, "mailto:salem@example.org", mail) is None
        evil = Alert("a\r\nBcc: all@example.org", ALERT.lines)
        assert alerts.send(evil, "mailto:salem@example.org", mail) is None
        trouble = alerts.send(ALERT, "mailto:a@b\nBcc: c@d", mail)
    assert "could not be sent" in (trouble or "")
    assert b"To: salem@example.org" in letters[0]
    assert not any(line.startswith(b"Bcc:") for line in letters[1].splitlines())
