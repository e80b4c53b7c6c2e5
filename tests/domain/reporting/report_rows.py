"""A province, two communes that report to it, their people, and the duties of plan 129/KH-UBND of Lạng Sơn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cungcau.domain.programmes.models import Agency, AgencyKind, Indicator, Plan
from cungcau.domain.reporting import services
from cungcau.domain.reporting.models import Due, Duty, Line, Report, Rhythm
from cungcau.platform.access import roles
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from tests.domain.programmes import programme_rows as rows
from tests.domain.season_rows import person

BEGAN, HALF_DUE, YEAR_DUE = date(2021, 6, 5), date(2021, 6, 25), date(2021, 11, 30)
DAYS = [{"month": 6, "day": 25, "covers": "half"}, {"month": 11, "day": 30, "covers": "year"}]
TAN_MY, NA_SAM = "20.06172", "20.06124"
BASIS = "Kế hoạch 129/KH-UBND, mục V.12"


@dataclass(frozen=True, slots=True)
class Reporting:
    """What the tests report with."""

    plan: Plan
    indicator: Indicator
    committee: Agency
    department: Agency
    first: Agency
    second: Agency
    above: Duty
    below: Duty

    def due(self, agency: Agency, day: date = HALF_DUE) -> Due:
        """The due of an agency whose upper due day is this."""
        return Due.objects.get(
            agency=agency, period_to__year=day.year, period_to__month=6 if day.month == 6 else 12
        )


def duty(name: str, to: Agency, *owing: Agency, **facts: Any) -> Duty:
    """A duty with usual values."""
    given = {
        "name": name, "layout": "ocop_period", "rhythm": Rhythm.FIXED, "days": DAYS, "to_agency_id": to.pk,
        "starts_on": BEGAN, "basis": BASIS, "two_people": False, **facts,
    }  # fmt: skip
    return services.record_duty(facts=given, owing=owing, actor=None)


def set_up() -> Reporting:
    """The plan with one reported indicator (50), the department owing the province, two communes owing it before."""
    committee = rows.committee()
    plan = rows.plan(
        issuer=committee, title="OCOP Lạng Sơn 2021–2025", starts_on=BEGAN, ends_on=date(2025, 12, 31)
    )
    indicator = rows.indicator(plan)
    rows.issued(plan, on=BEGAN)
    department = rows.department()
    first = rows.agency("xa-tm", "UBND xã Hoàng Văn Thụ", AgencyKind.COMMUNE, TAN_MY)
    second = rows.agency("xa-ns", "UBND xã Na Sầm", AgencyKind.COMMUNE, NA_SAM)
    above = duty("Báo cáo OCOP của tỉnh", committee, department, plan_id=plan.pk, two_people=True)
    below = duty(
        "Báo cáo OCOP của xã", department, first, second, rhythm=Rhythm.FOLLOW, feeds_id=above.pk, earlier_days=10,
    )  # fmt: skip
    return Reporting(plan, indicator, committee, department, first, second, above, below)


def opened(day: date = date(2021, 6, 10)) -> Reporting:
    """Everything opened as on a day."""
    found = set_up()
    with clock.living(day):
        services.open_all()
    return found


def sent(due: Due, words: str = "", on: date = date(2021, 6, 14), **figures: int) -> Report:
    """The report of a due written, signed and sent on a day; figures by their key, words on difficulties."""
    with clock.living(on):
        report = services.begin(due=due, actor=None)
        for key, value in figures.items():
            line = Line.objects.get(report=report, key=key)
            services.enter(line=line, value=Decimal(value), reason="sổ của xã", actor=None)
        if words:
            section = report.sections.get(key="difficulties")
            services.write_section(
                pk=section.pk, version=section.version, seen={"text": ""}, mine={"text": words}, actor=None
            )  # fmt: skip
        return walked(report)


def walked(report: Report, *, until: str = "send", actor: User | None = None) -> Report:
    """The report taken along its way."""
    for verb in ("submit", "approve", "sign", "send"):
        report = services.move(report=report, verb=verb, actor=actor)
        if verb == until:
            break
    return report


def officer(area: str = "20", name: str = "dieu-phoi") -> User:
    """A coordinator of an area."""
    return person(name, roles.COORDINATOR, area)
