"""What is known of the pages of one outlet, or of one system that many use: a file each.

The rules only narrow down what is read. A page that no rule fits, or in which a rule finds
nothing, is read by the general way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree
from lxml.html import HtmlElement

from khabar.catalog.files import toml_of
from khabar.catalog.furniture import converted
from khabar.errors import TableError

_QUOTED = re.compile(r"'\s*([\w-]{3,})\s*'")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """Where the parts of an article stand on a kind of page, each as XPath expressions.

    domains: the outlet's addresses; mark: what a page of the system holds, whose-ever it is.
    body: the elements whose lines are the article, in order; the first expression that finds any
    counts. drop: what stands inside them and is no part of it. title, date, filed: the headline,
    the line with the day, the line that says who filed it. live: the body is of many entries.
    """

    name: str
    domains: tuple[str, ...] = ()
    mark: str = ""
    body: tuple[str, ...]
    drop: tuple[str, ...] = ()
    title: str = ""
    date: str = ""
    filed: str = ""
    live: bool = False

    def __post_init__(self) -> None:
        if not self.body or not (self.domains or self.mark):
            raise ValueError(f"rules {self.name} need a body, and domains or a mark")
        for path in (self.mark, self.title, self.date, self.filed, *self.body, *self.drop):
            if path:
                etree.XPath(path)  # raises where it is none


@cache
def page_rules() -> tuple[PageRules, ...]:
    """All rules that ship with khabar, by name.

    Raises:
        TableError: a file breaks its own rules.
    """
    folder = files("khabar.acquire").joinpath("outlets")
    found = [each for each in folder.iterdir() if each.name.endswith(".toml")]
    return tuple(
        _rules(toml_of(each), each.name) for each in sorted(found, key=lambda each: each.name)
    )


def _rules(raw: dict[str, object], name: str) -> PageRules:
    try:
        return converted(raw, PageRules, f"outlets/{name}")
    except etree.XPathSyntaxError as error:
        raise TableError(f"outlets/{name}", f"holds a broken expression ({error})") from error


def rules_for(
    host: str, root: HtmlElement, page: str, rules: Sequence[PageRules]
) -> PageRules | None:
    """The rules of the outlet at a host, or else of the system whose mark the page bears.

    page: the same page as text: looking for the mark's words there first costs next to nothing.
    """
    for each in rules:
        if any(host == domain or host.endswith(f".{domain}") for domain in each.domains):
            return each
    likely = (each for each in rules if any(word in page for word in _QUOTED.findall(each.mark)))
    return next((each for each in likely if found(root, each.mark)), None)


def found(root: HtmlElement, path: str) -> list[HtmlElement]:
    """The elements that an expression names, in order."""
    result = _compiled(path)(root) if path else []
    listed = result if isinstance(result, list) else []
    return [each for each in listed if isinstance(each, HtmlElement)]


@cache
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path)
