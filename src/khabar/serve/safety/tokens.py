"""Who may ask: tokens, of which only hashes are kept."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from khabar.errors import KhabarError

_LINE = re.compile(r"(read|review) sha256:([0-9a-f]{64}) (\S.{0,99})")
_SESSION = 12 * 3600.0
_SESSIONS = 10_000


class Role(StrEnum):
    """What somebody may do: look, or also judge and add articles."""

    READ = "read"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who may ask; name is "" for whoever sits at this machine."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as it is kept. It is 256 random bits, so that one round of SHA-256 hides it."""

    digest: str
    holder: Holder


@dataclass(frozen=True, slots=True)
class Tokens:
    """All that hold; without any, whoever reaches the desk may use it."""

    kept: tuple[Token, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kept)

    def holder(self, secret: str) -> Holder | None:
        """Whose token this is. How long it takes does not depend on how much of it is right."""
        digest, found = _digest(secret), None
        for each in self.kept:
            if hmac.compare_digest(each.digest, digest):
                found = each.holder
        return found


class Sessions:
    """Browsers that signed in; they end with the server, or after half a day."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._open: dict[str, tuple[float, Holder]] = {}

    def begin(self, holder: Holder) -> str:
        """The secret that the browser sends from now on."""
        secret = secrets.token_urlsafe(32)
        if len(self._open) >= _SESSIONS:
            self._open.pop(next(iter(self._open)))
        self._open[_digest(secret)] = (self._clock() + _SESSION, holder)
        return secret

    def holder(self, secret: str) -> Holder | None:
        """Who signed in with it, unless too long ago."""
        until, holder = self._open.get(_digest(secret), (0.0, None))
        return holder if until > self._clock() else None

    def end(self, secret: str) -> None:
        """Sign out."""
        self._open.pop(_digest(secret), None)


def tokens_in(path: Path) -> Tokens:
    """The tokens of a file: a line each, `ROLE sha256:HASH NAME`; # begins a remark.

    Raises:
        KhabarError: there is no such file, a line is something else, or there is none.
    """
    try:
        lines = path.read_text("utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KhabarError(f"{path}: it cannot be read. {_make(path)}") from error
    said = [(n, line.strip()) for n, line in enumerate(lines, 1)]
    kept = tuple(_token(line, f"{path}:{n}") for n, line in said if line and line[0] != "#")
    if not kept:
        raise KhabarError(f"{path}: it holds no token. {_make(path)}")
    return Tokens(kept)


def add_token(path: Path, holder: Holder) -> str:
    """Make a token and keep its hash in the file; the token itself is told this once.

    Raises:
        KhabarError: the name does not fit in a line, or the file cannot be written.
    """
    secret = secrets.token_urlsafe(32)
    line = f"{holder.role} sha256:{_digest(secret)} {holder.name}"
    if not _LINE.fullmatch(line):
        raise KhabarError(f"{holder.name!r}: no name. Give one of 1 to 100 characters in a line.")
    try:
        with open(path, "a", encoding="utf8", opener=_for_owner_only) as file:
            file.write(line + "\n")
    except OSError as error:
        raise KhabarError(f"{path}: {error.strerror}. Name another file.") from error
    return secret


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _token(line: str, where: str) -> Token:
    match = _LINE.fullmatch(line)
    if match is None:
        # The line is not repeated: it may be a token in clear.
        raise KhabarError(f"{where}: no token. Make one with `khabar token FILE --name NAME`.")
    return Token(digest=match[2], holder=Holder(name=match[3], role=Role(match[1])))


def _make(path: Path) -> str:
    return f"Make one: khabar token {path} --name NAME --role review"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf8", "surrogatepass")).hexdigest()
