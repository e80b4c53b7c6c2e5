"""What the pages of this room ask first: who, which due, which report, which line."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest

from cungcau.domain.reporting import policies
from cungcau.domain.reporting.models import Due, Duty, Line, Report, Section
from cungcau.domain.reporting.selectors.rights import due_for, duties_shown, report_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.messages import answer


def reader(request: HttpRequest) -> User:
    """Somebody who may have reports to see, by role or by post. Raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.WORK)
    return user


def due_asked(user: User, pk: int) -> Due:
    """One due somebody may see; raises ``report_due_not_found``."""
    found = due_for(user, pk)
    if found is None:
        raise DomainError("report_due_not_found")
    return found


def duty_asked(user: User, pk: int) -> Duty:
    """One duty somebody may see; raises ``report_duty_not_found``."""
    found = duties_shown(user).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise DomainError("report_duty_not_found")
    return found


def report_asked(user: User, pk: int) -> Report:
    """One report somebody may see; raises ``report_not_found``."""
    found = report_for(user, pk)
    if found is None:
        raise DomainError("report_not_found")
    return found


def section_asked(report: Report, pk: int) -> Section:
    """A section of a report; raises ``report_part_not_found``."""
    found = Section.objects.filter(report=report, pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise DomainError("report_part_not_found")
    return found


def line_asked(report: Report, pk: int) -> Line:
    """A figure of a report; raises ``report_part_not_found``."""
    rows = Line.objects.filter(report=report, pk=pk).select_related("indicator__plan", "entered_by")
    found = rows.first() if pk < 2**63 else None
    if found is None:
        raise DomainError("report_part_not_found")
    found.report = report
    return found


def refuse(form: Form, refused: DomainError, field: str | None = None) -> None:
    """Say a refusal at a form; one of rights is no matter of the form."""
    if answer(refused).status in (403, 404):
        raise refused
    form.add_error(field if field in form.fields else None, answer(refused).text)
