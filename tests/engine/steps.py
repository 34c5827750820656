"""Steps for worker processes, which must be able to import them."""

from __future__ import annotations

import os
import time
from pathlib import Path

from khabar.errors import KhabarError


def load() -> int:
    """A kit: the number to add."""
    return 100


def load_nothing() -> int:
    """A kit that cannot be loaded."""
    raise RuntimeError("no kit")


def count_loads() -> str:
    """A kit that leaves a file where it was loaded."""
    folder = Path(os.environ["KHABAR_TEST_LOADS"])
    (folder / str(os.getpid())).write_text("loaded" * len(list(folder.glob(str(os.getpid())))))
    return str(os.getpid())


def add(item: int, kit: int) -> int:
    """Item and kit together; some numbers are bad."""
    if item == 7:
        raise KeyError("seven")
    if item == 13:
        os._exit(9)
    if item == 17:
        time.sleep(60)
    return item + kit


def tell(_item: int, kit: str) -> str:
    """The kit alone."""
    return kit


def linger(item: int, kit: int) -> int:
    """Take a while, and leave a file that says so."""
    (Path(os.environ["KHABAR_TEST_LOADS"]) / str(os.getpid())).touch()
    time.sleep(60)
    return item + kit


def spin(item: int, kit: int) -> int:
    """Never end, in Python."""
    while item == 17:
        pass
    return item + kit


def as_often(item: int) -> list[int]:
    """The item, none to two times."""
    if item == 999:
        raise StepError("999: is too much. Take less.")
    return [item] * (item % 3)


class StepError(KhabarError):
    """What a user can mend."""


def load_refused() -> int:
    """A kit that says what to do."""
    raise StepError("The kit is gone. Bring it back.")
