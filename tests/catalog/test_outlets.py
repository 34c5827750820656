"""The table of outlets."""

from __future__ import annotations

from collections import Counter

from khabar.acquire.marks import key_of
from khabar.catalog.outlets import outlet_table


def test_an_address_belongs_to_one_outlet() -> None:
    domains = Counter(d for outlet in outlet_table().outlets for d in outlet.domains)
    assert [domain for domain, n in domains.items() if n > 1] == []


def test_a_name_belongs_to_one_outlet() -> None:
    names = Counter(
        key for o in outlet_table().outlets for key in {key_of(n) for n in (o.name, *o.aliases)}
    )
    assert [name for name, n in names.items() if n > 1] == []
