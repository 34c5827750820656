"""EDTF as TEI's attributes of time."""

from __future__ import annotations

from khabar.schema.moments import Edtf


def dated(when: Edtf | None) -> dict[str, str | None]:
    """@when of a point, @from and @to of an interval, @cert where the text says about."""
    first, slash, last = (when or "").partition("/")
    given: dict[str, str | None] = {}
    if slash:
        given["from"], given["to"] = _known(first), _known(last)
    else:
        given["when"] = _known(first)
    if when is not None and any(mark in when for mark in "?~%"):
        given["cert"] = "low"
    return given


def _known(point: str) -> str | None:
    """The known beginning of a date; None where not even the year is known."""
    parts: list[str] = []
    for part in point.rstrip("?~%").split("-"):
        if not part.isdigit():
            break
        parts.append(part)
    return "-".join(parts) or None
