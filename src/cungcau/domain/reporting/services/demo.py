"""Reports on show: the days of plan 129/KH-UBND of Lạng Sơn, from commune to province, at every stage.

The duty and its days are the plan's; what the reports say is made up and says so. Written through the verbs people
use, day by day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from cungcau.domain.programmes.models import Agency, Plan
from cungcau.domain.reporting.models import Due, Duty, Line, Report, Rhythm, Section
from cungcau.domain.reporting.services.duties import record_duty
from cungcau.domain.reporting.services.opening import ask_quick, open_dues
from cungcau.domain.reporting.services.signing import move, revise
from cungcau.domain.reporting.services.writing import begin, enter, write_section
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season

_SHOWN = "minh hoạ"
_ISSUED = date(2021, 6, 5)
_PLAN_129 = "Kế hoạch 129/KH-UBND ngày 05/6/2021 của UBND tỉnh Lạng Sơn, mục V.12 (trước 25/6, trước 30/11)"
_PROVINCE, _DEPARTMENT = "ls-ubnd", "ls-snnptnt"
_VAN_LANG, _CHI_LANG, _HUU_LUNG = "ls-van-lang", "ls-chi-lang", "ls-huu-lung"
_HOANG_VIET, _TAN_MY = "ls-xa-hoang-viet", "ls-xa-tan-my"
_WAY = ("submit", "approve", "sign", "send")


@transaction.atomic
def record_reporting(*, season: Season | None = None) -> int:
    """Write the duties and their reports down, once; returns how many duties (0: there already, or no plan).

    After the source plans. With ``season`` (the one on show) communes report its days too.
    """
    codes = (_PROVINCE, _DEPARTMENT, _VAN_LANG, _CHI_LANG, _HUU_LUNG, _HOANG_VIET, _TAN_MY)
    known = {one.code: one for one in Agency.objects.filter(code__in=codes).defer("words")}
    plan = Plan.objects.filter(is_demo=True, number="129", symbol="KH-UBND", issuer__code=_PROVINCE).first()
    if len(known) < len(codes) or plan is None or Duty.objects.filter(is_demo=True).exists():
        return 0
    above, districts, communes = _ocop_duties(known, plan)
    _first_half(known, above, districts, communes)
    _the_year(known, above, districts, communes)
    made = 3 + _quick(known)
    if season is not None and season.start < clock.today() <= season.end:
        made += _days(known, season)
    return made


def _duty(to: Agency, owing: Sequence[Agency], **facts: Any) -> Duty:
    given = {"to_agency_id": to.pk, "two_people": False, "starts_on": _ISSUED, **facts}
    return record_duty(facts=given, owing=owing, actor=None, is_demo=True)


def _ocop_duties(known: Mapping[str, Agency], plan: Plan) -> tuple[Duty, Duty, Duty]:
    """Communes to their district, districts to the department by 25/6 and 30/11, the department to the province."""
    above = _duty(
        known[_PROVINCE], [known[_DEPARTMENT]], name="Tổng hợp OCOP toàn tỉnh", layout="ocop_period",
        rhythm=Rhythm.FIXED, plan_id=plan.pk, open_days=70,
        days=[{"month": 6, "day": 30, "covers": "half"}, {"month": 12, "day": 5, "covers": "year"}],
        basis=f"{_PLAN_129}; hạn tổng hợp của Sở là minh hoạ",
    )  # fmt: skip
    districts = _duty(
        known[_DEPARTMENT], [known[code] for code in (_VAN_LANG, _CHI_LANG, _HUU_LUNG)],
        name="Báo cáo OCOP của các huyện, thành phố", layout="ocop_period", rhythm=Rhythm.FIXED, feeds_id=above.pk,
        days=[{"month": 6, "day": 25, "covers": "half"}, {"month": 11, "day": 30, "covers": "year"}],
        basis=_PLAN_129, open_days=70,
    )  # fmt: skip
    communes = _duty(
        known[_VAN_LANG], [known[_HOANG_VIET], known[_TAN_MY]], name="Báo cáo OCOP của các xã huyện Văn Lãng",
        layout="ocop_period", rhythm=Rhythm.FOLLOW, feeds_id=districts.pk, earlier_days=10, open_days=70,
        basis=f"{_PLAN_129}; hạn của xã sớm hơn hạn của huyện 10 ngày là minh hoạ",
    )  # fmt: skip
    return above, districts, communes


def _first_half(known: Mapping[str, Agency], above: Duty, districts: Duty, communes: Duty) -> None:
    """The first half of 2021: one commune in time, one late; one district late, one silent; one revised since."""
    _open((above, districts, communes), date(2021, 6, 7))
    end = date(2021, 6, 30)
    _sent(
        _due(communes, known[_HOANG_VIET], end), date(2021, 6, 14),
        {"trainings": 2, "trained": 61, "ideas": 2, "helped": 3}, "Hộ thiếu vốn làm bao bì, nhãn mác (minh hoạ).",
    )  # fmt: skip
    _sent(
        _due(communes, known[_TAN_MY], end), date(2021, 6, 17), {"trainings": 1, "trained": 28, "helped": 1},
        "Cán bộ phụ trách mới nhận việc (minh hoạ).",
    )  # fmt: skip
    told = _sent(_due(districts, known[_VAN_LANG], end), date(2021, 6, 24), {})
    _sent(
        _due(districts, known[_CHI_LANG], end), date(2021, 6, 28),
        {"trainings": 4, "trained": 130, "ideas": 5, "helped": 6}, "Chưa có điểm trưng bày cố định (minh hoạ).",
    )  # fmt: skip
    _sent(_due(above, known[_DEPARTMENT], end), date(2021, 6, 30), {})
    with clock.living(date(2021, 7, 2)):
        again = revise(report=told, changes="Cộng thiếu một lớp do huyện mở (minh hoạ)", actor=None)
        _enter(again, {"trainings": 4})
        _walk(again, "send")


def _the_year(known: Mapping[str, Agency], above: Duty, districts: Duty, communes: Duty) -> None:
    """The year 2021, under way on the day shown: reports at every stage."""
    day = clock.today()
    if not date(2021, 9, 25) <= day <= date(2021, 11, 15):
        return
    _open((above, districts, communes), day)
    end = date(2021, 12, 31)
    for duty, code, until, figures in (
        (communes, _HOANG_VIET, "submit", {"trainings": 3, "trained": 84, "ideas": 3}),
        (communes, _TAN_MY, "", {"trained": 30}),
        (districts, _CHI_LANG, "approve", {"trainings": 6, "trained": 190, "ideas": 8, "helped": 9}),
    ):
        report = begin(due=_due(duty, known[code], end), actor=None)
        _enter(report, figures)
        if until:
            _walk(report, until)


def _quick(known: Mapping[str, Agency]) -> int:
    """A quick report asked for the day shown: one commune answered."""
    day = clock.today()
    to, owing = known[_VAN_LANG], [known[_HOANG_VIET], known[_TAN_MY]]
    duty = _duty(
        to, owing, name="Báo cáo đột xuất của các xã huyện Văn Lãng", layout="quick", rhythm=Rhythm.DEMAND,
        basis="Văn bản của UBND huyện yêu cầu báo cáo đột xuất (minh hoạ)",
    )  # fmt: skip
    asked = ask_quick(
        duty=duty, agencies=owing, request="Sản lượng hồng chưa có người mua (minh hoạ)", due_on=day, due_hour=17,
        actor=None,
    )  # fmt: skip
    first = next(due for due in asked if due.agency_id == known[_HOANG_VIET].pk)
    _sent(first, day, {"unsold": 12})
    return 1


def _days(known: Mapping[str, Agency], season: Season) -> int:
    """The season's days: three days back, one commune silent on the day before the one shown."""
    day = clock.today()
    duty = _duty(
        known[_VAN_LANG], [known[_HOANG_VIET], known[_TAN_MY]], name="Báo cáo ngày mùa hồng của các xã",
        layout="harvest_day", rhythm=Rhythm.DAILY, season_id=season.pk, hour=19, open_days=0,
        starts_on=max(season.start, date.fromordinal(day.toordinal() - 2)),
        basis="Văn bản của UBND huyện về báo cáo hằng ngày trong mùa vụ (minh hoạ)",
    )  # fmt: skip
    open_dues(duty=duty)
    for due in Due.objects.filter(duty=duty, due_on__lt=day).select_related("agency").order_by("due_on"):
        silent = due.agency.code == _TAN_MY and (day - due.due_on).days == 1
        if not silent:
            _sent(due, due.due_on, {"unsold": 15 - 2 * (day - due.due_on).days})
    return 1


def _open(duties: Sequence[Duty], day: date) -> None:
    with clock.living(day):
        for duty in duties:
            open_dues(duty=duty)


def _due(duty: Duty, agency: Agency, last: date) -> Due:
    return Due.objects.get(duty=duty, agency=agency, period_to=last)


def _sent(due: Due, day: date, figures: Mapping[str, int], difficulties: str = "") -> Report:
    with clock.living(day):
        report = begin(due=due, actor=None)
        _enter(report, figures)
        if difficulties:
            part = Section.objects.get(report=report, key="difficulties")
            write_section(
                pk=part.pk,
                version=part.version,
                seen={"text": part.text},
                mine={"text": difficulties},
                actor=None,
            )
        return _walk(report, "send")


def _enter(report: Report, figures: Mapping[str, int]) -> None:
    lines = {line.key: line for line in Line.objects.filter(report=report)}
    for key, value in figures.items():
        enter(line=lines[key], value=Decimal(value), reason=_SHOWN, actor=None)


def _walk(report: Report, until: str) -> Report:
    for verb in _WAY[: _WAY.index(until) + 1]:
        report = move(report=report, verb=verb, actor=None)
    return report
