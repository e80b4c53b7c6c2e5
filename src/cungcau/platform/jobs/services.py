"""Background work: asked for in the transaction that needs it, run by any worker, taken up again after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as queue

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import refusals, registry, states
from cungcau.platform.jobs.lock import runner_is_alive
from cungcau.platform.jobs.models import Job
from cungcau.platform.jobs.states import JOB

MOST_ATTEMPTS = 3
"""How often workers may die under one job before it is given up: a job that kills its worker must not loop."""

RUN_TASK = "cungcau.jobs.run"


@transaction.atomic
def later(*, kind: str, title: str, arguments: Mapping[str, object], actor: User | None) -> Job:
    """Ask for work of a registered kind; it starts only if the surrounding transaction commits."""
    registry.work_of(kind)
    job = Job.objects.create(kind=kind, title=title, arguments=dict(arguments), created_by=actor)
    job.queue_id = queue.configure_task(RUN_TASK).defer(job_id=str(job.id))
    job.save(update_fields=["queue_id"])
    return job


@transaction.atomic
def begin(job_id: UUID) -> Job | None:
    """Mark a queued job as running; None when it is not waiting any more (finished, or stopped while queued)."""
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state != states.QUEUED:
        return None
    job.state = JOB.move(job.state, "start")
    job.attempts += 1
    job.started_at = timezone.now()
    job.save(update_fields=["state", "attempts", "started_at"])
    return job


@transaction.atomic
def finish(
    job_id: UUID,
    verb: str,
    *,
    result: Mapping[str, object] | None = None,
    error: str = "",
    problem: Mapping[str, object] | None = None,
) -> None:
    """End a job by ``succeed``, ``fail`` or ``cancel``; what it produced, or why it was refused, is kept with it."""
    job = Job.objects.select_for_update().get(pk=job_id)
    job.state = JOB.move(job.state, verb)
    job.result = dict(result or {})
    job.done_url = str(job.result.get("done_url", job.done_url))
    job.error, job.problem = error[:8000], dict(problem or {})
    job.finished_at = timezone.now()
    if verb == "succeed":
        job.percent = 100
    job.save(update_fields=["state", "result", "done_url", "error", "problem", "finished_at", "percent"])
    if verb != "succeed":
        registry.abandon(job.kind, job.arguments, job.state)


def note_progress(job_id: UUID, *, stage: str, percent: int, message: str) -> None:
    """Write how far a job is; outside any long transaction, so that others see it at once."""
    Job.objects.filter(pk=job_id, state=states.RUNNING).update(
        stage=stage[:80], percent=max(0, min(100, percent)), message=message[:300]
    )


@transaction.atomic
def request_cancel(job: Job) -> Job:
    """Ask a job to stop: a queued one ends at once, a running one at its next look.

    Raises ``job_finished``, ``job_cannot_stop`` for one that runs and is of a kind that runs to its end.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state in states.FINISHED:
        raise DomainError("job_finished", title=job.title)
    if job.state != states.QUEUED and registry.stop_of(job.kind) == registry.Stop.NEVER:
        raise DomainError("job_cannot_stop", title=job.title)
    job.cancel_requested = True
    job.save(update_fields=["cancel_requested"])
    if job.state == states.QUEUED:
        finish(job.pk, "cancel")
        job.refresh_from_db()
    return job


def retake_abandoned() -> int:
    """Queue again every running job whose worker is gone; returns how many.

    A worker holds a PostgreSQL session lock for as long as it lives, so its death is seen at once,
    without waiting for a heartbeat to grow old.
    """
    taken = 0
    for job_id in Job.objects.filter(state=states.RUNNING).values_list("pk", flat=True)[:500]:
        if not runner_is_alive(job_id):
            taken += _retake(job_id)
    return taken


@transaction.atomic
def _retake(job_id: UUID) -> int:
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state != states.RUNNING or runner_is_alive(job_id):
        return 0
    if job.attempts >= MOST_ATTEMPTS:
        died = DomainError("job_worker_died", times=job.attempts)
        finish(job_id, "fail", error=str(died), problem=refusals.kept(died))
        return 0
    job.state = JOB.move(job.state, "retake")
    job.queue_id = queue.configure_task(RUN_TASK).defer(job_id=str(job.id))
    job.save(update_fields=["state", "queue_id"])
    return 1
