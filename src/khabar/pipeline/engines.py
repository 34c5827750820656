"""Which engine reads, as the command line names it: serial, pool, ray or ray://HOST:PORT.

The kit is loaded where documents are read, and nowhere else: who only hands work out to others
needs no tables and no weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from khabar.acquire.addresses import is_web
from khabar.acquire.choices import Choices
from khabar.acquire.documents import Web, acquire, read_inputs
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input, find_inputs
from khabar.engine.base import Engine
from khabar.engine.pool import Pool
from khabar.errors import KhabarError
from khabar.pipeline.kit import Kit, load_kit, recipe
from khabar.pipeline.run import SECONDS, engine_for, read_to_json
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

_RAY = "ray"
_AT = "ray://"


class EngineError(KhabarError):
    """No engine has this name, or it does not do what was asked."""


@dataclass(frozen=True, slots=True)
class Where:
    """An engine by its name, and how many workers it has.

    Raises:
        EngineError: there is no such engine.
    """

    name: str = "pool"
    workers: int = 1

    def __post_init__(self) -> None:
        at_address = self.name.startswith(_AT) and self.name != _AT
        if self.name not in ("serial", "pool", _RAY) and not at_address:
            raise EngineError(
                f"--engine {self.name}: there is no such engine. "
                "Use serial, pool, ray, or ray://HOST:PORT of a Ray cluster that runs."
            )
        if self.name == "serial" and self.workers > 1:
            raise EngineError(
                "--engine serial: it reads in one process. Leave out --workers, or use pool."
            )

    @property
    def is_ray(self) -> bool:
        """Whether Ray does the work."""
        return self.name.startswith(_RAY)

    @property
    def address(self) -> str | None:
        """Where the cluster is; None where none runs that we know of."""
        return self.name.removeprefix(_AT) if self.name.startswith(_AT) else None


def engine_at(where: Where, *, seconds: float | None = SECONDS) -> Engine[Document, bytes]:
    """The engine that reads documents there; one process reads here, whatever its name."""
    load = partial(_same_kit, recipe())
    if where.is_ray:
        from khabar.engine.ray import Place, Ray

        return Ray(read_to_json, load, Place(where.workers, where.address), seconds)
    if where.workers == 1:
        return engine_for(load_kit(), seconds=seconds)
    return Pool(read_to_json, load, where.workers, seconds)


def _same_kit(wanted: str) -> Kit:
    """The kit, where it is that of this recipe: workers may run on other machines.

    Raises:
        EngineError: the worker has another khabar.
    """
    kit = load_kit()
    if kit.recipe != wanted:
        raise EngineError(
            f"A worker reads by recipe {kit.recipe}, this process by {wanted}. "
            "Install the same version of khabar on every machine."
        )
    return kit


def acquire_at(
    where: Where, paths: Sequence[str], limits: Limits, web: Web | None, choices: Choices
) -> Iterator[Document | SetAside]:
    """What paths hold, in order, as acquire gives it; with Ray its workers open the files.

    The web and standard input are read here: there only one may ask, or can. So is one file alone:
    to hand it to a worker would bring nothing.

    Raises:
        UnreadableInputError, NothingToReadError: a path holds nothing at all.
    """
    if not where.is_ray or any(path == "-" or is_web(path) for path in paths):
        return acquire(paths, limits, web, choices)
    inputs = find_inputs(paths)
    first = [each.path for each in islice(inputs, 2)]
    if len(first) < 2:
        return acquire(paths, limits, web, choices)
    from khabar.engine.ray import Place, spread

    names = chain(first, (each.path for each in inputs))
    step = partial(_found_in, limits=limits, choices=choices)
    return spread(step, names, Place(where.workers, where.address))


def _found_in(path: str, limits: Limits, choices: Choices) -> Iterable[Document | SetAside]:
    return read_inputs(iter((Input(path=path),)), limits, None, choices)
