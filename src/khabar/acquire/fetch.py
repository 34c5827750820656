"""One request to one server: the only place of acquisition that opens a connection.

A name is looked up once; every address it has must be one that may be asked, and the connection
goes to that address, not to the name: who answers differently the second time gains nothing. Each
redirect comes through here again. Nothing that a server sends makes us wait, hold or unpack more
than the bounds say.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import httpcore
import httpx

from khabar.acquire.addresses import Allowance
from khabar.acquire.unpacking import BrokenError, TooLargeError, Unpacker
from khabar.errors import UnreadableInputError

Resolver = Callable[[str, int], Sequence[str]]
"""The numeric addresses of a name; OSError where it has none."""

_PORTS = {"http": 80, "https": 443}
_LONGEST_URL = 4_000
_NO_BODY = 300  # statuses from here on are answers whose pages nobody reads
_LATER = "Try again later."
_PASSING = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.RemoteProtocolError)


class FetchError(UnreadableInputError):
    """Something of the web that gave no page.

    passes says whether another try may do better; after is the number of seconds the server asked
    for until then.
    """

    def __init__(
        self, where: str, reason: str, remedy: str, *, passes: bool = False,
        after: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__(where, reason, remedy)
        self.passes = passes
        self.after = after


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one answer may cost: bytes, as sent and unpacked, and seconds.

    connect is for reaching the server, silence between two pieces, whole for all of it.
    """

    size: int = 10_000_000
    connect: float = 10.0
    silence: float = 20.0
    whole: float = 60.0

    def in_words(self) -> str:
        """The size as people say it."""
        return f"{self.size / 1_000_000:g} MB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said; body is empty where the status is no success."""

    status: int
    headers: httpx.Headers
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """What it says it sent, as "text/html"; "" where it does not say."""
        said: str = self.headers.get("content-type", "")
        return said.partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding it says it sent, if it says so."""
        said: str = self.headers.get("content-type", "")
        for part in said.split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip(" \"'").lower()[:40] or None
        return None


def checked_url(said: str) -> httpx.URL:
    """An address that may be asked for at all, without its fragment.

    Raises:
        FetchError: it is none.
    """
    try:
        url = httpx.URL(said.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError) as error:
        raise FetchError(said[:200], "it is no address of the web", "Check it.") from error
    reason = _unfit(url, said)
    if reason is not None:
        raise FetchError(_bare(url)[:200], reason, "Check the address.")
    return url


def _unfit(url: httpx.URL, said: str) -> str | None:
    if url.scheme not in _PORTS or not url.host:
        return "it is no http or https address"
    if url.userinfo:
        return "it holds a name or password, which would be stored with every article"
    return "the address is too long" if len(said) > _LONGEST_URL else None


def _bare(url: httpx.URL) -> str:
    return str(url.copy_with(userinfo=b"")) if url.userinfo else str(url)


def resolved(host: str, port: int) -> tuple[str, ...]:
    """The numeric addresses of a name, each once, in the order of the system."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How servers are reached: which addresses may be asked, within what bounds."""

    allowance: Allowance = field(default_factory=Allowance)
    bounds: Bounds = field(default_factory=Bounds)
    resolve: Resolver = resolved

    def ask(
        self, url: httpx.URL, headers: Mapping[str, str], takes: Callable[[str], bool]
    ) -> Answer:
        """Send one GET request and take the answer; no redirect is followed.

        Args:
            takes: whether an answer of a media type ("text/html") is wanted at all.

        Raises:
            FetchError: there is no whole answer, or it is not one that we take.
        """
        try:
            return self._exchange(url, headers, takes)
        except _PASSING as error:
            raise FetchError(str(url), _broken_off(error), _LATER, passes=True) from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            reason = f"it cannot be asked for ({str(error)[:120]})"
            raise FetchError(str(url), reason, "Check the address.") from error

    def _exchange(
        self, url: httpx.URL, headers: Mapping[str, str], takes: Callable[[str], bool]
    ) -> Answer:
        backend = _Guarded(self, time.monotonic() + self.bounds.whole)
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        waits = {
            "connect": self.bounds.connect, "read": self.bounds.silence,
            "write": self.bounds.silence, "pool": self.bounds.connect,
        }  # fmt: skip
        # Nothing is kept open: who is asked politely is asked again after a pause.
        with (
            httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend) as pool,
            pool.stream(
                "GET", target, headers=_sent(url, headers), extensions={"timeout": waits}
            ) as response,
        ):
            answer = Answer(status=response.status, headers=httpx.Headers(response.headers))
            if answer.status >= _NO_BODY:
                return answer
            body = self._body(str(url), answer, takes, response.iter_stream())
            return Answer(status=answer.status, headers=answer.headers, body=body)

    def _body(
        self, where: str, answer: Answer, takes: Callable[[str], bool], chunks: Iterable[bytes]
    ) -> bytes:
        if not takes(answer.media_type):
            reason = f"it is no text but {answer.media_type[:60]!r}"
            raise FetchError(where, reason, "Leave it out.")
        size = self.bounds.size
        said = answer.headers.get("content-length", "")
        if said.isdecimal() and int(said[:20]) > size:
            raise self._too_large(where)
        try:
            unpacker = Unpacker(answer.headers.get("content-encoding", ""), size)
            body, sent = bytearray(), 0
            for chunk in chunks:
                sent += len(chunk)
                if sent > size:
                    raise TooLargeError
                body += unpacker.take(chunk)
            unpacker.rest()
        except TooLargeError as error:
            raise self._too_large(where) from error
        except BrokenError as error:
            raise FetchError(where, str(error), _LATER, passes=True) from error
        return bytes(body)

    def _too_large(self, where: str) -> FetchError:
        reason = f"it is larger than {self.bounds.in_words()}, as sent or unpacked"
        return FetchError(where, reason, "Set KHABAR_MAX_BYTES if you want it all the same.")


