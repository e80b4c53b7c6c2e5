"""The progress page of a job, its state as JSON, and the button that stops it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import policies, refusals, selectors, services
from cungcau.platform.jobs.models import Job


def _job(request: HttpRequest, job_id: UUID) -> Job:
    job = selectors.get(job_id)
    if job is None:
        raise DomainError("job_not_found")
    assert isinstance(request.user, User)
    policies.require_view(request.user, job)
    return job


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The user's own jobs, newest first."""
    assert isinstance(request.user, User)
    page = Paginator(selectors.mine(request.user), 30).get_page(request.GET.get("page"))
    return render(
        request, "jobs/index.html", {"page": page, "rows": [(job, selectors.picture(job)) for job in page]}
    )


@login_required
@require_GET
def show(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Live progress; goes on to the result when done."""
    job = _job(request, job_id)
    picture = selectors.picture(job)
    picture["cancellable"] = picture["cancellable"] and policies.may_stop(request.user, job)
    return render(
        request, "jobs/show.html", {"job": job, "picture": picture, "said": refusals.said(job.problem)}
    )


@login_required
@require_GET
def state(request: HttpRequest, job_id: UUID) -> JsonResponse:
    """The same as JSON, for the page's own polling."""
    response = JsonResponse(selectors.picture(_job(request, job_id)))
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask the job to stop; what it has so far is kept where the work can keep it."""
    job = _job(request, job_id)
    assert isinstance(request.user, User)
    policies.require_stop(request.user, job)
    services.request_cancel(job)
    return redirect("jobs:show", job_id=job_id)
