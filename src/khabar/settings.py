"""What a user may set by environment variables; read once by the commands, never on import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from khabar.errors import KhabarError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How khabar runs where nothing else is said.

    store is the file of the store; max_bytes bounds one document and one row; seconds bound the
    reading of one document, None without end. networks are those that are not public and may be
    asked for pages all the same; contact is where the owner of a site may complain.
    """

    store: str = "khabar.db"
    max_bytes: int = 10_000_000
    seconds: float | None = 60.0
    networks: tuple[str, ...] = ()
    contact: str | None = None


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings that KHABAR_STORE, KHABAR_MAX_BYTES, KHABAR_SECONDS and the like give.

    Raises:
        KhabarError: one of them is not what it must be.
    """
    usual = Settings()
    seconds = _number(environment, "KHABAR_SECONDS", usual.seconds or 0)
    max_bytes = _number(environment, "KHABAR_MAX_BYTES", usual.max_bytes)
    if max_bytes < 1:
        raise KhabarError("KHABAR_MAX_BYTES: must be at least 1. Set it to a number of bytes.")
    return Settings(
        store=environment.get("KHABAR_STORE") or usual.store,
        max_bytes=int(max_bytes),
        seconds=seconds or None,
        networks=tuple(environment.get("KHABAR_NETWORKS", "").replace(",", " ").split()),
        contact=environment.get("KHABAR_CONTACT") or None,
    )


def _number(environment: Mapping[str, str], name: str, usual: float) -> float:
    said = environment.get(name)
    if not said:
        return usual
    try:
        number = float(said)
    except ValueError:
        number = -1
    if not 0 <= number < 1e12:
        raise KhabarError(f"{name}: {said!r} is no number that fits. Set it to one from 0 on.")
    return number
