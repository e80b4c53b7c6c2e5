"""A million deliveries: orders, their lines, a slip and its entries each, statements and payments; in bulk."""

from __future__ import annotations

from datetime import timedelta

from benchmarks.pages.fill import fill, one, run
from benchmarks.pages.ordered import at, pick
from benchmarks.pages.season import SOURCE
from cungcau.domain.orders.models import Entry, Order, OrderLine, Slip
from cungcau.domain.settlement.models import Payment, Statement
from cungcau.reference.catalogue.models import Season

LINES_AN_ORDER = 4
_QUANTITIES = (
    "asked", "most", "allocated", "confirmed", "harvested", "received", "loaded", "delivered", "accepted", "paid",
)  # fmt: skip
_OF_SLIPS = ("offered", "allocated", "confirmed", "harvested", "received", "paid")
_LISTS = {
    "b_home": "SELECT o.id, o.folded_name AS folded, o.area_code AS area FROM registry_organisation o "
    "WHERE o.kind = 'household'",
    "b_seller": "SELECT id, folded_name AS folded, area_code AS area FROM registry_organisation "
    "WHERE kind = 'cooperative'",
    "b_buyer": "SELECT id, folded_name AS folded FROM registry_organisation WHERE kind = 'trader'",
    "b_point": "SELECT id FROM network_collectionpoint",
    "b_market": "SELECT id FROM network_market",
    "b_good": "SELECT id FROM catalogue_commodity",
}


def build_lines(season: Season, lines: int) -> None:
    """So many lines, each with a slip of some household, received, delivered and paid on days of the season."""
    for name, rows in _LISTS.items():
        run(
            f"CREATE TEMP TABLE {name} AS "
            f"SELECT row_number() OVER (ORDER BY id) - 1 AS n, listed.* FROM ({rows}) listed"
        )
        run(f"CREATE INDEX ON {name} (n)")
        run(f"ANALYZE {name}")
    days = (season.end - season.start) // timedelta(days=1) - 6
    _orders(season, lines // LINES_AN_ORDER)
    _lines(season, lines, days)
    _slips(season, lines)
    _entries()
    _payments()


def _orders(season: Season, orders: int) -> None:
    source = (
        f"generate_series(0, {orders - 1}) o {pick('seller', 'o * 31')} {pick('buyer', 'o * 7')} "
        f"{pick('good', 'o * 3')} {pick('point', 'o * 11')} {pick('market', 'o * 5')}"
    )
    code = "'DH-' || lpad((o + 1)::text, 7, '0')"
    fill(
        Order, source, id="o + 1", season_id=str(season.pk), code=code, state="'agreed'", origin="'agreement'",
        buyer_id="buyer.id", seller_id="seller.id", commodity_id="good.id", point_id="point.id",
        market_id="market.id", area_code="seller.area", is_demo="true", source=f"'{SOURCE}'",
        folded="lower(" + code + ") || ' ' || buyer.folded || ' ' || seller.folded",
    )  # fmt: skip


def _lines(season: Season, lines: int, days: int) -> None:
    kg = "200 + mod(l * 13, 800)"
    done = dict.fromkeys(_QUANTITIES, kg)
    day = f"date '{season.start}' + mod(l * 7, {days})::int"
    fill(
        OrderLine, f"generate_series(0, {lines - 1}) l JOIN orders_order ord ON ord.id = l / {LINES_AN_ORDER} + 1",
        id="l + 1", order_id="ord.id", no=f"mod(l, {LINES_AN_ORDER}) + 1", season_id=str(season.pk),
        harvest_date=day, dispatch_date=day, delivery_date=f"{day} + 1", area_code="ord.area_code", state="'paid'",
        **{f"{name}_kg": value for name, value in done.items()},
    )  # fmt: skip


def _slips(season: Season, lines: int) -> None:
    kg = "line.asked_kg"
    done = dict.fromkeys(_OF_SLIPS, kg)
    fill(
        Slip, f"orders_orderline line {pick('home', 'line.id * 7919')} JOIN orders_order ord ON ord.id = line.order_id",
        id="line.id", line_id="line.id", code="'PH-' || lpad(line.id::text, 8, '0')", state="'settled'",
        season_id=str(season.pk), producer_id="home.id", harvest_date="line.harvest_date", point_id="ord.point_id",
        grade="1", price_vnd_per_kg="15000", allocated_by="'ledger'", key="gen_random_uuid()", area_code="home.area",
        folded="home.folded", **{f"{name}_kg": value for name, value in done.items()},
    )  # fmt: skip


def _entries() -> None:
    for kind, days in (("received", "0"), ("paid", "4")):
        fill(
            Entry, "orders_slip slip", line_id="slip.line_id", slip_id="slip.id", kind=f"'{kind}'",
            kg=f"slip.{kind}_kg", evidence="'ticket:' || slip.id",
            at=at(f"slip.harvest_date + {days}", "6 + mod(slip.id, 10)::int"),
        )  # fmt: skip
    for kind, days in (("asked", "-5"), ("delivered", "1")):
        fill(
            Entry, "orders_orderline line", line_id="line.id", kind=f"'{kind}'", kg=f"line.{kind}_kg",
            at=at(f"line.dispatch_date + {days}", "10 + mod(line.id, 10)::int"),
        )  # fmt: skip


def _payments() -> None:
    """One statement and payment an order, to the household of its first slip."""
    first = f"orders_slip slip JOIN orders_orderline line ON line.id = slip.line_id AND line.no = {LINES_AN_ORDER}"
    fill(
        Statement, f"{first} JOIN orders_order ord ON ord.id = line.order_id", id="ord.id", order_id="ord.id",
        payee_id="slip.producer_id", payer_id="ord.seller_id", number="1", code="'BK-' || ord.id", state="'paid'",
        due_vnd="slip.paid_kg::bigint * 15000", paid_vnd="slip.paid_kg::bigint * 15000", kg="slip.paid_kg",
        delivered_on="line.delivery_date", due_on="line.delivery_date + 7", issued_at="now()",
        area_code="slip.area_code", folded="'bk ' || ord.id",
    )  # fmt: skip
    fill(
        Payment, "settlement_statement st", statement_id="st.id", amount_vnd="st.paid_vnd", method="'bank'",
        paid_on="st.delivered_on + mod(st.id, 9)::int",
    )  # fmt: skip


def sizes() -> dict[str, int]:
    """How many of what there are."""
    tables = {
        "order lines": "orders_orderline", "orders": "orders_order", "harvest slips": "orders_slip",
        "entries": "orders_entry", "payments": "settlement_payment", "households and organisations":
        "registry_organisation",
    }  # fmt: skip
    return {name: int(one(f"SELECT count(*) FROM {table}")) for name, table in tables.items()}
