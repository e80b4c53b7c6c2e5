"""``cungcau scenario``: make synthetic scenarios, check a scenario folder."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cungcau.cli.refusals import refusing, say
from cungcau.engines.allocation.folders import require_replaceable
from cungcau.engines.allocation.generate import SIZES, is_synthetic, write_synthetic
from cungcau.engines.allocation.model import Scenario
from cungcau.engines.allocation.read import read_scenario
from cungcau.engines.allocation.read.head import FILE, read_head
from cungcau.engines.allocation.read.tables import Findings
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_number

scenario_app = typer.Typer(no_args_is_help=True, help="Kịch bản lập phương án: tạo mẫu minh hoạ, kiểm tra.")

Size = StrEnum("Size", {key: key for key in SIZES})  # type: ignore[misc]


@scenario_app.command()
def generate(
    size: Annotated[Size, typer.Option(help="Cỡ kịch bản.")],
    seed: Annotated[int, typer.Option(help="Hạt giống; cùng hạt giống cho cùng kịch bản.")],
    out: Annotated[Path, typer.Option(help="Thư mục để ghi.")],
    lots: Annotated[int | None, typer.Option(min=1, help="Số lô, thay cho số của cỡ.")] = None,
) -> None:
    """Tạo một kịch bản minh hoạ."""
    with refusing():
        _require_own(out)
        made = write_synthetic(size.value, seed, out, lots)
    typer.echo(f"Đã ghi “{made.head.name}” vào {out}")


@scenario_app.command()
def check(
    scenario: Annotated[Path, typer.Argument(help="Thư mục kịch bản.")],
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Đọc một kịch bản, nêu mọi lỗi hoặc in các con số của nó."""
    with refusing():
        found = read_scenario(scenario)
    for warning in found.warnings:
        say(warning)
    counts = _counts(found)
    if as_json:
        typer.echo(json.dumps(counts, ensure_ascii=False, indent=2))
        return
    typer.echo(
        f"“{found.name}”, {found.start} đến {found.end}, mục tiêu theo thứ tự: {', '.join(found.order)}"
    )
    typer.echo(
        f"{show_number(len(found.lots))} lô của {_number(counts, 'producers')} nhà sản xuất, "
        f"chào {_number(counts, 'offered_kg')} kg; {_number(counts, 'demands')} đơn, "
        f"cần {_number(counts, 'asked_kg')} kg; {_number(counts, 'commodities')} mặt hàng"
    )
    typer.echo(
        f"{_number(counts, 'points')} điểm, {_number(counts, 'access')} lối vào điểm, "
        f"{_number(counts, 'lanes')} tuyến, {_number(counts, 'closures')} lần đóng, "
        f"{_number(counts, 'commitments')} cam kết"
    )


def _number(counts: dict[str, object], name: str) -> str:
    value = counts[name]
    return show_number(value) if isinstance(value, int) else str(value)


def _counts(scenario: Scenario) -> dict[str, object]:
    return {
        "name": scenario.name,
        "start": str(scenario.start),
        "end": str(scenario.end),
        "order": list(scenario.order),
        "lots": len(scenario.lots),
        "producers": len({lot.producer_id for lot in scenario.lots}),
        "commodities": len({lot.commodity for lot in scenario.lots}),
        "offered_kg": sum(lot.quantity_kg for lot in scenario.lots),
        "demands": len(scenario.demands),
        "asked_kg": sum(demand.quantity_kg for demand in scenario.demands),
        "points": len(scenario.points),
        "access": len(scenario.access),
        "lanes": len(scenario.lanes),
        "closures": len(scenario.closures),
        "commitments": len(scenario.commitments),
        "warnings": list(scenario.warnings),
    }


def _require_own(out: Path) -> None:
    """Only what this command made may be written over: anything else is somebody's work."""
    require_replaceable(out, FILE)
    if (out / FILE).is_file():
        head = read_head(out, Findings())
        if head is None or not is_synthetic(head.name):
            raise DomainError("scenario_not_synthetic", path=str(out))
