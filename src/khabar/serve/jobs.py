"""Jobs: what takes longer than an answer may, one after the other, and again after a restart.

Reading is made to be killed: what was read is in the store, and run again it goes on from there.
So a job that a restart finds unfinished simply runs once more.
"""

from __future__ import annotations

import queue
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import BinaryIO

from khabar.acquire.documents import acquire
from khabar.acquire.limits import Limits
from khabar.engine.base import Failed, attempt
from khabar.errors import KhabarError
from khabar.pipeline.kit import load_kit
from khabar.pipeline.run import Progress, Run, engine_for
from khabar.pipeline.run import retry as read_again
from khabar.serve.desk import Desk
from khabar.serve.jobs_kept import ENDED, Job, Kept, Kind, State, folder_beside
from khabar.serve.settings import ReadingLimits

_BROKEN_OFF = 3
"""After so many runs that none ended, a job waits for a person: it may be what ends the server."""
_REMEMBERED = 200
_SECONDS_BETWEEN_WRITES = 1.0
_SECONDS_TO_END = 5.0


class _StoppedError(Exception):
    """The server ends: the job goes on with the next one."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent, by the name that it had there."""

    name: str
    content: BinaryIO


class Jobs:
    """The jobs of a desk, and the one thread that does them."""

    def __init__(self, desk: Desk, reading: ReadingLimits) -> None:
        self._desk = desk
        self._reading = reading
        self._kept = Kept(folder_beside(desk.store.where))
        self._known: dict[str, Job] = {}
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._written = 0.0
        self._thread: threading.Thread | None = None

    @property
    def is_stopping(self) -> bool:
        """Whether the server ends."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Find the jobs of earlier times, and begin with those that are not done."""
        self._stopping.clear()
        for job in self._kept.jobs():
            self._known[job.id] = job
            if job.state in ENDED:
                continue
            if job.starts >= _BROKEN_OFF:
                trouble = "It was broken off again and again. Start it once more by hand."
                self._end(job, State.INTERRUPTED, trouble)
            else:
                self._wait(job)
        self._thread = threading.Thread(target=self._work, name="khabar-jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Break off; what is not done goes on after the next start."""
        self._stopping.set()
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(_SECONDS_TO_END)

    def all(self) -> tuple[Job, ...]:
        """All that are remembered, the newest first."""
        with self._lock:
            return tuple(reversed(self._known.values()))

    def one(self, job_id: str) -> Job | None:
        """The job of this id."""
        with self._lock:
            return self._known.get(job_id)

    def read(self, uploads: Sequence[Upload], by: str) -> Job:
        """Read articles that somebody sent.

        Raises:
            StoreError: they cannot be kept.
        """
        job = _new_job(Kind.READ, by)
        try:
            names = [
                self._kept.take(job.id, n, upload.name, upload.content)
                for n, upload in enumerate(uploads, 1)
            ]
        except KhabarError:
            self._kept.drop(job.id)
            raise
        return self._wait(replace(job, files=tuple(names)))

    def renew(self, by: str = "") -> Job:
        """Bring the desk up to date; one that waits to do so does it for all who ask meanwhile."""
        with self._lock:
            waiting = (
                job
                for job in self._known.values()
                if job.kind is Kind.RENEW and job.state is State.WAITING
            )
            return next(waiting, None) or self._wait(_new_job(Kind.RENEW, by))

    def retry(self, by: str) -> Job:
        """Try to read once more all that the store has set aside."""
        return self._wait(_new_job(Kind.RETRY, by))

    def prepare(self, by: str) -> Job:
        """Prepare the search by meaning for all articles that are not."""
        return self._wait(_new_job(Kind.MEANING, by))

    def aside(self) -> tuple[str, ...]:
        """Why each thing that the store has set aside was not read."""
        return tuple(self._kept.bare(each.reason) for each in self._desk.store.asides())

    def trouble(self, job: Job) -> str:
        """What kept a job from being done."""
        return self._kept.bare(job.trouble or "")

    def restart(self, job: Job) -> Job:
        """Run a job once more that failed or was interrupted.

        Raises:
            KhabarError: it is not over, or it is done.
        """
        with self._lock:
            if job.state not in (State.FAILED, State.INTERRUPTED):
                raise KhabarError(f"{job.id}: it is {job.state}. Only what failed starts again.")
            return self._wait(replace(job, starts=0, trouble=None, ended=None))

    def _wait(self, job: Job) -> Job:
        waiting = replace(job, state=State.WAITING, doing="")
        self._put(waiting)
        self._waiting.put(job.id)
        return waiting

    def _put(self, job: Job) -> None:
        with self._lock:
            self._known[job.id] = job
            self._written = time.monotonic()
            self._kept.keep(job)

    def _work(self) -> None:
        while (job_id := self._waiting.get()) is not None and not self.is_stopping:
            job = self._known[job_id]
            if job.state is State.WAITING:
                self._run(replace(job, state=State.RUNNING, starts=job.starts + 1))
                self._forget_old()

    def _run(self, job: Job) -> None:
        self._put(job)
        outcome = attempt(self._do, job, seconds=None)
        if self.is_stopping:
            return
        trouble = outcome.reason if isinstance(outcome, Failed) else outcome.value
        self._end(self._known[job.id], State.FAILED if trouble else State.DONE, trouble)

    def _do(self, job: Job) -> str | None:
        """Do it; what keeps it from being done, if anything does."""
        try:
            if job.kind in (Kind.READ, Kind.RETRY):
                self._read(job)
            observe = self._renewing(job.id)
            if job.kind is not Kind.MEANING:
                self._desk.refresh(observe)
            # Who prepared articles once wants to find the new ones too.
            if job.kind is Kind.MEANING or (job.kind is Kind.READ and self._desk.means()):
                self._desk.prepare(observe)
        except KhabarError as error:
            return str(error)
        except _StoppedError:
            return None
        return None

    def _read(self, job: Job) -> None:
        limits = Limits(document=self._reading.document)
        # Another process does the work, so that this one can answer meanwhile.
        workers = max(2, self._reading.workers)
        run = Run(
            store=self._desk.store,
            engine=engine_for(load_kit(), workers=workers, seconds=self._reading.seconds),
            recipe=load_kit().recipe,
            observer=self._reading_on(job.id),
        )
        if job.kind is Kind.RETRY:
            summary = read_again(run, limits)
        else:
            summary = run.over(acquire(self._kept.paths(job), limits))
        self._change(
            job.id, new=summary.new, known=summary.known, set_aside=len(summary.set_aside),
        )  # fmt: skip

    def _reading_on(self, job_id: str) -> Callable[[Progress], None]:
        def observe(progress: Progress) -> None:
            self._change(
                job_id, doing="reading", done=progress.done, found=progress.found,
                set_aside=progress.set_aside,
            )  # fmt: skip

        return observe

    def _renewing(self, job_id: str) -> Callable[[str, int, int], None]:
        def observe(doing: str, done: int, total: int) -> None:
            self._change(job_id, doing=doing, done=done, found=total)

        return observe

    def _change(self, job_id: str, **changes: str | int | None) -> None:
        """Note how far a job is; on disk once a second at most."""
        if self.is_stopping:
            raise _StoppedError
        with self._lock:
            job = replace(self._known[job_id], **changes)  # type: ignore[arg-type]
            self._known[job_id] = job
            if time.monotonic() - self._written > _SECONDS_BETWEEN_WRITES:
                self._put(job)

    def _end(self, job: Job, state: State, trouble: str | None) -> None:
        self._put(replace(job, state=state, trouble=trouble, ended=_now(), doing=""))
        if state is State.DONE:
            self._kept.drop_files(job)

    def _forget_old(self) -> None:
        with self._lock:
            over = [job.id for job in self._known.values() if job.state in ENDED]
            for job_id in over[:-_REMEMBERED]:
                del self._known[job_id]
                self._kept.drop(job_id)


def _new_job(kind: Kind, by: str) -> Job:
    job_id = secrets.token_hex(8)
    return Job(id=job_id, kind=kind, state=State.WAITING, by=by, made=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
