"""A synthetic season written straight into the database: the many rows in batches, the few by the services."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from django.db import transaction

from benchmarks.pages import names
from cungcau.domain.demand import services as demand
from cungcau.domain.network.services import points, ways
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.models import Lot
from cungcau.engines.allocation.generate import generate_scenario
from cungcau.engines.allocation.model import Scenario
from cungcau.reference.catalogue import services as catalogue
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography import services as geography
from cungcau.reference.geography.models import Unit
from cungcau.reference.recording import measure
from cungcau.reference.search import words

_BATCH = 5000
AREA, SOURCE, SEED = "20", "minh hoạ", 1


@transaction.atomic
def build(lots: int) -> tuple[Season, Scenario]:
    """The season of ``lots`` lots in the database, and the same as the engine's scenario."""
    scenario = _placed(generate_scenario("province", SEED, lots))
    season = _ground(scenario)
    _organisations(scenario)
    _network(scenario, season)
    _lots(scenario, season)
    return season, scenario


def _placed(scenario: Scenario) -> Scenario:
    """The scenario with the codes of communes for the names of its places."""
    known = sorted({lot.place for lot in scenario.lots} | {row.place for row in scenario.access})
    code = {name: names.unit_code(number) for number, name in enumerate(known)}
    units = [
        geography.UnitRow(code[name], "xã", name.removeprefix("Xã "), AREA, lat=21.0 + n / 100, lon=106.0)
        for n, name in enumerate(known)
    ]
    geography.record_units(
        rows=[geography.UnitRow(AREA, "tỉnh", "Lạng Sơn"), *units], source=SOURCE, actor=None
    )
    return replace(
        scenario,
        lots=tuple(replace(lot, place=code[lot.place]) for lot in scenario.lots),
        points=tuple(replace(row, place=code.get(row.place, code[known[0]])) for row in scenario.points),
        access=tuple(
            sorted(
                (replace(row, place=code[row.place]) for row in scenario.access),
                key=lambda row: (row.place, row.point_id),
            )
        ),
        closures=tuple(replace(row, id=code.get(row.id, row.id)) for row in scenario.closures),
    )


def _ground(scenario: Scenario) -> Season:
    goods = sorted({lot.commodity for lot in scenario.lots} | {need.commodity for need in scenario.demands})
    catalogue.record_commodities(
        rows=[catalogue.CommodityRow(good, good.capitalize(), SOURCE) for good in goods], actor=None
    )
    grades = [
        catalogue.GradeRow(good, rank, f"Loại {4 - rank}", SOURCE) for good in goods for rank in (1, 2, 3)
    ]
    catalogue.record_grades(rows=grades, actor=None)
    marks = sorted({mark for lot in scenario.lots for mark in lot.certificates})
    catalogue.record_certificates(
        rows=[catalogue.CertificateRow(mark, mark, SOURCE) for mark in marks], actor=None
    )
    first, second, third = map(str, scenario.order)
    row = catalogue.SeasonRow(
        "lon",
        "Mùa vụ lớn",
        scenario.start,
        scenario.end,
        SOURCE,
        tuple(goods),
        AREA,
        order=(first, second, third),
    )
    return catalogue.record_season(row=row, actor=None)


