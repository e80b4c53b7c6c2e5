"""Opening what is owed: by the calendar, and on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse

from cungcau.domain.ocop.selectors.people import but, officers
from cungcau.domain.programmes.models import Agency
from cungcau.domain.reporting import policies, states
from cungcau.domain.reporting.messages import duties as said
from cungcau.domain.reporting.messages import notices
from cungcau.domain.reporting.models import Due, Duty, Nudge, Owing
from cungcau.domain.reporting.periods import Period
from cungcau.domain.reporting.selectors.rights import people_of
from cungcau.domain.reporting.selectors.schedule import periods_of, reach
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock
from cungcau.reference.search import words

_DAY = timedelta(days=1)
_BACK_DAYS = 45
"""How far back a run looks for due days it missed, as after a long stop; older ones are opened with their duty."""


def open_all() -> int:
    """Open every due whose time has come; safe to run again and by several at once. Returns how many are new."""
    return sum(open_dues(duty=duty) for duty in Duty.objects.order_by("pk"))


@transaction.atomic
def open_dues(*, duty: Duty, since: date | None = None) -> int:
    """Open the dues of one duty up to as many days ahead as it says, from ``since`` (blank: lately); how many are new.

    The due above each is found where it is there; where it is opened later, the ones below are tied to it then.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('reporting.open', 0))")
    today = clock.today()
    wanted = periods_of(duty, since or today - _BACK_DAYS * _DAY, today + reach(duty) * _DAY)
    if not wanted:
        return 0
    owing = list(
        Owing.objects.filter(duty=duty).select_related("agency").defer("agency__words").order_by("pk")
    )
    there = set(
        Due.objects.filter(duty=duty, request="", due_on__gte=wanted[0].due_on - 400 * _DAY).values_list(
            "agency_id", "period_from", "period_to"
        )
    )  # fmt: skip
    new = [
        _due(duty, one.agency, period)
        for period in wanted
        for one in owing
        if _owes(one, period.due_on) and (one.agency_id, period.first, period.last) not in there
    ]
    Due.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    _tie(duty, wanted)
    if new:
        record(actor=None, verb=said.DUES_OPENED, thing=duty, count=len(new))
    return len(new)


@transaction.atomic
def ask_quick(
    *,
    duty: Duty,
    agencies: Iterable[Agency],
    request: str,
    due_on: date,
    due_hour: int | None,
    actor: User | None,
    first: date | None = None,
    above: Due | None = None,
) -> list[Due]:
    """Ask agencies for a report at once, with figures from ``first`` (blank: today) to the due day; they are told.

    ``above`` is a quick report the duty's receiver owes itself, into which the answers are summed. An agency asked the
    same for the same day already is not asked again. Raises ``report_above_wrong``, ``not_allowed``,
    ``report_request_missing``, ``report_due_past``, ``report_nobody_owes``, ``report_duty_days_wrong``.
    """
    if actor is not None:
        access.require(actor, policies.ARRANGE, duty.area_code)
    text, today = request.strip()[:600], clock.today()
    if not text:
        raise DomainError("report_request_missing")
    if due_on < today:
        raise DomainError("report_due_past", day=due_on)
    begins = first or today
    if begins > due_on:
        raise DomainError("report_duty_days_wrong", first=begins, last=due_on)
    if above is not None:
        above = Due.objects.select_for_update(of=("self",)).get(pk=above.pk)
        if not may_sum(duty, above):
            raise DomainError("report_above_wrong", label=above.request or above.label)
    asked = sorted(agencies, key=lambda one: one.pk)
    if not asked:
        raise DomainError("report_nobody_owes")
    Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    period = Period(due_on, begins, due_on, f"đột xuất {show_date(due_on)}")
    there = set(
        Due.objects.filter(duty=duty, due_on=due_on, request=text).values_list("agency_id", flat=True)
    )
    made = []
    for agency in asked:
        if agency.pk in there:
            continue
        due = _due(duty, agency, period)
        due.request, due.due_hour, due.asked_by, due.above = text, due_hour, actor, above
        due.folded = words(due.folded, text)[:700]
        due.save(force_insert=True)
        made.append(due)
        _tell_asked(due, actor)
    if made:
        record(actor=actor, verb=said.ASKED, thing=duty, count=len(made), request=text)
    return made


