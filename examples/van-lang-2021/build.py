"""Write the demo season from season.toml and settings.toml: ``python build.py [--out DIR]``.

The standard library is enough; the same settings always give the same bytes. Beside the scenario's own
files it writes what the pages show: places, organisations, points and markets with their source.
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from harvest import Household, households
from orders import orders

HERE = Path(__file__).resolve().parent
ILLUSTRATION = "minh hoạ"
VIETGAP = "VietGAP"
Row = Sequence[object]

COLUMNS = {
    "lots": "lot_id producer_id representative_id commodity grade certificates quantity_kg harvest_from "
    "harvest_to max_kg_per_day shelf_life_days place floor_price_vnd_per_kg",
    "producers": "producer_id weight prior_offered_kg prior_sold_kg",
    "demands": "demand_id buyer_id commodity min_grade certificates quantity_kg deliver_from deliver_to "
    "market price_vnd_per_kg price_at min_life_left_days max_kg_per_day",
    "points": "point_id place approved capacity_kg_per_day open_from open_to storage_kg",
    "access": "place point_id cost_vnd_per_kg",
    "lanes": "point_id market days cost_vnd_per_kg capacity_kg_per_day",
    "closures": "kind id from to factor",
    "places": "place name district province lat lon today_codes today_names source",
    "organisations": "id name kind place representative_id weight source",
    "points_info": "point_id name place lat lon agencies approval_paper distance_to_checkpoint_m hours "
    "source",
    "markets": "market name channel province lat lon source",
}


def read(name: str) -> dict[str, Any]:
    """One of the two hand-kept files beside this script."""
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


def write(folder: Path, name: str, rows: Iterable[Row]) -> None:
    """One CSV file: UTF-8, header, line feed, blank for none."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS[name].split())
        out.writerows(rows)


def lot_rows(homes: Sequence[Household], commodity: str) -> list[Row]:
    """Rows of lots.csv; a lot's id is its household's and a number."""
    return [
        (
            f"{home.household_id}-{number}", home.household_id, home.group.group_id, commodity, lot.grade,
            VIETGAP if lot.vietgap else "", lot.kg, lot.first, lot.last, lot.max_kg_per_day,
            lot.shelf_life_days, home.place, lot.floor,
        )
        for home in homes
        for number, lot in enumerate(home.lots, start=1)
    ]  # fmt: skip


def demand_rows(settings: Mapping[str, Any], commodity: str) -> list[Row]:
    """Rows of demands.csv, numbered by first day."""
    return [
        (
            f"NC-{number:03d}", order.buyer["buyer_id"], commodity, order.buyer["min_grade"],
            order.buyer.get("certificates", ""), order.kg, order.first, order.last, order.buyer["market"],
            order.price, order.buyer.get("price_at", "point"), order.buyer["min_life_left_days"],
            order.buyer.get("max_kg_per_day"),
        )
        for number, order in enumerate(orders(settings), start=1)
    ]  # fmt: skip


def lane_rows(settings: Mapping[str, Any]) -> list[Row]:
    """Rows of lanes.csv: every point to every market it has trucks for."""
    return [
        (point["point_id"], market["market"], market["days"], market["freight"] + point["freight_step"], kg)
        for index, point in enumerate(settings["points"])
        for market in settings["markets"]
        if (kg := market["lane_kg"][index])
    ]


def closure_rows(settings: Mapping[str, Any]) -> list[Row]:
    """Rows of closures.csv; a lane written ``*>market`` stands for every lane to that market."""
    lanes = [f"{point}>{market}" for point, market, *_ in lane_rows(settings)]
    rows: list[Row] = []
    for closure in settings["closures"]:
        stem = closure["id"].removeprefix("*")
        names = [stem] if stem == closure["id"] else [lane for lane in lanes if lane.endswith(stem)]
        rows += [(closure["kind"], name, closure["from"], closure["to"], closure["factor"]) for name in names]
    return rows


