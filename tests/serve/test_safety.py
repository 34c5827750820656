"""Who may ask, from where, how often and how much."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from khabar.errors import KhabarError
from khabar.serve.safety.rates import Buckets, Rate
from khabar.serve.safety.signin import own_path
from khabar.serve.safety.sizes import Bounds
from khabar.serve.safety.tokens import Holder, Role, Sessions, Tokens, add_token, tokens_in
from khabar.serve.settings import Serving
from serve.fake_desk import FakeDesk
from serve.serving import asking, served

API = "/api/v1"
LOOK = Holder(name="س. قارئ", role=Role.READ)
JUDGE = Holder(name="A. Salem", role=Role.REVIEW)


class Guarded:
    """A desk that asks for tokens, and the two that it knows."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "tokens.txt"
        self.look = add_token(self.file, LOOK)
        self.judge = add_token(self.file, JUDGE)
        self.settings = Serving(tokens=tokens_in(self.file))


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    return Guarded(tmp_path_factory.mktemp("tokens"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeDesk]:
    with FakeDesk(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture(scope="module")
def api(desk: FakeDesk) -> Iterator[httpx.Client]:
    """A desk on this machine, without tokens."""
    with asking(desk) as client:
        yield client


@pytest.fixture(scope="module")
def closed(desk: FakeDesk, guarded: Guarded) -> Iterator[httpx.Client]:
    """The same desk, asking for tokens."""
    with asking(desk, guarded.settings) as client:
        yield client


@pytest.fixture
def judgement(desk: FakeDesk) -> dict[str, object]:
    return {"a": {"doc": desk.document_id, "start": 0, "end": 4}, "holds": True, "by": "somebody"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "desk.example", "::"])
def test_others_are_not_let_in_without_tokens(host: str):
    with pytest.raises(KhabarError, match="needs tokens"):
        Serving(host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "LOCALHOST"])
def test_this_machine_needs_no_token(host: str):
    assert Serving(host=host).is_local


def test_every_answer_forbids_what_a_page_need_not_do(api: httpx.Client):
    for path in (f"{API}/events", f"{API}/none", "/none", "/static/none", f"{API}/events?limit=x"):
        headers = api.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self';" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil", ""]
)
def test_a_name_that_was_bent_to_this_machine_is_refused(api: httpx.Client, host: str):
    answer = api.get(f"{API}/events", headers={"Host": host})
    assert answer.status_code == 421
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost", "LocalHost:1", "[::1]:8000"])
def test_the_names_of_this_machine_are_taken(api: httpx.Client, host: str):
    assert api.get(f"{API}/counts", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://HOST"},
    ],
)
def test_another_site_cannot_judge(
    api: httpx.Client, desk: FakeDesk, judgement: dict[str, object], headers: dict[str, str]
):
    host = api.base_url.netloc.decode()
    sent = {name: value.replace("HOST", host) for name, value in headers.items()}
    for path in (f"{API}/judgements", "/en/review/judge", "/sign-out"):
        assert api.post(path, json=judgement, headers=sent).status_code == 403
    assert desk.judgements() == ()


def test_our_own_page_can_judge(api: httpx.Client, desk: FakeDesk, judgement: dict[str, object]):
    own = {"Origin": str(api.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    made = api.post(f"{API}/judgements", json=judgement, headers=own)
    assert made.status_code == 201
    assert api.delete(made.headers["location"], headers=own).status_code == 204
    assert desk.judgements() == ()


def test_without_a_token_nothing_is_told(closed: httpx.Client):
    answer = closed.get(f"{API}/events")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert closed.get(f"{API}/openapi.json").status_code == 401
    page = closed.get("/en/events?q=x")
    assert page.status_code == 303
    assert page.headers["location"] == "/sign-in?next=/en/events%3Fq%3Dx"


def test_a_reader_looks_and_a_reviewer_judges(
    closed: httpx.Client, guarded: Guarded, desk: FakeDesk, judgement: dict[str, object]
):
    look, judge = bearer(guarded.look), bearer(guarded.judge)
    assert closed.get(f"{API}/counts", headers=look).status_code == 200
    assert closed.post(f"{API}/judgements", json=judgement, headers=look).status_code == 403
    upload = {"files": ("a.txt", b"x")}
    assert closed.post(f"{API}/jobs", files=upload, headers=look).status_code == 403
    made = closed.post(f"{API}/judgements", json=judgement, headers=judge)
    assert made.status_code == 201
    # Nobody judges in another's name.
    assert [each.by for each in desk.judgements()] == [JUDGE.name]
    assert closed.delete(made.headers["location"], headers=judge).status_code == 204


def test_a_browser_signs_in_and_out(closed: httpx.Client, guarded: Guarded):
    address = str(closed.base_url)
    own = {"Origin": address.rstrip("/")}
    with httpx.Client(base_url=address, headers=own) as browser:
        assert "password" in browser.get("/sign-in").text
        wrong = browser.post("/sign-in", data={"token": "wrong"})
        assert wrong.status_code == 403
        enter = browser.post("/sign-in", data={"token": guarded.judge, "next": "/en/events"})
        assert (enter.status_code, enter.headers["location"]) == (303, "/en/events")
        cookie = enter.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert guarded.judge.lower() not in cookie
        assert browser.get(f"{API}/counts").status_code == 200
        # By a cookie alone, whoever hides where it comes from changes nothing.
        del browser.headers["Origin"]
        assert browser.post(f"{API}/jobs/renewal").status_code == 403
        assert browser.post(f"{API}/jobs/renewal", headers=own).status_code == 201
        secret = browser.cookies["khabar_session"]
        browser.post("/sign-out", headers=own)
        old = {"Cookie": f"khabar_session={secret}"}
        assert browser.get(f"{API}/counts", headers=old).status_code == 401


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "", "/a\r\nb", "x"]
)
def test_signing_in_leads_nowhere_else(wanted: str):
    assert own_path(wanted) == "/"