def _organisations(scenario: Scenario) -> None:
    units = {unit.code: unit for unit in Unit.objects.all()}
    place = {lot.producer_id: lot.place for lot in scenario.lots}
    heads = {lot.representative_id: lot.place for lot in scenario.lots if lot.representative_id}

    def row(code: str, name: str, kind: str, where: str, head: int | None = None) -> Organisation:
        unit = units[where]
        folded = words(name, code, unit.folded_path)[:400]
        return Organisation(
            code=code, name=name, kind=kind, unit=unit, representative_id=head, area_code=unit.area_code,
            folded=folded, folded_name=words(name)[:200], source=SOURCE, is_demo=True,
        )  # fmt: skip

    Organisation.objects.bulk_create(
        row(code, names.cooperative(number, units[where].name), "cooperative", where)
        for number, (code, where) in enumerate(sorted(heads.items()))
    )
    ids = dict(Organisation.objects.values_list("code", "pk"))
    head_of = {lot.producer_id: ids.get(lot.representative_id) for lot in scenario.lots}
    households = (
        row(code, names.household(number), "household", where, head_of[code])
        for number, (code, where) in enumerate(sorted(place.items()))
    )
    Organisation.objects.bulk_create(households, batch_size=_BATCH)
    buyers = sorted({need.buyer_id for need in scenario.demands})
    anywhere = min(place.values())
    Organisation.objects.bulk_create(
        row(code, names.buyer(number), "trader", anywhere) for number, code in enumerate(buyers)
    )


def _lots(scenario: Scenario, season: Season) -> None:
    people = {row.code: row for row in Organisation.objects.only("pk", "code", "name")}
    units = {unit.code: unit for unit in Unit.objects.all()}
    goods = dict(season.commodities.values_list("code", "pk"))
    rows = (
        Lot(
            season=season, code=lot.lot_id, producer=people[lot.producer_id],
            representative=people.get(lot.representative_id), commodity_id=goods[lot.commodity], grade=lot.grade,
            certificates=sorted(lot.certificates), quantity_kg=lot.quantity_kg, harvest_from=lot.harvest_from,
            harvest_to=lot.harvest_to, max_kg_per_day=lot.max_kg_per_day, shelf_life_days=lot.shelf_life_days,
            place=units[lot.place], floor_price_vnd_per_kg=lot.floor_price_vnd_per_kg,
            area_code=units[lot.place].area_code, source=SOURCE, is_demo=True,
            folded=words(
                people[lot.producer_id].name, lot.lot_id, units[lot.place].folded_path, lot.commodity
            )[:600],
        )
        for lot in scenario.lots
    )  # fmt: skip
    while batch := list(islice(rows, _BATCH)):
        Lot.objects.bulk_create(batch)
    measure(Lot, Organisation)
    assert Lot.objects.filter(season=season).count() == len(scenario.lots)


def _network(scenario: Scenario, season: Season) -> None:
    cities = sorted({need.market for need in scenario.demands} | {lane.market for lane in scenario.lanes})
    points.record_markets(
        rows=[
            points.MarketRow(city, f"Chợ {city}", "wholesale", SOURCE, city, 10.0 + number, 106.0)
            for number, city in enumerate(cities)
        ],
        actor=None,
    )
    points.record_points(
        rows=[
            points.PointRow(
                row.point_id, f"Điểm {names.GIVEN[number % len(names.GIVEN)]} {number}", row.place, row.open_from,
                row.open_to, SOURCE, approved=row.approved, capacity_kg_per_day=row.capacity_kg_per_day,
                approval_paper="Biên bản", storage_kg=row.storage_kg, lat=21.5 + number / 100, lon=106.5,
            )
            for number, row in enumerate(scenario.points)
        ],
        season=season, on=season.start, actor=None,
    )  # fmt: skip
    ways.record_access(
        rows=[
            ways.AccessRow(row.place, row.point_id, row.cost_vnd_per_kg, SOURCE) for row in scenario.access
        ],
        on=season.start,
        actor=None,
    )
    ways.record_lanes(
        rows=[
            ways.LaneRow(
                row.point_id, row.market, row.days, row.cost_vnd_per_kg, SOURCE, row.capacity_kg_per_day
            )
            for row in scenario.lanes
        ],
        actor=None,
    )
    demand.record_needs(
        season=season,
        rows=[
            demand.NeedRow(
                row.demand_id, row.buyer_id, row.commodity, row.quantity_kg, row.deliver_from, row.deliver_to,
                row.market, SOURCE, price_vnd_per_kg=row.price_vnd_per_kg, price_at=str(row.price_at),
            )
            for row in scenario.demands
        ],
        actor=None,
    )  # fmt: skip