def organisation_rows(homes: Sequence[Household], settings: Mapping[str, Any]) -> list[Row]:
    """Representatives, then households with their weight, then buyers (whose place is their market's)."""
    groups = sorted({home.group.group_id: home.group for home in homes}.items())
    role = f"{ILLUSTRATION}; vai đại diện nhận đơn: [ke-hoach-1669]"
    named = ("ocop_shop", "ecommerce")
    channels = {market["market"]: market["channel"] for market in settings["markets"]}
    rows: list[Row] = [(key, group.name, group.kind, group.place, "", "", role) for key, group in groups]
    rows += [
        (
            home.household_id, f"Hộ {home.household_id} (minh hoạ)", "household", home.place,
            home.group.group_id, settings["poor_weight"] if home.poor else "1", ILLUSTRATION,
        )
        for home in homes
    ]  # fmt: skip
    rows += [
        (
            buyer["buyer_id"], buyer["name"], buyer["kind"], "", "", "",
            f"[ke-hoach-1669] nêu tên kênh; nhu cầu và giá {ILLUSTRATION}"
            if channels[buyer["market"]] in named else ILLUSTRATION,
        )
        for buyer in settings["buyers"]
    ]  # fmt: skip
    return rows


def producer_rows(homes: Sequence[Household], settings: Mapping[str, Any]) -> list[Row]:
    """Rows of producers.csv: weight and what the week before the plan left behind."""
    return [
        (
            home.household_id,
            settings["poor_weight"] if home.poor else "1",
            home.prior_offered,
            home.prior_sold,
        )
        for home in homes
    ]


def point_info_rows(settings: Mapping[str, Any]) -> list[Row]:
    """Rows of points_info.csv; an unapproved point has no agencies and no paper."""
    agreed = f"[ke-hoach-1669]: các ngành thống nhất, xa chốt kiểm soát; tên, toạ độ, văn bản {ILLUSTRATION}"
    return [
        (
            point["point_id"], point["name"], point["place"], point["lat"], point["lon"],
            settings["agencies"] if point["approved"] else "", point["approval_paper"],
            point["distance_to_checkpoint_m"], point["hours"], agreed if point["approved"] else ILLUSTRATION,
        )
        for point in settings["points"]
    ]  # fmt: skip


def point_rows(settings: Mapping[str, Any], open_days: tuple[str, str]) -> list[Row]:
    """Rows of points.csv; every point is open from the first to the last day of the season."""
    return [
        (
            point["point_id"], point["place"], str(point["approved"]).lower(), point["capacity_kg"],
            *open_days, point["storage_kg"],
        )
        for point in settings["points"]
    ]  # fmt: skip


def scenario_toml(season: Mapping[str, Any]) -> str:
    """The scenario's own header."""
    return (
        f'name = "{season["name"]}"\nstart = {season["start"]}\nend = {season["end"]}\n'
        'order = ["sold", "fair", "cost"]\n'
    )


def build(folder: Path) -> None:
    """Write every file of the season into ``folder``."""
    season, settings = read("season.toml"), read("settings.toml")
    commodity = season["commodity"]["code"]
    homes = sorted(households(settings), key=lambda home: home.household_id)
    if sum(home.kg for home in homes) != season["forecast_t"] * 1000:
        raise SystemExit("settings.toml: tổng các xã khác sản lượng dự báo trong season.toml")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.toml").write_text(scenario_toml(season), encoding="utf-8", newline="\n")
    write(folder, "lots", lot_rows(homes, commodity))
    write(folder, "producers", producer_rows(homes, settings))
    write(folder, "demands", demand_rows(settings, commodity))
    write(folder, "points", point_rows(settings, (season["start"], season["end"])))
    write(folder, "access", settings["access"]["rows"])
    write(folder, "lanes", lane_rows(settings))
    write(folder, "closures", closure_rows(settings))
    write(folder, "places", ([row[key] for key in COLUMNS["places"].split()] for row in settings["places"]))
    write(folder, "organisations", organisation_rows(homes, settings))
    write(folder, "points_info", point_info_rows(settings))
    write(
        folder, "markets", ([row[key] for key in COLUMNS["markets"].split()] for row in settings["markets"])
    )


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--out", type=Path, default=HERE, help="folder to write to (default: beside this script)"
    )
    build(parser.parse_args().out)


if __name__ == "__main__":
    main()
