"""Runs one job inside a worker: lock, progress, cancellation, a kept result or a kept error."""

from __future__ import annotations

import logging
import time
import traceback
from uuid import UUID

from cungcau.kernel.errors import DomainError
from cungcau.platform.jobs import refusals, registry, services
from cungcau.platform.jobs.lock import hold
from cungcau.platform.jobs.models import Job

log = logging.getLogger(__name__)

_EVERY_S = 0.3
"""Progress is written, and the wish to stop read, at most this often."""


class _Run:
    """The live side of a job, handed to its work."""

    def __init__(self, job_id: UUID) -> None:
        self.job_id = job_id
        self._written = self._asked = 0.0
        self._stop = False
        self._last: tuple[str, int, str] | None = None

    def report(self, *, stage: str, percent: int, message: str = "") -> None:
        now = time.monotonic()
        seen = (stage, percent, message)
        if seen == self._last or (now - self._written < _EVERY_S and self._last and self._last[0] == stage):
            return
        self._written, self._last = now, seen
        services.note_progress(self.job_id, stage=stage, percent=percent, message=message)

    def cancelled(self) -> bool:
        now = time.monotonic()
        if not self._stop and now - self._asked >= _EVERY_S:
            self._asked = now
            self._stop = Job.objects.filter(pk=self.job_id, cancel_requested=True).exists()
        return self._stop


def run(job_id: UUID) -> None:
    """Do the job unless somebody else is doing it; whatever happens, its end is written down."""
    with hold(job_id) as mine:
        if not mine:
            log.warning("job %s is being run by another worker", job_id)
            return
        job = services.begin(job_id)
        if job is None:
            return
        live = _Run(job_id)
        try:
            result = registry.work_of(job.kind)(live, job.arguments)
        except DomainError as error:
            services.finish(job_id, "fail", error=str(error), problem=refusals.kept(error))
        except Exception:
            log.exception("job %s (%s) failed", job_id, job.kind)
            services.finish(job_id, "fail", error=traceback.format_exc())
        else:
            stopped = live.cancelled() and not result.get("kept")
            services.finish(job_id, "cancel" if stopped else "succeed", result=result)
