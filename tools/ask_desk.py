"""Start the desk on a store, ask it for its first page in both languages, and end it.

python tools/ask_desk.py build/demo.db
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx

PATHS = ("ar/", "en/", "api/v1/events?limit=1")
_ADDRESS = re.compile(r"http://\S+/")
_SECONDS = 60.0


def main(arguments: Sequence[str]) -> int:
    """0 where every page was there and the desk ended as it was told to."""
    with desk_at(*arguments) as address:
        print(f"khabar serves {address}")
        # A proxy of this machine has no business between us and ourselves.
        with httpx.Client(base_url=address, timeout=_SECONDS, trust_env=False) as client:
            answers = [client.get(path) for path in PATHS]
        for answer in answers:
            print(f"  {answer.url.path}: {answer.status_code}")
    return 0 if all(answer.status_code == httpx.codes.OK for answer in answers) else 1


@contextmanager
def desk_at(store: str) -> Iterator[str]:
    """The address of `khabar serve` on a store, in a process of its own.

    Raises:
        SystemExit: it did not begin, or did not end as it should.
    """
    command = [sys.executable, "-m", "khabar", "serve", "--no-open", "--store", store]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            told = server.stdout.readline() if server.stdout else ""
            found = _ADDRESS.search(told)
            if found is None:
                raise SystemExit(f"the desk did not begin: {told or 'it said why above'}")
            yield found[0]
        finally:
            server.send_signal(signal.SIGINT)
            ended = server.wait(_SECONDS)
        if ended:
            raise SystemExit(f"the desk ended with {ended}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
