"""How the tests run: without haste, and the same on every run where CI asks for it."""

from __future__ import annotations

import os

from hypothesis import settings

from store.postgres_server import postgres

__all__ = ["postgres"]

# Two cores shared with others: a slow example is no failure.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
