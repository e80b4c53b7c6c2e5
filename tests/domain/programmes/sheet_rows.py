"""A small sound plan as plain values, and ways to spoil it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from cungcau.domain.programmes.checking import (
    Around,
    Body,
    Finding,
    IndicatorRow,
    LineRow,
    PassageRow,
    Place,
    PlanSheet,
    Row,
    TaskRow,
    check,
)

TODAY = date(2021, 9, 27)
FARMING = Body(1, "Sở Nông nghiệp")
TRADE = Body(2, "Sở Công Thương")


def passage(text: str, part: str = "solution", number: int = 1, mark: str = "") -> PassageRow:
    return PassageRow(Row("passage", number, number, text), part, text, mark)


def task(text: str = "Mở điểm bán ở ba huyện", number: int = 1, **facts: Any) -> TaskRow:
    said: dict[str, Any] = {"lead": TRADE, "due_on": date(2021, 11, 30), **facts}
    return TaskRow(Row("task", number, number, text), text, **said)


def indicator(name: str = "Sản phẩm OCOP", number: int = 1, **facts: Any) -> IndicatorRow:
    said: dict[str, Any] = {
        "unit": "sản phẩm", "target": Decimal(50), "due_on": date(2021, 12, 31), "source": "reported",
        "reporter": FARMING, **facts,
    }  # fmt: skip
    return IndicatorRow(Row("indicator", number, number, name), name, **said)


def line(name: str, amount: int, number: int = 1, **facts: Any) -> LineRow:
    return LineRow(Row("budget", number, number, name), name, amount, **facts)


def sound(**facts: Any) -> PlanSheet:
    said: dict[str, Any] = {
        "issued_on": date(2021, 2, 5), "issuer": FARMING, "lead": FARMING, "area_code": "20",
        "passages": (passage("Các xã báo cáo trước ngày 25/6/2021.", "reporting"),),
        "indicators": (indicator(),), "tasks": (task(),), **facts,
    }  # fmt: skip
    title = said.pop("title", "Kế hoạch OCOP năm 2021")
    row = Row("plan", 1, 0, title)
    return PlanSheet(
        row, title, said.pop("starts_on", date(2021, 1, 1)), said.pop("ends_on", date(2021, 12, 31)), **said
    )


def around(**facts: Any) -> Around:
    return Around(facts.pop("today", TODAY), **facts)


def found(plan: PlanSheet, **facts: Any) -> list[Finding]:
    return list(check(plan, around(**facts)))


def rules(plan: PlanSheet, **facts: Any) -> list[str]:
    return sorted(one.rule for one in found(plan, **facts))


def only(plan: PlanSheet, rule: str, **facts: Any) -> Finding:
    """The one finding of a rule, and nothing else is wrong with the plan."""
    have = found(plan, **facts)
    assert [one.rule for one in have] == [rule], have
    return have[0]


OLD_COMMUNE = Place(
    "xã Tân Mỹ", frozenset({"20"}), date(2025, 6, 30), ("xã Hoàng Văn Thụ", "xã Na Sầm"), "1672/NQ"
)
PLACES = {
    "xa tan my": (OLD_COMMUNE, Place("xã Tân Mỹ", frozenset({"15"}), date(2025, 6, 30), ("xã Khác",))),
    "xa hoang viet": (Place("xã Hoàng Việt", frozenset({"20"}), date(2025, 6, 30), ("xã Na Sầm",)),),
    "huyen van lang": (
        Place("huyện Văn Lãng", frozenset({"20"}), date(2025, 6, 30), tuple(f"xã {n}" for n in "ABCDEFGH")),
    ),
    "tinh lang son": (Place("tỉnh Lạng Sơn", frozenset({"20"})),),
}


def at_2026(plan: PlanSheet) -> PlanSheet:
    """The same plan five years on."""

    def later(day: date | None) -> date | None:
        return day and day.replace(year=day.year + 5)

    return replace(
        plan, title=plan.title.replace("2021", "2026"), starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        issued_on=later(plan.issued_on),
        passages=tuple(replace(one, text=one.text.replace("2021", "2026")) for one in plan.passages),
        indicators=tuple(replace(one, due_on=later(one.due_on)) for one in plan.indicators),
        tasks=tuple(replace(one, due_on=later(one.due_on)) for one in plan.tasks),
    )  # fmt: skip
