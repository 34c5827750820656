"""A step that takes too long is broken off: by the system's clock, or by a thread that watches."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTimeError(Exception):
    """A step took longer than it may."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise OutOfTimeError in the block after so many seconds; never where seconds is None.

    Only the main thread can be interrupted by the system's clock; elsewhere, as in Ray's workers
    and in the desk, another thread watches. Either breaks in between two steps of Python: what C
    code has begun it ends first.
    """
    main = threading.current_thread() is threading.main_thread()
    if seconds is None:
        yield
    elif main and hasattr(signal, "setitimer"):
        with _by_clock(seconds):
            yield
    else:
        with _by_watch(seconds):
            yield


@contextmanager
def _by_clock(seconds: float) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError


@contextmanager
def _by_watch(seconds: float) -> Iterator[None]:
    over, lock, thread = threading.Event(), threading.Lock(), threading.get_ident()

    def ring() -> None:
        with lock:
            if not over.is_set():
                _raise_in(thread, OutOfTimeError)

    watch = threading.Timer(seconds, ring)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        with lock:
            over.set()
        _raise_in(thread, None)  # what rang in the last moment no longer counts


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Have an error raised in a thread as soon as it runs Python; None takes it back."""
    raised = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
