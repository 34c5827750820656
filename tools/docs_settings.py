"""The page of what environment variables set, from khabar.settings itself."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields

from khabar import settings
from khabar.settings import Settings, settings_from

_SAYS = {
    "KHABAR_STORE": "The store, where no --store is given: a file.",
    "KHABAR_MAX_BYTES": "How many bytes one document and one row may have; more is set aside.",
    "KHABAR_SECONDS": "How many seconds one document may take to read; 0: without end.",
    "KHABAR_NETWORKS": "Networks that are not public and may be asked for pages all the same.",
    "KHABAR_CONTACT": "Where the owner of a site may complain; it is told when a page is fetched.",
}


def settings_page() -> Iterator[str]:
    """The lines of the page.

    Raises:
        SystemExit: the code asks for a variable of which nothing is said here, or the other way.
    """
    asked = sorted(set(_asked()))
    if asked != sorted(_SAYS):
        raise SystemExit(f"docs: say in tools/docs_settings.py what {asked} are for")
    usual = settings_from({})
    yield from (
        "# Settings",
        "",
        "Environment variables; what a command line says counts more.",
        "",
    )
    yield from ("| variable | what it sets | if not set |", "|---|---|---|")
    for name in asked:
        value = getattr(usual, name.removeprefix("KHABAR_").lower())
        yield f"| `{name}` | {_SAYS[name]} | {_shown(value)} |"
    assert len(fields(Settings)) == len(asked)


def _asked() -> Iterator[str]:
    """Every variable that the code of the settings names."""
    for node in ast.walk(ast.parse(inspect.getsource(settings))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value
            if name.startswith("KHABAR_") and name.isidentifier():
                yield name


def _shown(value: object) -> str:
    return "nothing" if value in (None, ()) else f"`{value}`"