def _sent(url: httpx.URL, headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    wire = [(b"Host", url.netloc), (b"Accept-Encoding", b"gzip, deflate")]
    wire += [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
    return [*wire, (b"Connection", b"close")]


def _broken_off(error: Exception) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return "the server did not answer in time"
    if isinstance(error, httpcore.ConnectError):
        return f"the server cannot be reached ({str(error)[:120] or 'no connection'})"
    return f"the connection broke off ({str(error)[:120]})"


@cache
def _trust() -> ssl.SSLContext:
    """Certificates are checked against the name in the address, always."""
    return httpx.create_ssl_context()


class _Guarded(httpcore.NetworkBackend):
    """Connects to addresses that may be asked, and to nothing else."""

    def __init__(self, line: Line, deadline: float) -> None:
        self._line = line
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:  # fmt: skip
        *others, last = self._addresses(host, port)
        for address in others:
            try:
                return self._opened(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._opened(last, port, timeout)

    def _opened(self, address: str, port: int, timeout: float | None) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _Timed(self._plain.connect_tcp(address, port, left), self._deadline)

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            found = self._line.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"its name {host!r} is not known") from error
        if not found:
            raise httpcore.ConnectError(f"its name {host!r} is not known")
        refused = [address for address in found if not self._line.allowance.permits(address)]
        if refused:
            reason = f"{host} lies at {refused[0]}, which is no public address"
            remedy = "If that is your own network, allow it with KHABAR_NETWORKS."
            raise FetchError(host, reason, remedy)
        return found


class _Timed(httpcore.NetworkStream):
    """A stream that ends when the time for all of an answer is over, however slowly it drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _left(self._deadline, timeout, httpcore.ReadTimeout)
        return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None, over: type[httpcore.TimeoutException]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise over("the time for the whole answer is over")
    return left if timeout is None else min(left, timeout)
