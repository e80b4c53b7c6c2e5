"""Loads a season from a scenario folder with its display files (names, coordinates, sources)."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from cungcau.domain.demand import services as demand
from cungcau.domain.network.services import closures, points, ways
from cungcau.domain.registry import services as registry
from cungcau.domain.supply import services as supply
from cungcau.engines.allocation.model import Scenario
from cungcau.engines.allocation.read import read_scenario
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.reference.catalogue import services as catalogue
from cungcau.reference.catalogue.models import Season

SHOWN = "minh hoạ"


@transaction.atomic
def load_season(*, folder: Path, actor: User | None) -> Season:
    """Write the season of a folder: catalogue, organisations, network, lots, needs; all of it or nothing.

    The folder holds a scenario as ``docs/reference/planning.md`` describes, and beside it ``season.toml``,
    ``organisations.csv``, ``markets.csv`` and ``points_info.csv``. Loading again corrects what changed.
    Raises ``InputInvalid`` with every fault of a file.
    """
    scenario = read_scenario(folder)
    about = tomllib.loads((folder / "season.toml").read_text(encoding="utf-8"))
    season = _catalogue(scenario, about, actor)
    organisations = [
        registry.OrganisationRow(
            code=row["id"], name=row["name"], kind=row["kind"], source=row["source"], place=row["place"],
            representative=row["representative_id"], weight=Decimal(row["weight"] or 1), is_demo=SHOWN in row["source"],
        )
        for row in _rows(folder / "organisations.csv")
    ]  # fmt: skip
    registry.record_organisations(rows=organisations, on=season.start, actor=actor)
    _network(scenario, folder, season, actor)
    supply.record_lots(season=season, rows=_lots(scenario), actor=actor)
    supply.record_ledger(season=season, rows=_ledger(scenario), actor=actor)
    demand.record_needs(season=season, rows=_needs(scenario), actor=actor)
    audit.record(
        actor=actor, verb="season_loaded", thing=season, title=season.name,
        lots=len(scenario.lots), needs=len(scenario.demands),
    )  # fmt: skip
    return season


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _catalogue(scenario: Scenario, about: dict[str, Any], actor: User | None) -> Season:
    goods = about["commodity"]
    source = "; ".join(item["title"] for item in about["citations"][:1])
    catalogue.record_commodities(
        rows=[
            catalogue.CommodityRow(goods["code"], goods["name_vi"], source, name_en=goods.get("name_en", ""))
        ],
        actor=actor,
    )
    catalogue.record_grades(
        rows=[
            catalogue.GradeRow(goods["code"], grade["rank"], grade["name"], SHOWN, is_demo=True)
            for grade in about["grades"]
        ],
        actor=actor,
    )
    names = sorted(
        {
            *(name for lot in scenario.lots for name in lot.certificates),
            *(name for need in scenario.demands for name in need.certificates),
        }
    )
    catalogue.record_certificates(
        rows=[catalogue.CertificateRow(name, name, SHOWN, is_demo=True) for name in names], actor=actor
    )
    first, second, third = (str(word) for word in scenario.order)
    return catalogue.record_season(
        row=catalogue.SeasonRow(
            code=about["code"], name=about["name"], start=scenario.start, end=scenario.end, source=source,
            commodities=(goods["code"],), area_code=about["area_code"], order=(first, second, third),
            description=_description(about), is_demo=True,
        ),
        actor=actor,
    )  # fmt: skip


def _description(about: dict[str, Any]) -> str:
    lines = [about.get("note", "")]
    lines += [
        f"[{item['id']}] {item['title']} ({item['publisher']}): {item['says']}" for item in about["citations"]
    ]
    return "\n".join(line for line in lines if line)


def _network(scenario: Scenario, folder: Path, season: Season, actor: User | None) -> None:
    points.record_markets(
        rows=[
            points.MarketRow(
                code=row["market"], name=row["name"], channel=row["channel"], source=row["source"],
                province=row["province"], lat=float(row["lat"]), lon=float(row["lon"]), is_demo=SHOWN in row["source"],
            )
            for row in _rows(folder / "markets.csv")
        ],
        actor=actor,
    )  # fmt: skip
    shown = {row["point_id"]: row for row in _rows(folder / "points_info.csv")}
    points.record_points(
        rows=[
            points.PointRow(
                code=point.point_id, name=shown[point.point_id]["name"], place=point.place,
                open_from=point.open_from, open_to=point.open_to, source=shown[point.point_id]["source"],
                approved=point.approved, approval_paper=shown[point.point_id]["approval_paper"],
                agencies=tuple(_parts(shown[point.point_id]["agencies"])),
                capacity_kg_per_day=point.capacity_kg_per_day, storage_kg=point.storage_kg,
                distance_to_checkpoint_m=int(shown[point.point_id]["distance_to_checkpoint_m"] or 0) or None,
                hours=shown[point.point_id]["hours"], lat=float(shown[point.point_id]["lat"]),
                lon=float(shown[point.point_id]["lon"]), is_demo=True,
            )
            for point in scenario.points
        ],
        season=season, on=season.start, actor=actor,
    )  # fmt: skip
    ways.record_access(
        rows=[
            ways.AccessRow(row.place, row.point_id, row.cost_vnd_per_kg, SHOWN, is_demo=True)
            for row in scenario.access
        ],
        on=season.start, actor=actor,
    )  # fmt: skip
    ways.record_lanes(
        rows=[
            ways.LaneRow(
                row.point_id, row.market, row.days, row.cost_vnd_per_kg, SHOWN,
                capacity_kg_per_day=row.capacity_kg_per_day, is_demo=True,
            )
            for row in scenario.lanes
        ],
        actor=actor,
    )  # fmt: skip
    closures.record_closures(
        season=season,
        rows=[
            closures.ClosureRow(
                kind=str(row.kind), id=row.id, first=row.first, last=row.last, source=SHOWN,
                factor=Decimal(row.factor.numerator) / Decimal(row.factor.denominator), is_demo=True,
            )
            for row in scenario.closures
        ],
        actor=actor,
    )  # fmt: skip


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _lots(scenario: Scenario) -> list[supply.LotRow]:
    return [
        supply.LotRow(
            code=lot.lot_id, producer=lot.producer_id, representative=lot.representative_id, commodity=lot.commodity,
            grade=lot.grade, certificates=tuple(sorted(lot.certificates)), quantity_kg=lot.quantity_kg,
            harvest_from=lot.harvest_from, harvest_to=lot.harvest_to, max_kg_per_day=lot.max_kg_per_day,
            shelf_life_days=lot.shelf_life_days, place=lot.place, floor_price_vnd_per_kg=lot.floor_price_vnd_per_kg,
            source=SHOWN, is_demo=True,
        )
        for lot in scenario.lots
    ]  # fmt: skip


def _ledger(scenario: Scenario) -> list[supply.LedgerRow]:
    return [
        supply.LedgerRow(
            producer=row.producer_id, weight=Decimal(row.weight.numerator) / Decimal(row.weight.denominator),
            prior_offered_kg=row.prior_offered_kg, prior_sold_kg=row.prior_sold_kg, source=SHOWN, is_demo=True,
        )
        for row in scenario.producers
    ]  # fmt: skip


def _needs(scenario: Scenario) -> list[demand.NeedRow]:
    return [
        demand.NeedRow(
            code=row.demand_id, buyer=row.buyer_id, commodity=row.commodity, min_grade=row.min_grade,
            certificates=tuple(sorted(row.certificates)), quantity_kg=row.quantity_kg, deliver_from=row.deliver_from,
            deliver_to=row.deliver_to, market=row.market, price_vnd_per_kg=row.price_vnd_per_kg,
            price_at=str(row.price_at), min_life_left_days=row.min_life_left_days, max_kg_per_day=row.max_kg_per_day,
            source=SHOWN, is_demo=True,
        )
        for row in scenario.demands
    ]  # fmt: skip
