"""What is on the road, in bulk: vehicles, trips with stops and loads, arrivals, claims, transit papers, events."""

from __future__ import annotations

from benchmarks.pages.fill import fill, run
from benchmarks.pages.ordered import Frame, at, pick
from benchmarks.pages.season import SOURCE
from cungcau.domain.logistics.models import (
    Arrival,
    Claim,
    Driver,
    EventTarget,
    PaperStop,
    RouteEvent,
    TransitPaper,
    Trip,
    TripLoad,
    TripStop,
    Vehicle,
)
from cungcau.domain.registry.models import Organisation

CARRIERS, VEHICLES = 60, 1_000
TRIPS, LINES = 7, 10
"""So many trips for so many deliveries."""


def build_road(frame: Frame) -> None:
    """Trips of every day up to two after today; about 700 a day with 60,000 deliveries in 60 days."""
    _fleet()
    _trips(frame)
    _arrivals(frame)
    _papers(frame)
    _events(frame)


def _fleet() -> None:
    fill(
        Organisation, f"generate_series(1, {CARRIERS}) n CROSS JOIN (SELECT unit_id, area_code FROM "
        "registry_organisation WHERE kind = 'cooperative' ORDER BY id LIMIT 1) place",
        code="'VT-' || n", name="'Vận tải ' || n", kind="'carrier'", unit_id="unit_id", area_code="area_code",
        folded="'van tai ' || n || ' vt ' || n", folded_name="'van tai ' || n", source=f"'{SOURCE}'", is_demo="true",
    )  # fmt: skip
    run(
        "CREATE TEMP TABLE b_carrier AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, name, area_code AS area "
        "FROM registry_organisation WHERE kind = 'carrier'"
    )
    run("CREATE INDEX ON b_carrier (n)")
    source = f"generate_series(1, {VEHICLES}) v {pick('carrier', 'v')}"
    shared = {"id": "v", "carrier_id": "carrier.id", "area_code": "carrier.area", "source": f"'{SOURCE}'"}
    fill(
        Vehicle, source, **shared, plate="'12C-' || lpad(v::text, 5, '0')", capacity_kg="5000 + mod(v, 4) * 2500",
        hours_from="time '04:00'", hours_to="time '22:00'", vnd_per_km="12000", fixed_vnd="200000", is_demo="true",
        folded="'12c ' || lpad(v::text, 5, '0') || ' van tai'",
    )  # fmt: skip
    fill(
        Driver, source, **shared, code="'LX-' || v", name="'Nguyễn Văn Lái ' || v", is_demo="true",
        folded="'lx ' || v || ' van tai'",
    )  # fmt: skip


def _trips(frame: Frame) -> None:
    """Each trip calls at two points and one market, and carries one or two deliveries from both points."""
    run(f"""
CREATE TEMP TABLE b_ride AS
SELECT id AS line, order_id, dispatch_date AS day, received_kg, confirmed_kg, loaded_kg, area_code,
       (row_number() OVER (PARTITION BY dispatch_date ORDER BY id) - 1) * {TRIPS} / {LINES} AS ride
FROM orders_orderline WHERE dispatch_date <= date '{frame.today}' + 2 AND greatest(received_kg, confirmed_kg) > 40""")
    run("""
CREATE TEMP TABLE b_trip AS
SELECT row_number() OVER (ORDER BY day, ride) AS t, day, ride, min(line) AS line, min(area_code) AS area
FROM b_ride GROUP BY day, ride""")
    run("CREATE INDEX ON b_trip (day, ride)")
    run("ANALYZE b_trip")
    begins = f"{at('day', '5')} + mod(t, 240) * interval '1 minute'"
    gone = f"day < date '{frame.today}'"
    fill(
        Trip, f"b_trip {pick('carrier', 't')}", id="t", season_id=str(frame.season.pk),
        code="'CX-' || lpad(t::text, 6, '0')", day="day", vehicle_id=f"mod(t, {VEHICLES}) + 1",
        driver_id=f"mod(t, {VEHICLES}) + 1", made_by="'computed'", metres="90000 + mod(t, 200) * 700",
        cost_vnd="1500000 + mod(t, 90) * 30000", departs_at=begins, ends_at=f"{begins} + interval '8 hours'",
        key="gen_random_uuid()", area_code="b_trip.area", is_demo="true",
        faults="CASE WHEN mod(t, 12) = 0 THEN '[{\"code\": \"late\"}]' ELSE '[]' END::jsonb",
        state=f"CASE WHEN mod(t, 50) = 0 THEN 'cancelled' WHEN {gone} THEN 'arrived' WHEN day = '{frame.today}' AND "
        "mod(t, 3) = 0 THEN 'loading' WHEN mod(t, 2) = 0 THEN 'confirmed' ELSE 'planned' END",
        reason="CASE WHEN mod(t, 50) = 0 THEN 'Xe hỏng' ELSE '' END",
        folded="'cx ' || lpad(t::text, 6, '0') || ' 12c ' || lpad((mod(t, 1000) + 1)::text, 5, '0')",
    )  # fmt: skip
    for no, minutes in ((1, 30), (2, 90), (3, 420)):
        reaches = f"{begins} + interval '{minutes} minutes'"
        market = no == 3
        fill(
            TripStop, f"b_trip {pick('point', f't * {no * 3} + {no}')} {pick('market', 't')}", id=f"t * 3 + {no}",
            trip_id="t", no=str(no), point_id="NULL" if market else "point.id",
            market_id="market.id" if market else "NULL", planned_arrival_at=reaches,
            planned_leave_at=f"{reaches} + interval '20 minutes'",
        )  # fmt: skip
    kg = "greatest(received_kg, confirmed_kg)"
    fill(
        TripLoad,
        "b_ride JOIN b_trip USING (day, ride) JOIN logistics_trip trip ON trip.id = t "
        "CROSS JOIN generate_series(1, 2) AS no",
        trip_id="t", line_id="b_ride.line", pickup_id="t * 3 + no", drop_id="t * 3 + 3",
        planned_kg=f"CASE WHEN no = 1 THEN {kg} / 2 ELSE {kg} - {kg} / 2 END",
        loaded_kg="CASE WHEN trip.state <> 'arrived' THEN 0 WHEN no = 1 THEN loaded_kg / 2 "
        "ELSE loaded_kg - loaded_kg / 2 END",
        loaded_at=f"CASE WHEN trip.state = 'arrived' THEN {at('trip.day', '6')} END",
        arrived_kg="CASE WHEN trip.state <> 'arrived' THEN NULL WHEN no = 1 THEN loaded_kg / 2 "
        "ELSE loaded_kg - loaded_kg / 2 END",
    )  # fmt: skip


