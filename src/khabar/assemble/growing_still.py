"""Quiet for a record that grows: nobody looks for cycles among its millions of parts."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def still() -> Iterator[None]:
    """Look for no cycles meanwhile, and later for none among what was made by then.

    A record is made of facts that do not lead back to each other, and looking through ten million
    of them for cycles stops everything for seconds. Counting references frees them as ever.
    """
    sought = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if sought:
            gc.enable()


@contextmanager
def passing() -> Iterator[None]:
    """Look for cycles among everything again, once a record is done that is not to stand."""
    frozen = gc.get_freeze_count()
    try:
        yield
    finally:
        if not frozen:
            gc.unfreeze()
