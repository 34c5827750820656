"""Asking for pages as a polite guest: robots.txt, pauses, back-off, and never twice for nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from khabar.acquire import robots
from khabar.acquire.fetch import Answer, FetchError, Line, checked_url
from khabar.acquire.webstate import Host, Page, WebState

AGENT = "khabar"
"""The name that a robots.txt may call us by."""
ALWAYS = float("inf")
"""As fresh: what was fetched once will do, however long ago."""
_ROBOTS_FRESH = 86_400.0
_FIRST_STRIKE = 5.0  # seconds a host is left alone after its first failure, doubled each time
_LONGEST_STRIKE = 86_400.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_FORBIDDEN = {401: "asks for a password", 402: "asks for payment", 403: "refuses it to us",
              451: "may not show it by law"}  # fmt: skip
_GONE = frozenset({404, 410})
_NO_TEXT = ("audio/", "video/", "font/", "model/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How servers are treated.

    contact is an address at which an owner may complain; delay are the seconds between two
    requests to one host, patience those for which we wait for a busy one before we give up.
    """

    contact: str | None = None
    delay: float = 1.0
    patience: float = 10.0
    redirects: int = 5

    @property
    def agent(self) -> str:
        """What we call ourselves."""
        contact = f"; {self.contact}" if self.contact else ""
        return f"{AGENT}/{version(AGENT)} (news reader{contact})"


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and how to let it pass; tests have their own."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as its server has it now; unchanged where that is what we had before."""

    page: Page
    unchanged: bool = False
    asked: bool = True


class Fetcher:
    """Fetches pages, one after the other."""

    def __init__(
        self, state: WebState, line: Line | None = None, manners: Manners | None = None,
        clock: Clock | None = None,
    ) -> None:  # fmt: skip
        self.state = state
        self.line = line or Line()
        self.manners = manners or Manners()
        self.clock = clock or Clock()
        self._last: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    def fetch(self, said: str, fresh: float = 0.0) -> Fetched:
        """The page at an address, from our own file where it was checked fresh seconds ago.

        Raises:
            FetchError: there is none to be had, or not now.
            StoreError: what is remembered of the web cannot be read or written.
        """
        url = checked_url(said)
        known = self.state.page(str(url))
        if known is not None and self.clock.now() - known.checked < fresh:
            return Fetched(known, unchanged=True, asked=False)
        answer, final = self._followed(url, known)
        now = self.clock.now()
        if answer.status == 304 and known is not None:
            page = replace(known, checked=now)
        else:
            page = _page(str(url), str(final), answer, now)
        self.state.keep_page(page)
        return Fetched(page, unchanged=known is not None and known.body == page.body)

    def known(self, said: str) -> Page | None:
        """What we have of an address from before, asking nobody."""
        try:
            return self.state.page(str(checked_url(said)))
        except FetchError:
            return None

    def _followed(self, url: httpx.URL, known: Page | None) -> tuple[Answer, httpx.URL]:
        first = str(url)
        for _ in range(self.manners.redirects + 1):
            self._permitted(url)
            # Only the server that gave the bytes can say that they are still the same.
            marks = _validators(known) if known is not None and known.final == str(url) else {}
            answer = self._asked(url, {"Accept": "*/*", **marks}, _is_text)
            if answer.status < 300 or (answer.status == 304 and marks):
                return answer, url
            if answer.status not in _REDIRECTS:
                raise _refusal(first, answer.status)
            url = _target(first, url, answer)
        reason = f"it leads from one address to the next, more than {self.manners.redirects} times"
        raise FetchError(first, reason, "Look at it in a browser.")

    def _permitted(self, url: httpx.URL) -> None:
        rules = self._rules(url)
        if not rules.allow(url.raw_path.decode("ascii")):
            reason = "the site's robots.txt asks programs to leave it alone"
            raise FetchError(str(url), reason, "Save the page by hand, or ask the publisher.")
        self._delays[_host(url)] = max(rules.delay, self.manners.delay)

    def _rules(self, url: httpx.URL) -> robots.Rules:
        site = f"{url.scheme}://{_host(url)}"
        text = self.state.robots(site, self.clock.now() - _ROBOTS_FRESH)
        if text is None:
            text = self._robots(url.copy_with(raw_path=b"/robots.txt"))
            self.state.keep_robots(site, text, self.clock.now())
        return robots.rules_of(text, AGENT)

    def _robots(self, url: httpx.URL) -> str:
        """A site without robots.txt allows everything; one that fails is asked again later."""
        first = str(url)
        for _ in range(self.manners.redirects + 1):
            answer = self._asked(url, {"Accept": "text/plain, */*;q=0.1"}, _is_text)
            if answer.status not in _REDIRECTS:
                break
            url = _target(first, url, answer)
        body = answer.body[: robots.LARGEST] if answer.status < 300 else b""
        return body.decode("utf-8", "replace")

    def _asked(
        self, url: httpx.URL, headers: dict[str, str], takes: Callable[[str], bool]
    ) -> Answer:
        """One request when the host's turn has come; a busy host is given time, but not for ever.

        Raises:
            FetchError: no answer, or one that only says to come again.
        """
        waited = 0.0
        while True:
            waited += self._await_turn(url, self.manners.patience - waited)
            try:
                answer = self.line.ask(url, {"User-Agent": self.manners.agent, **headers}, takes)
                trouble = None if answer.status not in _BUSY else _busy(url, answer, self.clock)
            except FetchError as error:
                trouble = error if error.passes else None
                if trouble is None:
                    raise
            finally:
                self._last[_host(url)] = self.clock.now()
            if trouble is None:
                self._mend(url)
                return answer
            if self._strike(url, trouble.after) > self.manners.patience - waited:
                raise trouble

    def _await_turn(self, url: httpx.URL, patience: float) -> float:
        host, now = _host(url), self.clock.now()
        known = self.state.host(host)
        if known.until - now > max(patience, 0.0):
            until = datetime.fromtimestamp(known.until, UTC).strftime("%Y-%m-%d %H:%M UTC")
            reason = f"{host} failed or asked for a pause, and is left alone until {until}"
            raise FetchError(
                str(url), reason, "Try again then.", passes=True, after=known.until - now
            )
        pause = max(known.until - now, 0.0)
        delay = self._delays.get(host, self.manners.delay)
        self.clock.sleep(max(pause, self._last.get(host, -ALWAYS) + delay - now, 0.0))
        return pause

    def _strike(self, url: httpx.URL, asked: float | None) -> float:
        """Note a failure of the host; the seconds for which it is left alone."""
        host = _host(url)
        strikes = self.state.host(host).strikes + 1
        own = min(_FIRST_STRIKE * 2 ** min(strikes - 1, 20), _LONGEST_STRIKE)
        pause = own if asked is None else min(asked, _LONGEST_STRIKE)
        self.state.keep_host(host, Host(self.clock.now() + pause, strikes))
        return pause

    def _mend(self, url: httpx.URL) -> None:
        host = _host(url)
        if self.state.host(host).strikes:
            self.state.keep_host(host, Host())


