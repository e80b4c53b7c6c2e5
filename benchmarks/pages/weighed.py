"""What points and payers write down in bulk: tickets, booked turns, statements, payments, files for the bank."""

from __future__ import annotations

from benchmarks.pages.fill import fill, one, run
from benchmarks.pages.ordered import Frame, at
from benchmarks.pages.season import SOURCE
from cungcau.domain.collection.models import Booking, Ticket, TicketSeries
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.settlement.models import (
    BankAccount,
    Payment,
    Statement,
    StatementItem,
    TransferFile,
    TransferRow,
)

BAYS, MINUTES, OPEN_HOUR = 6, 12, 6
TURNS_A_DAY = 300


def busy_point() -> int:
    """The point with 300 turns a day."""
    return int(one("SELECT id FROM b_point WHERE n = 0"))


def build_weighing(frame: Frame) -> None:
    """One or two tickets a slip that was brought, one in a hundred replaced; a day of turns at the busy point."""
    CollectionPoint.objects.filter(pk=busy_point()).update(
        hours="06:00-16:00", bays=BAYS, minutes_per_turn=MINUTES, register_ahead_hours=0
    )
    first = "slip.received_kg / 2"
    two = "mod(slip.id, 5) < 3"
    columns = {
        "year": str(frame.today.year), "season_id": "slip.season_id", "slip_id": "slip.id", "line_id": "slip.line_id",
        "producer_id": "slip.producer_id", "commodity_id": "ord.commodity_id", "day": "slip.harvest_date",
        "tare_kg": "10", "delivery": "gen_random_uuid()", "client_uuid": "gen_random_uuid()",
        "key": "gen_random_uuid()", "area_code": "point.area_code", "is_demo": "true", "point_id": "slip.point_id",
    }  # fmt: skip
    joined = (
        "JOIN orders_orderline line ON line.id = slip.line_id JOIN orders_order ord ON ord.id = line.order_id "
        "JOIN network_collectionpoint point ON point.id = slip.point_id"
    )
    parts = (
        f"(SELECT *, 1 AS part, CASE WHEN {two} THEN {first} ELSE received_kg END AS took, rejected_kg AS gone "
        f"FROM orders_slip slip WHERE received_kg > 0 UNION ALL "
        f"SELECT *, 2, received_kg - {first}, 0 FROM orders_slip slip WHERE received_kg > 0 AND {two}) slip"
    )
    number = "row_number() OVER (PARTITION BY slip.point_id ORDER BY slip.harvest_date, slip.id, slip.part)"
    fill(
        Ticket, f"{parts} {joined}", **columns, number=number, grade="slip.part",
        gross_kg="10 + slip.took + slip.gone", net_kg="slip.took + slip.gone", accepted_kg="slip.took",
        rejected_kg="slip.gone", reject_reason="CASE WHEN slip.gone > 0 THEN 'bruised' ELSE '' END",
        weighed_at=f"{at('slip.harvest_date', '6')} + mod(slip.id * 37, 36000) * interval '1 second'",
        folded="slip.folded || ' pc ' || slip.point_id",
    )  # fmt: skip
    copied = {
        name: f"old.{name}" for name in (
            "point_id", "year", "day", "season_id", "slip_id", "line_id", "producer_id", "commodity_id", "grade",
            "gross_kg", "tare_kg", "net_kg", "accepted_kg", "rejected_kg", "reject_reason", "area_code", "folded",
            "is_demo", "delivery",
        )
    }  # fmt: skip
    fill(
        Ticket, "collection_ticket old WHERE mod(old.id, 100) = 0", **copied, number="old.number + 1000000",
        weighed_at="old.weighed_at + interval '5 minutes'", client_uuid="gen_random_uuid()", key="gen_random_uuid()",
        voids_id="old.id", void_reason="'Ghi nhầm bì'",
    )  # fmt: skip
    fill(
        TicketSeries, "(SELECT point_id, year, max(number) AS last FROM collection_ticket GROUP BY 1, 2) held",
        point_id="point_id", year="year", last="last",
    )  # fmt: skip
    _turns(frame)


def _turns(frame: Frame) -> None:
    """Every bay of every turn of today at the busy point, each for one household's slip."""
    place = f"(row_number() OVER (ORDER BY slip.id) - 1)::int / {BAYS}"
    begins = f"{at('slip.harvest_date', str(OPEN_HOUR))} + {place} * interval '{MINUTES} minutes'"
    fill(
        Booking,
        f"(SELECT * FROM orders_slip WHERE point_id = {busy_point()} AND harvest_date = '{frame.today}' "
        f"ORDER BY id LIMIT {TURNS_A_DAY}) slip JOIN registry_organisation home ON home.id = slip.producer_id",
        id="slip.id", point_id="slip.point_id", day="slip.harvest_date", starts_at=begins,
        ends_at=f"{begins} + interval '{MINUTES} minutes'",
        bay=f"mod((row_number() OVER (ORDER BY slip.id) - 1)::int, {BAYS}) + 1",
        state="CASE WHEN slip.state = 'brought' THEN 'done' WHEN mod(slip.id, 7) = 0 THEN 'arrived' ELSE 'booked' END",
        label="home.name", kg="slip.offered_kg", area_code="slip.area_code", folded="home.folded_name", is_demo="true",
    )  # fmt: skip
    run("INSERT INTO collection_booking_slips (booking_id, slip_id) SELECT id, id FROM collection_booking")
    run(
        "UPDATE orders_slip slip SET slot_from = held.starts_at, slot_to = held.ends_at "
        "FROM collection_booking held WHERE held.id = slip.id"
    )


