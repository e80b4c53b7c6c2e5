"""``cungcau plan``: solve a scenario, check a plan, explain a lot, plan again after changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperGroup

from cungcau.cli.plan_text import summary_lines
from cungcau.cli.progress import ProgressLine, StopWish
from cungcau.cli.refusals import BREACHES, CANCELLED, refusing, say
from cungcau.engines.allocation import allocate, explain, replan
from cungcau.engines.allocation.changes import read_changed_scenario
from cungcau.engines.allocation.check import verify
from cungcau.engines.allocation.folders import require_replaceable
from cungcau.engines.allocation.model import Objective, Plan, Progress, Scenario
from cungcau.engines.allocation.read import read_plan, read_scenario
from cungcau.engines.allocation.read.cells import Refused
from cungcau.engines.allocation.read.head import parse_order
from cungcau.engines.allocation.read.plan import SUMMARY
from cungcau.engines.allocation.write import write_plan
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import show_number

T = TypeVar("T")
SOLVE = "SCENARIO --out DIR"
"""The command meant when the first word is no other command; a name nobody gives a folder."""


class PlanGroup(TyperGroup):
    """``cungcau plan SCENARIO …`` solves; ``check``, ``explain`` and ``replan`` are commands.

    A scenario in a folder of such a name is reached as ``./check``.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the unspoken command in front of a scenario or of one of its options."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [SOLVE, *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command, without a name of its own in usage lines when it is the unspoken one."""
        name, command, rest = super().resolve_command(ctx, args)
        return ("" if name == SOLVE else name), command, rest


plan_app = typer.Typer(
    cls=PlanGroup, no_args_is_help=True, help="Lập phương án từ một kịch bản; kiểm tra, giải thích, lập lại."
)


class Method(StrEnum):
    """How to solve."""

    AUTO = "auto"
    EXACT = "exact"


ScenarioFolder = Annotated[Path, typer.Argument(metavar="SCENARIO", help="Thư mục kịch bản.")]
PlanFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục phương án.")]
OutFolder = Annotated[Path, typer.Option(metavar="DIR", help="Thư mục để ghi phương án.")]
Order = Annotated[
    str | None, typer.Option(metavar="sold,fair,cost", help="Thứ tự mục tiêu, thay cho thứ tự của kịch bản.")
]
ChangesOption = Annotated[
    Path | None,
    typer.Option("--changes", metavar="CHANGES", help="Các thay đổi mà phương án này đã tính đến."),
]
AsJson = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]


@plan_app.command(SOLVE)
def solve(
    scenario: ScenarioFolder,
    out: OutFolder,
    order: Order = None,
    method: Annotated[Method, typer.Option(help="Cách giải.")] = Method.AUTO,
    as_json: AsJson = False,
) -> None:
    """Lập phương án: ai bán gì cho ai, ngày nào. Ctrl-C: dừng và ghi phương án tốt nhất đã có (mã 3)."""
    with refusing():
        require_replaceable(out, SUMMARY)
        question = _question(scenario, None)
        if order is not None:
            question = replace(question, order=_order(order))
        plan, stopped = _watched(lambda report, wish: allocate(question, on_progress=report, cancelled=wish))
        write_plan(plan, out)
    _tell(question, plan, out, as_json)
    if stopped:
        raise typer.Exit(CANCELLED)


@plan_app.command("replan")
def replan_command(
    scenario: ScenarioFolder,
    published: PlanFolder,
    changes: Annotated[Path, typer.Option(metavar="CHANGES", help="Thư mục hoặc tệp TOML ghi các thay đổi.")],
    out: OutFolder,
    as_json: AsJson = False,
) -> None:
    """Lập lại sau thay đổi, xê dịch ít nhất so với phương án đã công bố."""
    with refusing():
        require_replaceable(out, SUMMARY)
        lines = read_plan(published).assignments
        question = _question(scenario, changes)
        (plan, moved), stopped = _watched(
            lambda report, wish: replan(question, lines, on_progress=report, cancelled=wish)
        )
        write_plan(plan, out, moved)
    if not as_json:
        kg = sum(abs(line.kg_after - line.kg_before) for line in moved)
        typer.echo(f"Đổi {show_number(len(moved))} dòng, tổng cộng {show_number(kg)} kg so với phương án cũ.")
    _tell(question, plan, out, as_json)
    if stopped:
        raise typer.Exit(CANCELLED)


@plan_app.command("check")
def check_command(
    scenario: ScenarioFolder, plan: PlanFolder, changes: ChangesOption = None, as_json: AsJson = False
) -> None:
    """Kiểm tra một phương án, không dùng mã của bộ giải; in từng chỗ sai, mã thoát 1 nếu có."""
    with refusing():
        question = _question(scenario, changes)
        answer = read_plan(plan)
    verdict = verify(question, answer)
    if as_json:
        found = {
            "ok": not verdict.breaches,
            "lines": len(answer.assignments),
            "breaches": [asdict(breach) for breach in verdict.breaches],
            "notes": [asdict(note) for note in verdict.notes],
        }
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for note in verdict.notes:
            typer.echo(f"cam kết: {note.code}: {note.where}: {note.message}")
        for breach in verdict.breaches:
            typer.echo(f"{breach.code}: {breach.where}: {breach.message}")
        typer.echo(_verdict_line(answer, len(verdict.breaches), len(verdict.notes)))
    if verdict.breaches:
        raise typer.Exit(BREACHES)


@plan_app.command("explain")
def explain_command(
    scenario: ScenarioFolder,
    plan: PlanFolder,
    lot: Annotated[str, typer.Argument(metavar="LOT", help="Mã lô.")],
    changes: ChangesOption = None,
) -> None:
    """Vì sao lô này được như vậy."""
    with refusing():
        question = _question(scenario, changes)
        answer = read_plan(plan)
        if lot not in {row.lot_id for row in question.lots}:
            raise DomainError("lot_unknown", lot_id=lot)
        typer.echo(explain(question, answer, lot).text)


def _watched(run: Callable[[Callable[[Progress], None], StopWish], T]) -> tuple[T, bool]:
    """Run with its progress shown and Ctrl-C as a wish to stop; whether it was made."""
    line = ProgressLine()
    try:
        with StopWish() as wish:
            return run(line.show, wish), wish.made
    finally:
        line.close()


def _question(folder: Path, changes: Path | None) -> Scenario:
    """The scenario, changed where asked for, its warnings told."""
    scenario = read_scenario(folder) if changes is None else read_changed_scenario(folder, changes)
    for warning in scenario.warnings:
        say(warning)
    return scenario


def _order(text: str) -> tuple[Objective, ...]:
    try:
        return parse_order([word.strip() for word in text.split(",")])
    except Refused as refused:
        raise InputInvalid([Fault("--order", 0, "", text, refused.expected)]) from None


def _tell(scenario: Scenario, plan: Plan, out: Path, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(dict(plan.summary), ensure_ascii=False, indent=2))
        return
    for line in summary_lines(scenario, plan):
        typer.echo(line)
    typer.echo(f"Đã ghi {show_number(len(plan.assignments))} dòng vào {out}")


def _verdict_line(plan: Plan, breaches: int, notes: int) -> str:
    sold = sum(line.kg for line in plan.assignments)
    size = f"{show_number(len(plan.assignments))} dòng, {show_number(sold)} kg"
    excused = f"; {show_number(notes)} chỗ do cam kết gây ra" if notes else ""
    if breaches:
        return f"Phương án sai {show_number(breaches)} chỗ ({size}){excused}."
    return f"Phương án đúng mọi quy tắc: {size}{excused}."
