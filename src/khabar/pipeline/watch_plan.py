"""What is to be watched, and who is to be told of what: a file that a person writes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from khabar.acquire.addresses import allowance_of
from khabar.acquire.fetch import FetchError, checked_url
from khabar.errors import KhabarError

_DURATION = re.compile(r"(\d{1,6})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_SHORTEST = 60.0
"""Seconds between two looks at one feed: more often would be rude, and show nothing new."""
DESKTOP = "desktop"


class WatchedFeed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A feed or sitemap, how often it is looked at, and whose it is where it does not say."""

    url: str
    interval: str | None = None
    outlet: str | None = None


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wants to be told: of an actor, a pair, a dispute, or what is due soon.

    actor and the pair are names, Arabic or English, or Wikidata ids; dispute is such a name, or
    true for every dispute; due is how long before, as "3d". to says where: "desktop", an address
    for a webhook, "mailto:" and an address of e-mail.
    """

    name: str
    to: tuple[str, ...]
    actor: str | None = None
    pair: tuple[str, str] | None = None
    dispute: str | bool | None = None
    due: str | None = None


class Mail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The server through which e-mail goes; the password stands in an environment variable."""

    host: str
    sender: str
    port: int = 587
    secure: str = "starttls"
    user: str | None = None
    password_env: str = "KHABAR_MAIL_PASSWORD"


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of the file."""

    feed: tuple[WatchedFeed, ...]
    alert: tuple[Wish, ...] = ()
    mail: Mail | None = None
    interval: str = "15m"
    contact: str | None = None
    networks: tuple[str, ...] = ()
    pages: int = 200

    def seconds(self, feed: WatchedFeed) -> float:
        """The time between two looks at a feed."""
        return seconds_of(feed.interval or self.interval)


def seconds_of(said: str) -> float:
    """A span of time written as "90s", "15m", "2h" or "3d".

    Raises:
        ValueError: it is none.
    """
    match = _DURATION.fullmatch(said.strip())
    if match is None:
        raise ValueError(f"{said!r} is no span of time; write it as 15m, 2h or 3d")
    return float(int(match[1]) * _SECONDS[match[2]])


def load_plan(path: str) -> Plan:
    """The plan in a file.

    Raises:
        KhabarError: there is none, or it asks for something impossible.
    """
    try:
        raw = tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise KhabarError(f"{path}: it cannot be opened ({why}). Name a file of feeds.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KhabarError(f"{path}: it is not TOML ({error}). Mend that line.") from error
    return plan_of(raw, path)


def plan_of(raw: Mapping[str, object], path: str) -> Plan:
    """The plan that a file states.

    Raises:
        KhabarError: it asks for something impossible.
    """
    try:
        plan = msgspec.convert(raw, Plan)
        _check(plan)
    except (msgspec.ValidationError, ValueError) as error:
        raise KhabarError(f"{path}: {error}. See docs/howto/watch-feeds.md.") from error
    except FetchError as error:
        raise KhabarError(f"{path}: {error}") from error
    allowance_of(plan.networks)
    return plan


def _check(plan: Plan) -> None:
    if not plan.feed:
        raise ValueError("it names no [[feed]]")
    for feed in plan.feed:
        checked_url(feed.url)
        if plan.seconds(feed) < _SHORTEST:
            raise ValueError(f"{feed.url} would be asked more than once a minute; make it rarer")
    if len({feed.url for feed in plan.feed}) < len(plan.feed):
        raise ValueError("a feed stands in it twice")
    if plan.pages < 1:
        raise ValueError("pages must be 1 or more")
    for wish in plan.alert:
        _check_wish(wish, plan.mail)
    if plan.mail is not None and plan.mail.secure not in ("starttls", "tls", "none"):
        raise ValueError('mail.secure is "starttls", "tls" or "none"')


def _check_wish(wish: Wish, mail: Mail | None) -> None:
    asked = [each for each in (wish.actor, wish.pair, wish.dispute, wish.due) if each is not None]
    if len(asked) != 1 or wish.dispute is False:
        raise ValueError(f"alert {wish.name!r}: say one of actor, pair, dispute and due")
    if wish.due is not None:
        seconds_of(wish.due)
    if not wish.to:
        raise ValueError(f"alert {wish.name!r}: say in `to` who is to be told")
    for target in wish.to:
        if target.startswith("mailto:"):
            if mail is None:
                raise ValueError(f"alert {wish.name!r}: e-mail needs a [mail] server")
        elif target != DESKTOP:
            checked_url(target)
