"""Background work over the API."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.selectors import signed_in as user_of
from cungcau.platform.jobs import policies, selectors, services
from cungcau.platform.jobs.models import Job
from cungcau.platform.ui.problems import PROBLEMS, FaultOut

router = Router(tags=["việc nền"])


class JobOut(Schema):
    """A job: state, progress in percent, where its result stands once done, and why it was refused.

    ``stop`` is what stopping it does once it runs: "keeps" the best so far, "discards" it, or "never" (it runs to its
    end); ``cancellable`` whether it may be asked now.
    """

    id: UUID
    title: str
    state: str
    label: str
    finished: bool
    percent: int
    stage: str
    message: str
    done_url: str
    cancellable: bool
    stop: str
    attempts: int
    problem: str
    faults: list[FaultOut]


def _job(request: HttpRequest, job_id: UUID) -> Job:
    job = selectors.get(job_id)
    if job is None:
        raise DomainError("job_not_found")
    policies.require_view(user_of(request), job)
    return job


@router.get("/{job_id}", response={200: JobOut, **PROBLEMS}, summary="Một việc nền")
def job(request: HttpRequest, job_id: UUID) -> dict[str, object]:
    """How far a job is."""
    return selectors.picture(_job(request, job_id))


@router.post("/{job_id}/cancel", response={200: JobOut, **PROBLEMS}, summary="Dừng một việc nền")
def cancel(request: HttpRequest, job_id: UUID) -> dict[str, object]:
    """Ask a job to stop; what it has so far is kept where the work can keep it."""
    job = _job(request, job_id)
    policies.require_stop(user_of(request), job)
    return selectors.picture(services.request_cancel(job))
