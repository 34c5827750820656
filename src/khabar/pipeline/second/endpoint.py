"""Asking a language model: the only place of the second reader that opens a connection.

It speaks to one address, the one the user gave: no redirect is followed, no proxy of the
environment asked, nothing that the answer names is fetched. What comes back is bounded in size
and time, and is text: what it means is for others to check.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from types import TracebackType
from typing import Self

import httpx
import msgspec

from khabar.errors import KhabarError

_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_REFUSED = frozenset({400, 415, 422, 501})
_FORMS = ("json_schema", "json_schema", "json_object", "text")
"""How an answer is asked for, the strictest first: what a server refuses is asked more loosely.

The second leaves out how long strings may be, which not every server can hold.
"""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_QUOTED = 200


class EndpointError(KhabarError):
    """The server cannot be used as it was named: nothing more is asked of it."""


class TroubleError(Exception):
    """The server gave no answer this time; another document may fare better."""


class CutOffError(Exception):
    """What was asked or answered is longer than the model takes: ask for less at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one request may cost: bytes of its answer, seconds in all, and tries."""

    size: int = 2_000_000
    connect: float = 10.0
    whole: float = 300.0
    tries: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: a system and a user message, the form of the answer, and how long it may be.

    attempt counts from 0; later ones leave the model some freedom, or they would end the same.
    """

    system: str
    user: str
    schema: Mapping[str, object]
    tokens: int
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote, and the tokens that question and answer took together."""

    content: str
    tokens: int


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    total_tokens: int = 0


class _Body(msgspec.Struct):
    # What a server may add (tool calls, reasoning, links) is not even decoded.
    choices: tuple[_Choice, ...]
    usage: _Usage | None = None


def address_of(said: str, *, remote: bool) -> httpx.URL:
    """The address of a server, checked.

    Args:
        said: as "http://127.0.0.1:8080/v1".
        remote: whether the user allows that texts leave this machine.

    Raises:
        EndpointError: it is none, or lies elsewhere without leave.
    """
    try:
        url = httpx.URL(said.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise EndpointError(f"{said[:_QUOTED]}: no address of a server. {_LIKE}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise EndpointError(f"{said[:_QUOTED]}: no address of a server. {_LIKE}")
    if url.userinfo:
        raise EndpointError(f"{url.host}: leave name and password out; set KHABAR_LLM_KEY instead.")
    if not remote and not is_here(url):
        raise EndpointError(
            f"{url.host}: it lies elsewhere, and every article would be sent there. "
            "Add --remote if that is what you want."
        )
    path = url.path.rstrip("/").removesuffix("/chat/completions")
    return url.copy_with(path=f"{path}/chat/completions", query=None, fragment=None)


_LIKE = "Write it as http://127.0.0.1:8080/v1"


def is_here(url: httpx.URL) -> bool:
    """Whether an address is this machine, as far as the address itself says."""
    try:
        return url.host == "localhost" or ip_address(url.host).is_loopback
    except ValueError:
        return False


@dataclass(slots=True, kw_only=True)
class Endpoint:
    """A server of language models, spoken to in OpenAI's form."""

    url: httpx.URL
    model: str
    key: str | None = field(default=None, repr=False)
    bounds: Bounds = field(default_factory=Bounds)
    sleep: Callable[[float], None] = time.sleep
    _form: int = 0
    _answered: bool = False
    _client: httpx.Client | None = None

    def __post_init__(self) -> None:
        if not (self.model.isprintable() and 0 < len(self.model) <= _QUOTED):
            raise EndpointError("--model: this is no name. Give it as its server calls it.")
        if self.key and not (self.key.isascii() and self.key.isprintable()):
            raise EndpointError("KHABAR_LLM_KEY: holds what no key holds. Set it anew.")
        if self.key and self.url.scheme == "http" and not is_here(self.url):
            raise EndpointError(f"{self.url.host}: http would show the key. Use https.")

    def __enter__(self) -> Self:
        waits = httpx.Timeout(self.bounds.whole, connect=self.bounds.connect)
        # An environment's proxy or .netrc has no say: texts go to the address that was named.
        self._client = httpx.Client(timeout=waits, trust_env=False, follow_redirects=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client is not None:
            self._client.close()

    def complete(self, asked: Asked) -> Completion:
        """What the model answers.

        Raises:
            EndpointError: the server cannot be used at all.
            TroubleError: it did not answer, however often it was asked.
            CutOffError: question or answer are too long for it.
        """
        for attempt in range(self.bounds.tries):
            try:
                status, headers, body = self._sent(asked)
            except httpx.TransportError as error:
                trouble = self._broken(error)
                pause = None
            else:
                while status in _REFUSED and self._looser(body):
                    status, headers, body = self._sent(asked)
                if status not in _BUSY:
                    return self._taken(status, body)
                trouble = f"the server has trouble of its own ({status}){self._said(body)}"
                pause = headers.get("retry-after")
            if attempt + 1 < self.bounds.tries:
                self.sleep(_pause(attempt, pause))
        raise TroubleError(trouble)

    def _sent(self, asked: Asked) -> tuple[int, httpx.Headers, bytes]:
        if self._client is None:
            raise RuntimeError("an endpoint is used inside its with block")
        headers = {"Accept-Encoding": "identity", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        deadline = time.monotonic() + self.bounds.whole
        request = self._client.stream("POST", self.url, json=self._request(asked), headers=headers)
        with request as response:
            body = bytearray()
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > self.bounds.size:
                    size = f"{self.bounds.size / 1e6:g} MB"
                    raise TroubleError(f"the server's answer is larger than {size}")
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("the time for the whole answer is over")
            return response.status_code, response.headers, bytes(body)

    def _request(self, asked: Asked) -> dict[str, object]:
        messages = ({"role": "system", "content": asked.system},
                    {"role": "user", "content": asked.user})  # fmt: skip
        request: dict[str, object] = {
            "model": self.model, "messages": messages, "max_tokens": asked.tokens,
            "temperature": 0.3 if asked.attempt else 0.0, "seed": 1 + asked.attempt,
        }  # fmt: skip
        form = _FORMS[self._form]
        if form == "json_schema":
            schema = _unbounded(asked.schema) if self._form else asked.schema
            named = {"name": "reading", "strict": True, "schema": schema}
            request["response_format"] = {"type": form, "json_schema": named}
        elif form == "json_object":
            request["response_format"] = {"type": form}
        return request

    def _looser(self, body: bytes) -> bool:
        """Whether the request can be put in a looser form: where it was not simply too long."""
        if _too_long(body) or self._form + 1 == len(_FORMS):
            return False
        self._form += 1
        return True

    def _taken(self, status: int, body: bytes) -> Completion:
        if status in _REFUSED and _too_long(body):
            raise CutOffError("the passage is longer than the model takes")
        if status != 200:
            raise EndpointError(self._refusal(status, body))
        try:
            found = msgspec.json.decode(body, type=_Body)
            choice = found.choices[0]
        except (msgspec.MsgspecError, ValueError, IndexError) as error:
            raise TroubleError("the server's answer is not in the form of OpenAI's") from error
        self._answered = True
        if choice.finish_reason == "length":
            raise CutOffError("the answer was cut off")
        content = choice.message.content or ""
        counted = found.usage.total_tokens if found.usage else 0
        return Completion(content, max(counted, 0) or len(content) // 2 + 1)

    def _broken(self, error: httpx.TransportError) -> str:
        if isinstance(error, httpx.ConnectError) and not self._answered:
            raise EndpointError(
                f"{self.url.copy_with(path='/')}: no server answers there. "
                "Start it, or name another with --endpoint."
            ) from error
        if isinstance(error, httpx.TimeoutException):
            return f"the server did not answer within {self.bounds.whole:g} seconds"
        return f"the connection broke off ({type(error).__name__})"

    def _refusal(self, status: int, body: bytes) -> str:
        where, said = f"{self.url.copy_with(query=None)}", self._said(body)
        if status in (401, 403):
            return f"{where}: the server refuses us ({status}){said}. Set KHABAR_LLM_KEY."
        if status == 404:
            return f"{where}: no such address or model ({status}){said}. Check both."
        if 300 <= status < 400:
            return f"{where}: the server sends us elsewhere ({status}). Name the right address."
        return f"{where}: the server refuses the request ({status}){said}. Look at its log."

    def _said(self, body: bytes) -> str:
        """What a server says of its trouble; a key that it repeats is not shown."""
        words = " ".join(body[:4096].decode("utf-8", "replace").split())
        shown = words.replace(self.key, "…") if self.key else words
        return f": {shown[:_QUOTED]}" if shown else ""


def _unbounded(schema: object) -> object:
    """The same schema without the lengths of its strings."""
    if isinstance(schema, Mapping):
        return {k: _unbounded(v) for k, v in schema.items() if k != "maxLength"}
    return schema


def _too_long(body: bytes) -> bool:
    return b"context" in body[:4096].lower()


def _pause(attempt: int, asked: str | None) -> float:
    """Seconds before the next try: as the server asks, or twice as long each time."""
    if asked is not None and asked.isdecimal():
        return min(float(asked[:6]), _LONGEST_PAUSE)
    return min(_FIRST_PAUSE * float(2**attempt), _LONGEST_PAUSE)