def _arrivals(frame: Frame) -> None:
    said = "load.loaded_kg - CASE WHEN mod(load.id, 20) = 0 THEN 1 ELSE 0 END"
    fill(
        Arrival,
        "logistics_tripload load JOIN orders_orderline line ON line.id = load.line_id WHERE load.loaded_kg > 1",
        id="load.id", line_id="line.id", load_id="load.id", season_id=str(frame.season.pk), state="'confirmed'",
        expected_kg="load.loaded_kg", due_on="line.delivery_date", arrived_kg=said, accepted_kg=said,
        lost_kg=f"load.loaded_kg - ({said})", carrier_kg="load.loaded_kg", carrier_done="true",
        arrived_at=at("line.delivery_date", "7"), completed_at=at("line.delivery_date", "8"),
        key="gen_random_uuid()", area_code="line.area_code",
    )  # fmt: skip
    opened = at("due_on", "9")
    fill(
        Claim, "logistics_arrival arrival WHERE mod(id, 3) = 0", arrival_id="id", season_id="season_id",
        code="'KN-' || lpad(id::text, 6, '0')", side="CASE WHEN mod(id, 2) = 0 THEN 'buyer' ELSE 'seller' END",
        kind="CASE WHEN mod(id, 5) = 0 THEN 'quality' ELSE 'short' END", text="'Cân lại thấy thiếu'", asked_kg="5",
        opened_at=opened, answer_until=f"{opened} + interval '3 days'", area_code="area_code", is_demo="true",
        state="CASE WHEN mod(id, 4) = 0 THEN 'agreed' ELSE 'open' END",
        ended_at=f"CASE WHEN mod(id, 4) = 0 THEN {opened} + interval '2 days' END",
        outcome="CASE WHEN mod(id, 4) = 0 THEN 'Trừ 5 kg' ELSE '' END",
    )  # fmt: skip


def _papers(frame: Frame) -> None:
    """A paper a trip; two of three are signed. A signed paper's stops never change, so they are added before it is."""
    fill(
        TransitPaper, "logistics_trip trip JOIN logistics_vehicle vehicle ON vehicle.id = trip.vehicle_id",
        id="trip.id", season_id="trip.season_id", code="'GDD-' || lpad(trip.id::text, 6, '0')", trip_id="trip.id",
        carrier_id="vehicle.carrier_id", plate="vehicle.plate", capacity_kg="vehicle.capacity_kg", load_kg="4000",
        goods="'Nông sản mùa vụ'", route_text="'Quốc lộ 1A'", leaves_on="trip.day", back_on="trip.day + 1",
        valid_from="trip.day", valid_to="trip.day + 1", driver_name="'Nguyễn Văn Lái'", area_code="trip.area_code",
        source=f"'{SOURCE}'", is_demo="true", state="CASE WHEN mod(trip.id, 2) = 0 THEN 'submitted' ELSE 'draft' END",
        folded="'gdd ' || lpad(trip.id::text, 6, '0') || ' ' || vehicle.folded || ' nong san quoc lo 1a'",
    )  # fmt: skip
    for no, kind in ((1, "pick_up"), (2, "drop")):
        fill(
            PaperStop, "logistics_transitpaper paper", paper_id="paper.id", no=str(no), kind=f"'{kind}'",
            place=f"'Nơi {no}'",
        )  # fmt: skip
    run(
        "UPDATE logistics_transitpaper SET state = 'approved', signed_at = created_at, signer = 'Phó Giám đốc', "
        "key_id = 'k1', signature = md5(code) WHERE mod(id, 3) > 0"
    )


def _events(frame: Frame) -> None:
    fill(
        RouteEvent, "generate_series(1, 400) e", id="e", season_id=str(frame.season.pk), code="'TIN-' || e",
        state="CASE WHEN mod(e, 6) = 0 THEN 'reported' ELSE 'confirmed' END", kind="'road'", name="'Đèo số ' || e",
        first=f"date '{frame.season.start}' + mod(e, 50)", last=f"date '{frame.season.start}' + mod(e, 50) + 2",
        heard_by="'phone'", source=f"'{SOURCE}'", heard_at="now()", folded="'deo so ' || e || ' tin ' || e",
        confirmed_at="CASE WHEN mod(e, 6) = 0 THEN NULL ELSE now() END", area_code="'20'", is_demo="true",
    )  # fmt: skip
    fill(EventTarget, f"generate_series(1, 400) e {pick('point', 'e')}", event_id="e", point_id="point.id")