def test_the_sign_in_page_repeats_no_markup(closed: httpx.Client):
    page = closed.get("/sign-in", params={"next": '/"><script>alert(1)</script>'}).text
    assert "<script" not in page


def test_tokens_cannot_be_guessed_quickly(tmp_path: Path, guarded: Guarded):
    slow = Serving(tokens=guarded.settings.tokens, guesses=Rate(second=0.001, burst=3))
    with FakeDesk(tmp_path) as desk, asking(desk, slow) as api:
        told = [api.get(f"{API}/counts", headers=bearer(f"t{n}")).status_code for n in range(5)]
        assert told == [401, 401, 401, 429, 429]
        assert api.get(f"{API}/counts", headers=bearer(guarded.look)).status_code == 429


def test_who_asks_too_often_is_told_to_wait(tmp_path: Path):
    with (
        FakeDesk(tmp_path) as desk,
        asking(desk, Serving(rate=Rate(second=0.1, burst=5))) as api,
    ):
        told = [api.get(f"{API}/counts") for _ in range(7)]
        assert [each.status_code for each in told] == [200] * 5 + [429] * 2
        assert 1 <= int(told[-1].headers["retry-after"]) <= 10


def test_a_bucket_fills_again_and_forgets_the_oldest():
    now = [0.0]
    buckets = Buckets(Rate(second=2, burst=2), lambda: now[0])
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 0.5]
    now[0] = 0.5
    assert buckets.wait("a") == 0
    for n in range(10_001):
        buckets.wait(str(n))
    assert buckets.missing("a") == 0


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path):
    small = Serving(bounds=Bounds(body=1_000, upload=5_000))
    with FakeDesk(tmp_path) as desk, asking(desk, small) as api:

        def pieces(count: int) -> Iterator[bytes]:
            yield from (b"x" * 500 for _ in range(count))

        json = {"Content-Type": "application/json"}
        told = api.post(f"{API}/judgements", content=b"x" * 1_001, headers=json)
        assert told.status_code == 413
        assert told.headers["content-type"] == "application/problem+json"
        told = api.post(f"{API}/judgements", content=pieces(9), headers=json)
        assert told.status_code == 413
        assert api.post(f"{API}/jobs", files={"files": ("a.txt", b"x" * 2_000)}).status_code == 201
        assert api.post(f"{API}/jobs", files={"files": ("a.txt", b"x" * 5_000)}).status_code == 413


def test_who_sends_too_slowly_is_cut_off(tmp_path: Path):
    hasty = Serving(bounds=Bounds(piece=0.2))
    with FakeDesk(tmp_path) as desk, served(desk, hasty) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as line:
            head = f"POST {API}/judgements HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n"
            line.sendall(head.encode() + b"Content-Type: application/json\r\n\r\n{")
            assert line.recv(100).startswith(b"HTTP/1.1 408")


def test_an_answer_that_takes_too_long_is_given_up(tmp_path: Path):
    class Slow(FakeDesk):
        def counts(self):  # type: ignore[no-untyped-def]
            import time

            time.sleep(1)
            return super().counts()

    with Slow(tmp_path) as desk, asking(desk, Serving(bounds=Bounds(answer=0.1))) as api:
        assert api.get(f"{API}/counts").status_code == 503


def test_our_own_bugs_tell_nothing_of_the_inside(tmp_path: Path):
    class Broken(FakeDesk):
        def counts(self):  # type: ignore[no-untyped-def]
            raise RuntimeError("the secret of the house")

    with Broken(tmp_path) as desk, asking(desk) as api:
        answer = api.get(f"{API}/counts")
        assert answer.status_code == 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert "content-security-policy" in answer.headers
        assert "secret" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd",
        f"{API}/jobs/..%2f..%2fnews.db", f"{API}/documents/..%2f..",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_house(api: httpx.Client, path: str):
    host, port = str(api.base_url).removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        head = line.recv(200)
    assert re.match(rb"HTTP/1\.1 4\d\d", head), head


def test_a_file_of_tokens_holds_no_token(tmp_path: Path):
    file = tmp_path / "tokens.txt"
    secret = add_token(file, JUDGE)
    assert secret not in file.read_text("utf8")
    assert file.stat().st_mode & 0o077 == 0
    assert tokens_in(file).holder(secret) == JUDGE
    assert tokens_in(file).holder(secret + "x") is None
    assert tokens_in(file).holder("") is None
    assert tokens_in(file).holder("\ud800") is None
    assert Tokens().holder("") is None


@pytest.mark.parametrize(
    "content", ["", "# nothing\n", "hunter2\n", "review sha256:12 x\n", "\xff"]
)
def test_a_file_that_holds_no_hashes_is_refused_without_repeating_it(tmp_path: Path, content: str):
    file = tmp_path / "tokens.txt"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(KhabarError) as raised:
        tokens_in(file)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("name", ["", "two\nlines", "x" * 101, " "])
def test_a_name_that_would_break_the_file_is_refused(tmp_path: Path, name: str):
    with pytest.raises(KhabarError):
        add_token(tmp_path / "tokens.txt", Holder(name=name, role=Role.READ))


def test_a_session_ends_after_half_a_day():
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    secret = sessions.begin(LOOK)
    assert sessions.holder(secret) == LOOK
    now[0] = 13 * 3600.0
    assert sessions.holder(secret) is None
