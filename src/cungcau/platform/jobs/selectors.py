"""Questions about background work."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import refusals, states
from cungcau.platform.jobs.models import Job
from cungcau.platform.jobs.registry import Stop, stop_of

STOP_LABELS = {
    "queued": _("Thôi, không làm nữa"),
    Stop.KEEPS: _("Dừng, giữ kết quả tốt nhất đến lúc này"),
    Stop.DISCARDS: _("Dừng, không ghi gì"),
    Stop.NEVER: _("Việc này đã bắt đầu thì chạy đến hết, không dừng giữa chừng được."),
}
"""What the button says that stops a job, or what stands in its place."""


def mine(user: User) -> QuerySet[Job]:
    """The user's own jobs, newest first."""
    return Job.objects.filter(created_by=user)


def get(job_id: UUID) -> Job | None:
    """One job, or None."""
    return Job.objects.filter(pk=job_id).first()


def may_be_stopped(job: Job) -> bool:
    """Whether asking it to stop can come to anything: it waits, or runs and is of a kind that stops."""
    if job.state in states.FINISHED:
        return False
    return job.state == states.QUEUED or stop_of(job.kind) != Stop.NEVER


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
        "cancellable": may_be_stopped(job) and not job.cancel_requested,
        "stop": stop_of(job.kind).value,
        "stop_label": str(STOP_LABELS["queued" if job.state == states.QUEUED else stop_of(job.kind)]),
        "attempts": job.attempts,
        "problem": said.text if said else "",
        "faults": [asdict(fault) for fault in said.faults] if said else [],
    }