def _host(url: httpx.URL) -> str:
    return url.netloc.decode("ascii").lower()


def _is_text(media_type: str) -> bool:
    return not media_type.startswith(_NO_TEXT)


def _validators(known: Page) -> dict[str, str]:
    found = {}
    if known.etag:
        found["If-None-Match"] = known.etag
    if known.modified:
        found["If-Modified-Since"] = known.modified
    return found


def _target(first: str, url: httpx.URL, answer: Answer) -> httpx.URL:
    said = answer.headers.get("location")
    if not said:
        raise FetchError(first, "it leads to another address and does not say which", "Check it.")
    try:
        return checked_url(str(url.join(said)))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(first, "it leads to what is no address", "Check it.") from error


def _page(url: str, final: str, answer: Answer, now: float) -> Page:
    return Page(
        url=url, final=final, media_type=answer.media_type, charset=answer.charset,
        etag=_mark(answer, "etag"), modified=_mark(answer, "last-modified"),
        day=datetime.fromtimestamp(now, UTC).date().isoformat(), checked=now, body=answer.body,
    )  # fmt: skip


def _mark(answer: Answer, name: str) -> str | None:
    """What we say back to the server one day, if it is of a length that makes sense."""
    said = answer.headers.get(name, "")
    return said if 0 < len(said) <= 500 and said.isprintable() and said.isascii() else None


def _refusal(where: str, status: int) -> FetchError:
    if status in _GONE:
        return FetchError(where, f"the server has no such page ({status})", "Check the address.")
    why = _FORBIDDEN.get(status, "answers with an error")
    return FetchError(where, f"the server {why} ({status})", "Save the page by hand.")


def _busy(url: httpx.URL, answer: Answer, clock: Clock) -> FetchError:
    said = {429: "asks us to come less often"}.get(answer.status, "has trouble of its own")
    reason = f"the server {said} ({answer.status})"
    after = _retry_after(answer.headers.get("retry-after", ""), clock.now())
    return FetchError(str(url), reason, "Try again later.", passes=True, after=after)


def _retry_after(said: str, now: float) -> float | None:
    if said.isdecimal():
        return float(said[:9])
    try:
        return max(parsedate_to_datetime(said).timestamp() - now, 0.0) if said else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
