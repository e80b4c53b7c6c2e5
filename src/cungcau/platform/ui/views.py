"""The error pages, and in development the page that shows every component."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_GET

from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import samples
from cungcau.platform.ui.messages import answer
from cungcau.platform.ui.middleware import problem_response


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with made-up data, marked as such."""
    return render(request, "ui/styleguide.html", samples.context(request))


@require_GET
def styleguide_job(request: HttpRequest) -> HttpResponse:
    """The state of a made-up job, for the progress component to follow."""
    return samples.job_state()


@require_GET
def styleguide_map(request: HttpRequest) -> HttpResponse:
    """The made-up flows as JSON, for the map that reads from an address."""
    return samples.map_answer()


def error_400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read."""
    return render(request, "400.html", status=400)


def error_403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not theirs to see."""
    return render(request, "403.html", status=403)


def error_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page; a program that asks the API is told so in its own way."""
    if request.path.startswith("/api/"):
        return problem_response(answer(DomainError("not_found")), instance=request.path)
    return render(request, "404.html", status=404)


def error_429(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many requests; the reader is asked to wait a minute."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "60"
    return response


def error_500(request: HttpRequest) -> HttpResponse:
    """Our own fault; drawn without context, since anything may be broken."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
