"""Start the desk on a store, ask it for its first page in both languages, and end it.

python tools/ask_desk.py build/demo.db
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Sequence

import httpx

PATHS = ("/ar/", "/en/", "/api/v1/events?limit=1")
_ADDRESS = re.compile(r"http://\S+/")
_SECONDS = 30.0


def main(arguments: Sequence[str]) -> int:
    """0 where every page was there and the desk ended as it was told to."""
    command = [sys.executable, "-m", "khabar", "serve", "--no-open", "--store", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            answered = _asked(server)
        finally:
            server.send_signal(signal.SIGINT)
            ended = server.wait(_SECONDS)
    return 0 if answered and ended == 0 else 1


def _asked(server: subprocess.Popen[str]) -> bool:
    told = server.stdout.readline() if server.stdout else ""
    found = _ADDRESS.search(told)
    if found is None:
        return False
    print(told.strip().partition("  (")[0])
    # A proxy of this machine has no business between us and ourselves.
    with httpx.Client(base_url=found[0], timeout=_SECONDS, trust_env=False) as client:
        answers = [client.get(path) for path in PATHS]
    for answer in answers:
        print(f"  {answer.url.path}: {answer.status_code}")
    return all(answer.status_code == httpx.codes.OK for answer in answers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
