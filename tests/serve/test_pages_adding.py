"""Articles are added on a page, with scripts and without."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from khabar.serve.pages import review
from khabar.serve.safety.tokens import Holder, Role, add_token, tokens_in
from khabar.serve.settings import Serving
from serve.fake_desk import FakeDesk
from serve.serving import asking
from store.builders import article, row

TEXT = "زار وزير النقل الرباط أمس والتقى رئيس الحكومة هناك."


@contextmanager
def opened(folder: Path) -> Iterator[tuple[FakeDesk, httpx.Client]]:
    with FakeDesk(folder) as desk, asking(desk) as client:
        yield desk, client


def until_over(client: httpx.Client) -> str:
    """The page once no job goes on."""
    for _ in range(600):
        page = client.get("/en/add")
        if "data-job=" not in page.text:
            return page.text
        time.sleep(0.1)
    raise AssertionError("a job did not end within a minute")


def test_files_are_read_and_what_failed_is_told_and_tried_again(tmp_path: Path) -> None:
    with opened(tmp_path) as (desk, client):
        files = [
            ("files", ("../خبر.txt", article(1).encode())),
            ("files", ("news.jsonl", f"{row(2)}\nnone\n".encode())),
        ]
        answer = client.post("/en/add", files=files)
        assert answer.status_code == 303
        assert re.fullmatch(r"/en/add\?job=\w+#jobs", answer.headers["location"])
        page = until_over(client)
        assert desk.renewed == 1
        assert "<b>2</b> new" in page
        assert "<b>1</b> set aside" in page
        # Why, by the name that the file had with its sender.
        assert "news.jsonl#2" in page
        assert ".jobs/" not in page
        assert client.post("/ar/add/aside").status_code == 303
        again = until_over(client)
        assert "Another try" in again
        assert "news.jsonl#2" in again


def test_a_pasted_text_is_an_article_with_what_is_known_of_it(tmp_path: Path) -> None:
    with opened(tmp_path) as (desk, client):
        told = {"text": TEXT, "title": "زيارة", "outlet": "النهر", "published": "2019-04-03"}
        assert client.post("/ar/add", data=told).status_code == 303
        until_over(client)
        (kept,) = (d for d in desk.store.documents() if TEXT in d.text)
        assert (kept.source.title, kept.source.outlet) == ("زيارة", "النهر")
        assert TEXT in kept.text


def test_what_is_no_article_is_refused_on_a_page(tmp_path: Path) -> None:
    with opened(tmp_path) as (_, client):
        answer = client.post("/en/add", files=[("files", ("a.exe", b"x"))])
        assert answer.status_code == 400
        assert "a.exe" in answer.text
        assert client.get("/api/v1/jobs").json() == []


def test_a_field_in_which_no_file_was_chosen_is_no_article(tmp_path: Path) -> None:
    field = 'Content-Disposition: form-data; name="files"; filename=""'
    body = f"--x\r\n{field}\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
    with opened(tmp_path) as (_, client):
        headers = {"content-type": "multipart/form-data; boundary=x"}
        answer = client.post("/en/add", content=body, headers=headers)
        assert answer.status_code == 400
        assert "0 articles" in answer.text


def test_only_what_failed_starts_again(tmp_path: Path) -> None:
    with opened(tmp_path) as (_, client):
        assert client.post("/en/add/again", data={"id": "none"}).status_code == 404
        client.post("/en/add", data={"text": TEXT})
        until_over(client)
        job = client.get("/api/v1/jobs").json()[0]["id"]
        assert client.post("/en/add/again", data={"id": job}).status_code == 400


def test_another_site_cannot_add(tmp_path: Path) -> None:
    with opened(tmp_path) as (desk, client):
        headers = {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"}
        answer = client.post("/en/add", data={"text": TEXT}, headers=headers)
        assert answer.status_code == 403
        assert not any(TEXT in d.text for d in desk.store.documents())


def test_who_may_only_look_sees_no_form_and_cannot_add(tmp_path: Path) -> None:
    reader = Holder(name="قارئ", role=Role.READ)
    file = tmp_path / "tokens.txt"
    headers = {"Authorization": f"Bearer {add_token(file, reader)}"}
    settings = Serving(tokens=tokens_in(file))
    with FakeDesk(tmp_path) as desk, asking(desk, settings) as client:
        page = client.get("/en/add", headers=headers)
        assert page.status_code == 200
        assert 'action="/en/add"' not in page.text
        for path in ("/en/add", "/en/add/aside", "/en/add/again"):
            answer = client.post(path, data={"text": TEXT, "id": "x"}, headers=headers)
            assert answer.status_code == 403
        assert client.get("/api/v1/jobs", headers=headers).json() == []


def test_a_large_record_follows_judgements_in_a_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_AT_ONCE", -1)
    with opened(tmp_path) as (desk, client):
        answer = client.post("/en/review/refresh")
        where = answer.headers["location"]
        assert re.fullmatch(r"/en/review\?job=\w+", where)
        until_over(client)
        assert desk.renewed == 1
        page = client.get(where).text
        assert "Bringing up to date" in page
        assert "data-job=" not in page
