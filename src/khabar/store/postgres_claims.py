"""Who reads which document: advisory locks, so that two readers do not do the same work.

A lock belongs to a connection that stays open as long as the run. Where the process dies, the
server lets go of its locks, and whoever waits takes over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ARRAY, BigInteger, Connection, Engine, bindparam, text

from khabar.store.faults import told
from khabar.store.postgres_locks import number_of

_NUMBERS = bindparam("numbers", type_=ARRAY(BigInteger))
_TRY = text("SELECT n, pg_try_advisory_lock(n) FROM unnest(:numbers) AS n").bindparams(_NUMBERS)
_FREE = text("SELECT pg_advisory_unlock(n) FROM unnest(:numbers) AS n").bindparams(_NUMBERS)
_WAIT = text("SELECT pg_advisory_lock(:number), pg_advisory_unlock(:number)")


class PostgresClaims:
    """The documents that one run has taken to read under one recipe; see base.Claims."""

    def __init__(self, where: str, engine: Engine, recipe: str) -> None:
        self._where, self._recipe = where, recipe
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._held: dict[str, int] = {}
        self._connection: Connection | None = None

    def take(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of these that nobody else is reading: from now on they are this run's."""
        numbers = {number_of("read", self._recipe, each): each for each in ids}
        if not numbers:
            return frozenset()
        with told(self._where):
            rows = self._line().execute(_TRY, {"numbers": sorted(numbers)}).all()
        mine = {numbers[number]: number for number, free in rows if free}
        self._held |= mine
        return frozenset(mine)

    def drop(self, ids: Iterable[str]) -> None:
        """Let go of these, as far as they are held."""
        numbers = [self._held.pop(each) for each in ids if each in self._held]
        if numbers:
            with told(self._where):
                self._line().execute(_FREE, {"numbers": numbers}).all()

    def wait(self, id_: str) -> None:
        """Wait until nobody else is reading this."""
        with told(self._where):
            number = number_of("read", self._recipe, id_)
            self._line().execute(_WAIT, {"number": number}).all()

    def close(self) -> None:
        """Let go of all of them."""
        if self._connection is not None:
            # Whatever else used the connection afterwards would hold the locks on.
            self._connection.invalidate()
            self._connection.close()
        self._connection, self._held = None, {}

    def _line(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            # Another's document may take as long as it may take.
            self._connection.exec_driver_sql("SET lock_timeout = 0")
        return self._connection
