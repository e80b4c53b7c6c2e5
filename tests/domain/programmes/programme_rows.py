"""A province's agencies, its people in post, and a plan with one of each part, written through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cungcau.domain.programmes.models import (
    Agency,
    AgencyKind,
    BudgetLine,
    Fund,
    Indicator,
    Level,
    Part,
    Plan,
    PlanKind,
    Scenario,
    Source,
    Task,
)
from cungcau.domain.programmes.services import agencies, indicators, money, plans, tasks
from cungcau.platform.accounts.models import User

TODAY = date(2021, 9, 27)
SOURCE = "thử"


def agency(code: str, name: str, kind: str = AgencyKind.DEPARTMENT, area: str = "20", **facts: Any) -> Agency:
    """One agency of Lạng Sơn, unless said otherwise."""
    given = {"code": code, "name": name, "kind": kind, "area_code": area, "source": SOURCE, **facts}
    return agencies.record_agency(facts=given, actor=None)


def committee() -> Agency:
    """The province's people's committee."""
    return agency("ubnd-ls", "UBND tỉnh Lạng Sơn", AgencyKind.COMMITTEE, symbol="UBND")


def department() -> Agency:
    """The department of agriculture."""
    return agency("so-nn-ls", "Sở Nông nghiệp và PTNT Lạng Sơn", short_name="Sở NN&PTNT")


def in_post(user: User, where: Agency, since: date = date(2021, 1, 1)) -> User:
    """The same person, working for an agency."""
    agencies.give_post(agency=where, user=user, starts_on=since, source="quyết định phân công", actor=None)
    return user


def plan(title: str = "Chương trình OCOP năm 2021", **facts: Any) -> Plan:
    """A draft of the committee for 2021."""
    given: dict[str, Any] = {
        "kind": PlanKind.OCOP, "title": title, "starts_on": date(2021, 1, 1), "ends_on": date(2021, 12, 31),
        "source": SOURCE, **facts,
    }  # fmt: skip
    given.setdefault("issuer", None)
    given["issuer"] = given["issuer"] or committee()
    return plans.write_plan(facts=given, actor=None)


def issued(one: Plan, number: str = "129", on: date = date(2021, 6, 1)) -> Plan:
    """The plan, in force."""
    return plans.issue_plan(plan=one, number=number, symbol="KH-UBND", issued_on=on, actor=None)


def indicator(of: Plan, name: str = "Sản phẩm mới được công nhận", **facts: Any) -> Indicator:
    """A reported figure: 50 by the plan's end."""
    given = {
        "name": name, "unit": "sản phẩm", "target": Decimal(50), "due_on": of.ends_on, "source": Source.REPORTED,
        **facts,
    }  # fmt: skip
    return indicators.set_indicator(plan=of, facts=given, actor=None)


def task(of: Plan, text: str = "Tổ chức hội nghị kết nối", **facts: Any) -> Task:
    """A task led by the department, due at the end of September."""
    helpers = facts.pop("helpers", ())
    given = {
        "text": text, "heading": "3.6 Xúc tiến thương mại", "lead": department(), "due_on": date(2021, 9, 30), **facts,
    }  # fmt: skip
    return tasks.add_task(plan=of, facts=given, actor=None, helpers=helpers)


def line(of: Plan, name: str = "Hỗ trợ bao bì", vnd: int = 1_000_000_000, **facts: Any) -> BudgetLine:
    """Money of the locality."""
    given = {"name": name, "fund": Fund.LOCAL, "year": 2021, "amount_vnd": vnd, **facts}
    return money.add_line(plan=of, facts=given, actor=None)


def scenario(of: Plan, name: str = "Bình thường", kg: int = 5_200_000) -> Scenario:
    """Half at home, half abroad."""
    half = kg // 2
    rows = [
        {"level": Level.MARKET, "name": "Trong nước", "kg": half},
        {"level": Level.MARKET, "name": "Xuất khẩu", "kg": kg - half},
    ]
    return money.add_scenario(plan=of, facts={"name": name, "total_kg": kg}, rows=rows, actor=None)


@dataclass(frozen=True, slots=True)
class Whole:
    """A plan with one of each part."""

    plan: Plan
    indicator: Indicator
    task: Task
    line: BudgetLine
    scenario: Scenario


def whole(*, in_force: bool = True, **facts: Any) -> Whole:
    """A plan with one of each part; issued unless said otherwise."""
    one = plan(**facts)
    plans.add_passage(plan=one, part=Part.BASIS, text="Nghị định 57/2018/NĐ-CP", mark="-", actor=None)
    plans.add_passage(
        plan=one, part=Part.PURPOSE, text="Nâng giá trị sản phẩm nông thôn.", mark="1", actor=None
    )
    made = Whole(one, indicator(one), task(one), line(one), scenario(one))
    return Whole(issued(one), made.indicator, made.task, made.line, made.scenario) if in_force else made
