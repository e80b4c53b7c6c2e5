"""Questions about background work."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.db.models import QuerySet

from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import refusals, states
from cungcau.platform.jobs.models import Job


def mine(user: User) -> QuerySet[Job]:
    """The user's own jobs, newest first."""
    return Job.objects.filter(created_by=user)


def get(job_id: UUID) -> Job | None:
    """One job, or None."""
    return Job.objects.filter(pk=job_id).first()


def picture(job: Job) -> dict[str, object]:
    """The job as the progress page and the API show it; ``problem`` is why it was refused, in words."""
    said = refusals.said(job.problem)
    return {
        "id": str(job.id),
        "title": job.title,
        "state": job.state,
        "label": states.LABELS[job.state],
        "finished": job.state in states.FINISHED,
        "percent": job.percent,
        "stage": job.stage,
        "message": job.message,
        "done_url": job.done_url if job.state in states.FINISHED else "",
        "cancellable": job.state not in states.FINISHED and not job.cancel_requested,
        "attempts": job.attempts,
        "problem": said.text if said else "",
        "faults": [asdict(fault) for fault in said.faults] if said else [],
    }
