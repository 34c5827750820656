"""Every example of the table of furniture is a test, and so is every counterexample."""

from __future__ import annotations

import pytest

from khabar.acquire.layout import lines_of
from khabar.acquire.marks import line_rules
from khabar.catalog.furniture import FurnitureRule, Marks, furniture_table

TABLE = furniture_table()
EXAMPLES = [(rule, line) for rule in TABLE.rules for line in rule.examples]
COUNTEREXAMPLES = [(rule, line) for rule in TABLE.rules for line in rule.counterexamples]


def mark_of(text: str) -> Marks | None:
    (line,) = lines_of(text)
    return line_rules(TABLE).mark_of(line)


@pytest.mark.parametrize(("rule", "line"), EXAMPLES)
def test_an_example_is_what_its_rule_says(rule: FurnitureRule, line: str) -> None:
    assert mark_of(line) is rule.marks


@pytest.mark.parametrize(("rule", "line"), COUNTEREXAMPLES)
def test_a_counterexample_is_left_to_the_article(rule: FurnitureRule, line: str) -> None:
    assert mark_of(line) is None, rule.name


def test_no_two_rules_share_a_name() -> None:
    names = [rule.name for rule in TABLE.rules]
    assert len(names) == len(set(names))