def may_sum(duty: Duty, above: Due) -> bool:
    """Whether answers to a duty may be summed into a due: its receiver's own quick report, not begun yet."""
    return above.agency_id == duty.to_agency_id and bool(above.request) and above.state == states.WAITING


@transaction.atomic
def excuse(*, due: Due, reason: str, actor: User | None) -> Due:
    """Let an agency off one report; it counts neither as owed nor as missing.

    Raises ``not_allowed``, ``reason_missing``, ``report_due_begun``.
    """
    row = _locked(due, actor)
    if not reason.strip():
        raise DomainError("reason_missing")
    if row.state != states.WAITING:
        raise DomainError("report_due_begun", label=row.label, agency=row.agency.name)
    row.state, row.reason = states.EXCUSED, reason.strip()[:300]
    row.save(update_fields=["state", "reason"])
    record(actor=actor, verb=said.EXCUSED, thing=row, agency=row.agency.name, reason=row.reason)
    return row


@transaction.atomic
def unexcuse(*, due: Due, actor: User | None) -> Due:
    """Ask for a report again that was excused. Raises ``not_allowed``, ``report_due_not_excused``."""
    row = _locked(due, actor)
    if row.state != states.EXCUSED:
        raise DomainError("report_due_not_excused", label=row.label, agency=row.agency.name)
    row.state, row.reason = states.WAITING, ""
    row.save(update_fields=["state", "reason"])
    record(actor=actor, verb=said.UNEXCUSED, thing=row, agency=row.agency.name)
    return row


def _locked(due: Due, actor: User | None) -> Due:
    row = Due.objects.select_for_update(of=("self",)).select_related("duty", "agency").get(pk=due.pk)
    if actor is not None:
        access.require(actor, policies.ARRANGE, row.duty.area_code)
    return row


def _due(duty: Duty, agency: Agency, period: Period) -> Due:
    return Due(
        duty=duty, agency=agency, period_from=period.first, period_to=period.last, label=period.label,
        due_on=period.due_on, due_hour=duty.hour, area_code=agency.area_code, is_demo=duty.is_demo,
        folded=words(agency.name, agency.short_name, duty.name, period.label)[:700],
    )  # fmt: skip


def _owes(owing: Owing, on: date) -> bool:
    agency = owing.agency
    stands = agency.ends_on is None or on <= agency.ends_on
    return stands and owing.starts_on <= on and (owing.ends_on is None or on <= owing.ends_on)


def _tie(duty: Duty, wanted: Sequence[Period]) -> None:
    """Tie this duty's dues to those above, and the ones below to them."""
    first, last = min(one.first for one in wanted), max(one.last for one in wanted)
    span = Q(period_from__gte=first, period_to__lte=last, request="")
    if duty.feeds_id is not None:
        above = Due.objects.filter(span, duty=duty.feeds_id)
        _tie_to(above, duty.pk)
    for below in Duty.objects.filter(feeds=duty):
        _tie_to(Due.objects.filter(span, duty=duty), below.pk)


def _tie_to(above: Iterable[Due], duty_id: int) -> None:
    for one in above:
        Due.objects.filter(
            duty=duty_id, duty__to_agency=one.agency_id, above=None, period_from=one.period_from,
            period_to=one.period_to, request="",
        ).update(above=one)  # fmt: skip


def _tell_asked(due: Due, actor: User | None) -> None:
    people = but([*people_of(due.agency), *officers(policies.WRITE, due.area_code, nearest=True)], actor)
    tell(
        people, notices.ASKED, link=reverse("reporting:due", args=[due.pk]), what=due.request,
        agency=due.agency.name, due=when(due), to=due.duty.to_agency.name,
    )  # fmt: skip
    Nudge.objects.create(due=due, stage=Nudge.Stage.ASKED, people=len(people))


def when(due: Due) -> str:
    """The due day as people read it: "17 giờ 27/9/2021"."""
    return show_date(due.due_on) if due.due_hour is None else f"{due.due_hour} giờ {show_date(due.due_on)}"
