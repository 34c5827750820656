"""The reference of the API, written from what the application says of itself (OpenAPI)."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from khabar.serve.api import PREFIX
from khabar.serve.app import create_app
from khabar.serve.desk import Desk
from khabar.serve.settings import Serving
from khabar.store.opening import open_store

Told = Mapping[str, Any]
_INTRODUCTION = f"""\
`khabar serve --store FILE` answers under `{PREFIX}`; its OpenAPI stands at `{PREFIX}/openapi.json`.
`khabar.client` asks it from Python. Lists come in parts of `limit` rows: ask again with `cursor`
set to `next`. `format=jsonl` and `format=csv` give all rows at once, `format=json` a part.
An answer has an `ETag`; sent back as `If-None-Match`, it is `304` as long as nothing changed.
Problems are `application/problem+json` (RFC 9457). Where the desk asks for a token, send
`Authorization: Bearer TOKEN`. Where to begin: [Use the desk](../howto/use-the-desk.md)."""


def api_page() -> Iterator[str]:
    """The lines of the page."""
    told = _described()
    yield from ("# The API", "", _INTRODUCTION)
    for path, methods in sorted(told["paths"].items()):
        for method, route in methods.items():
            yield from _route(f"{method.upper()} {path}", route)
    yield from ("", "# What it answers with")
    for name, schema in sorted(told["components"]["schemas"].items()):
        yield from _schema(name, schema)


def _described() -> Told:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "empty.db"
        open_store(where).close()
        with Desk.open(where) as desk:
            return create_app(desk, Serving()).openapi()


def _route(heading: str, route: Told) -> Iterator[str]:
    yield from ("", f"## {heading}", "", _line(route.get("description") or route["summary"]))
    parameters = route.get("parameters", ())
    if parameters:
        yield from ("", "| parameter | type | |", "|---|---|---|")
        yield from (_parameter(parameter) for parameter in parameters)
    if "requestBody" in route:
        kinds = (f"{_type(body['schema'])} (`{kind}`)" for kind, body in _bodies(route))
        yield from ("", f"Takes {' or '.join(kinds)}.")
    yield from ("", "Answers: " + "; ".join(_answers(route)) + ".")


def _bodies(told: Told) -> Iterator[tuple[str, Told]]:
    yield from told["requestBody"]["content"].items()


def _parameter(told: Told) -> str:
    schema = told.get("schema", {})
    said = _line(told.get("description") or schema.get("description") or "")
    usual = schema.get("default")
    if usual not in (None, "", []):
        said = f"{said} Usually `{usual}`.".strip()
    must = "" if not told.get("required") else " (needed)"
    return f"| `{told['name']}` in {told['in']}{must} | {_type(schema)} | {said} |"


def _answers(route: Told) -> Iterator[str]:
    for status, answer in sorted(route["responses"].items()):
        content = answer.get("content", {})
        kinds = dict.fromkeys(_type(body.get("schema", {})) for body in content.values())
        yield f"`{status}`" + (f" {' or '.join(kinds)}" if kinds else "")


def _schema(name: str, schema: Told) -> Iterator[str]:
    said = _line(schema.get("description", ""))
    yield from ("", f"## {name}", *(("", said) if said else ()), "")
    if "properties" in schema:
        yield from ("| field | type |", "|---|---|")
        yield from (f"| `{f}` | {_type(of)} |" for f, of in schema["properties"].items())
    else:
        yield f"{_type(schema)}."


def _type(schema: Told) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        one = schema.get("items") or next(iter(schema.get("prefixItems", ())), None)
        return f"list of {_type(one)}" if one else "list"
    return str(schema.get("type", "any"))


def _line(text: str) -> str:
    """On one line of a table."""
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()
