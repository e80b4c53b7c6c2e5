"""Many agencies, plans and tasks, written in bulk."""

from __future__ import annotations

from benchmarks.pages.fill import fill, one
from benchmarks.pages.season import AREA, SOURCE
from cungcau.domain.programmes.models import Agency, BudgetLine, Indicator, Plan, Task

AGENCIES = 60
_WORDS = "(array['ho tro tieu thu nong san', 'ket noi cung cau', 'chuong trinh ocop', 'xuc tien thuong mai'])"


def build_plans(plans: int, tasks: int) -> None:
    """Plans of agencies of the province over some years, each with tasks, indicators and money."""
    fill(
        Agency, f"generate_series(1, {AGENCIES}) n", id="n", code="'cq-' || n", name="'Cơ quan ' || n",
        kind="CASE WHEN mod(n, 3) = 0 THEN 'commune' ELSE 'department' END", area_code=f"'{AREA}'",
        source=f"'{SOURCE}'", folded="'co quan ' || n",
    )  # fmt: skip
    words = f"{_WORDS}[1 + mod(n, 4)] || ' ' || n"
    fill(
        Plan, f"generate_series(1, {plans}) n", id="n",
        kind="(array['harvest', 'ocop', 'youth', 'other'])[1 + mod(n, 4)]",
        title="'Kế hoạch ' || n", number="n::text", symbol="'KH-UBND'", issuer_id=f"1 + mod(n, {AGENCIES})",
        issued_on="date '2022-01-01' + mod(n * 3, 1700)", starts_on="date '2022-01-01' + mod(n * 3, 1700)",
        ends_on="date '2022-12-31' + mod(n * 3, 1700)", state="CASE WHEN mod(n, 5) = 0 THEN 'closed' ELSE 'issued' END",
        area_code=f"'{AREA}'", source=f"'{SOURCE}'", folded=words, is_public="true",
    )  # fmt: skip
    fill(
        Task, f"generate_series(1, {tasks}) n", id="n", plan_id=f"1 + mod(n, {plans})", position=f"n / {plans} + 1",
        heading="'Nhóm ' || mod(n, 5)", text="'Nhiệm vụ số ' || n", lead_id=f"1 + mod(n * 7, {AGENCIES})",
        due_on="date '2026-01-01' + mod(n * 11, 600)", folded=words, area_code=f"'{AREA}'",
        state="(array['open', 'doing', 'done', 'open'])[1 + mod(n, 4)]",
        done_on="CASE WHEN mod(n, 4) = 2 THEN date '2026-01-05' END",
    )  # fmt: skip
    fill(
        Indicator, f"generate_series(1, {plans * 6}) n", id="n", plan_id=f"1 + mod(n, {plans})",
        position=f"n / {plans} + 1", name="'Chỉ tiêu ' || n", unit="'tấn'", target="1000 + mod(n, 9000)",
        due_on="date '2026-12-31'", source="'reported'", direction="'at_least'",
    )  # fmt: skip
    fill(
        BudgetLine, f"generate_series(1, {plans * 4}) n", id="n", plan_id=f"1 + mod(n, {plans})",
        position=f"n / {plans} + 1", name="'Nội dung chi ' || n", fund="'local'", year="2026",
        amount_vnd="1000000::bigint * (1 + mod(n, 500))",
    )  # fmt: skip


def sizes() -> dict[str, int]:
    """How many of what there are."""
    tables = {"plans": "plan", "tasks": "task", "indicators": "indicator", "agencies": "agency"}
    return {name: int(one(f"SELECT count(*) FROM programmes_{table}")) for name, table in tables.items()}
