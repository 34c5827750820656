"""The page of the Python API, from the signatures and docstrings of what `import khabar` gives."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import khabar
from khabar.pipeline.corpus import Corpus, CorpusEvent
from khabar.pipeline.frames import Frames

_TEXT = re.compile(r"'([^']*)'")
_CLASSES: tuple[type[Any], ...] = (Corpus, CorpusEvent, Frames)


def python_page() -> Iterator[str]:
    """The lines of the page."""
    yield from ("# Python", "")
    yield (
        "What `import khabar` gives; [how to use it](../howto/use-from-python.md). A reading has "
        "the fields of [the format](format.md)."
    )
    for function in (khabar.read, khabar.open):
        yield from ("", f"## khabar.{function.__name__}", "", *_function(function))
    for kind in _CLASSES:
        yield from ("", f"## {kind.__name__}", "", *_docstring(kind), "", "| member | what it is |")
        yield "|---|---|"
        yield from _members(kind)


def _function(function: Callable[..., Any]) -> Iterator[str]:
    yield from ("```python", f"{function.__name__}{_signature(function)}", "```", "")
    yield from _docstring(function)


def _docstring(thing: object) -> Iterator[str]:
    """The docstring; its indented parts as they stand."""
    first, _, rest = (inspect.getdoc(thing) or "").partition("\n")
    yield first
    if rest.strip():
        yield from ("", "```text", *rest.strip("\n").split("\n"), "```")


def _members(kind: type[Any]) -> Iterator[str]:
    for name, member in vars(kind).items():
        if name.startswith("_"):
            continue
        said = (inspect.getdoc(member) or "").split("\n\n")[0].replace("\n", " ")
        shown = name if isinstance(member, property) else f"{name}{_signature(member)}"
        if callable(member) or isinstance(member, property):
            yield f"| `{shown}` | {said} |".replace(" | None", " or None")


def _signature(function: Callable[..., Any]) -> str:
    signature = inspect.signature(function)
    kept = [p for p in signature.parameters.values() if p.name != "self"]
    # Annotations are kept as text, which would stand in quotation marks.
    return _TEXT.sub(r"\1", str(signature.replace(parameters=kept)))