def build_payments() -> None:
    """A statement a household and order that brought goods, a further one for most; payments in parts."""
    source = (
        "orders_slip slip JOIN orders_orderline line ON line.id = slip.line_id "
        "JOIN orders_order ord ON ord.id = line.order_id "
        "JOIN registry_organisation seller ON seller.id = ord.seller_id "
        "CROSS JOIN generate_series(1, 2) AS turn WHERE slip.received_kg > 0 AND (turn = 1 OR mod(slip.id, 5) < 3)"
    )
    kg = "(CASE WHEN turn = 1 THEN slip.received_kg ELSE 5 END)"
    due = f"{kg} * slip.price_vnd_per_kg"
    part = f"turn = 1 AND mod(slip.id, 4) = 0 THEN {due} / 2"
    paid = f"CASE WHEN slip.state = 'settled' THEN {due} WHEN {part} ELSE 0 END"
    fill(
        Statement, source, id="slip.id * 2 + turn", order_id="ord.id", payee_id="slip.producer_id",
        payer_id="ord.seller_id", number="turn", code="'BK-' || slip.code || '-' || turn",
        state="CASE WHEN slip.state = 'settled' THEN 'paid' WHEN turn = 2 AND mod(slip.id, 9) = 0 THEN 'draft' "
        "WHEN turn = 1 AND mod(slip.id, 4) = 0 THEN 'part_paid' ELSE 'issued' END",
        due_vnd=due, paid_vnd=paid, kg=kg, delivered_on="line.delivery_date", due_on="line.delivery_date + 7",
        issued_at=at("line.delivery_date", "15"), area_code="ord.area_code",
        folded="slip.folded || ' ' || seller.folded_name",
    )  # fmt: skip
    fill(
        StatementItem, "settlement_statement one JOIN orders_slip slip ON slip.id = one.id / 2 - 1 + mod(one.id, 2)",
        statement_id="one.id", kind="'goods'", slip_id="slip.id", kg="one.kg",
        price_vnd_per_kg="slip.price_vnd_per_kg", frozen_vnd_per_kg="slip.price_vnd_per_kg",
        amount_vnd="one.kg * slip.price_vnd_per_kg",
    )  # fmt: skip
    fill(
        Payment,
        "settlement_statement one CROSS JOIN generate_series(1, 2) AS part "
        "WHERE one.paid_vnd > 1 AND (part = 1 OR mod(one.id, 3) > 0)",
        statement_id="one.id", method="CASE WHEN mod(one.id, 2) = 0 THEN 'bank' ELSE 'cash' END",
        amount_vnd="CASE WHEN mod(one.id, 3) = 0 THEN one.paid_vnd WHEN part = 1 THEN one.paid_vnd / 2 "
        "ELSE one.paid_vnd - one.paid_vnd / 2 END",
        paid_on="one.due_on - 3 + part", bank_ref="'GD' || one.id || '-' || part", received_by="'ký nhận'",
    )  # fmt: skip
    _bank()


def _bank() -> None:
    """An account for every second household, some files of transfers under way."""
    fill(
        BankAccount, "b_home WHERE mod(n, 2) = 0", owner_id="id", bank_bin="'970415'", bank_name="'Ngân hàng mẫu'",
        number="lpad(id::text, 12, '0')", holder="upper(folded)", source=f"'{SOURCE}'", is_demo="true",
    )  # fmt: skip
    fill(
        TransferFile, "(SELECT DISTINCT n, id, area FROM b_seller WHERE n < 60) seller", id="n + 1",
        code="'CK-' || lpad((n + 1)::text, 4, '0')", payer_id="seller.id", area_code="area",
    )  # fmt: skip
    fill(
        TransferRow,
        "(SELECT one.*, account.id AS account, row_number() OVER (PARTITION BY payer_id ORDER BY one.id) AS place "
        "FROM settlement_statement one JOIN settlement_bankaccount account ON account.owner_id = one.payee_id "
        "WHERE one.state IN ('issued', 'part_paid') AND one.due_vnd > one.paid_vnd) one "
        "JOIN settlement_transferfile file ON file.payer_id = one.payer_id WHERE place <= 20",
        file_id="file.id", statement_id="one.id", account_id="account", amount_vnd="one.due_vnd - one.paid_vnd",
        text="'Trả tiền hàng ' || one.code",
    )  # fmt: skip
