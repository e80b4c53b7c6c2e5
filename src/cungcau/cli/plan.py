"""``cungcau plan``: solve a scenario, check a plan, explain a lot, plan again after changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperGroup

from cungcau.cli.refusals import BREACHES, refusing, say
from cungcau.engines.allocation.check import verify
from cungcau.engines.allocation.model import Plan, Scenario
from cungcau.engines.allocation.read import read_plan, read_scenario
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
        if SOLVE in self.commands and args and args[0] not in self.commands and args[0] != "--help":
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
AsJson = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]


@plan_app.command("check")
def check_command(scenario: ScenarioFolder, plan: PlanFolder, as_json: AsJson = False) -> None:
    """Kiểm tra một phương án, không dùng mã của bộ giải; in từng chỗ sai, mã thoát 1 nếu có."""
    with refusing():
        question = _warned(read_scenario(scenario))
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


def _warned(scenario: Scenario) -> Scenario:
    for warning in scenario.warnings:
        say(warning)
    return scenario


def _verdict_line(plan: Plan, breaches: int, notes: int) -> str:
    sold = sum(line.kg for line in plan.assignments)
    size = f"{show_number(len(plan.assignments))} dòng, {show_number(sold)} kg"
    excused = f"; {show_number(notes)} chỗ do cam kết gây ra" if notes else ""
    if breaches:
        return f"Phương án sai {show_number(breaches)} chỗ ({size}){excused}."
    return f"Phương án đúng mọi quy tắc: {size}{excused}."
