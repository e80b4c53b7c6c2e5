"""Orders, their terms and deliveries, the households' slips and the ledger of kilograms, in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.pages.fill import fill, one, run
from benchmarks.pages.season import SOURCE
from cungcau.domain.orders.models import Entry, Order, OrderLine, Slip, Terms, TermsDay
from cungcau.reference.catalogue.models import Season

SLIPS_AN_ORDER, LINES_AN_ORDER = 10, 3
BUSY_SHARE = 10
"""Of so many slips one goes to the busy point."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the rows are made for: ``slips`` in all, an ``orders``-th of them each, today within the season."""

    season: Season
    slips: int
    today: date

    @property
    def orders(self) -> int:
        """Ten slips an order."""
        return self.slips // SLIPS_AN_ORDER

    @property
    def days(self) -> int:
        """On which goods are picked: those of the season without its last three."""
        return (self.season.end - self.season.start) // timedelta(days=1) - 2

    @property
    def gone(self) -> int:
        """Days of the season before today."""
        return (self.today - self.season.start) // timedelta(days=1)


def at(day: str, hour: str) -> str:
    """An hour of a day on Vietnam's clock, as a moment."""
    return f"((({day}) + make_interval(hours => {hour})) AT TIME ZONE 'Asia/Ho_Chi_Minh')"


def build_orders(frame: Frame) -> None:
    """Orders with terms, lines and slips; lines and slips hold the kg that their entries add up to."""
    _who()
    _plan_slips(frame)
    _orders(frame)
    _lines(frame)
    _slips(frame)
    _entries()


def _who() -> None:
    """Whom and what to choose from by number: ``n`` counts from 0 in each table."""
    lists = {
        "b_home": "SELECT o.id, o.name, o.folded_name AS folded, o.area_code AS area, "
        "(SELECT min(l.id) FROM supply_lot l WHERE l.producer_id = o.id) AS lot "
        "FROM registry_organisation o WHERE o.kind = 'household'",
        "b_seller": "SELECT id, name, folded_name AS folded, area_code AS area FROM registry_organisation "
        "WHERE kind = 'cooperative'",
        "b_buyer": "SELECT id, name, folded_name AS folded, area_code AS area FROM registry_organisation "
        "WHERE kind = 'trader'",
        "b_point": "SELECT id, name, area_code AS area FROM network_collectionpoint",
        "b_market": "SELECT id, name FROM network_market",
        "b_good": "SELECT id, name_vi AS name FROM catalogue_commodity",
    }
    for name, rows in lists.items():
        run(
            f"CREATE TEMP TABLE {name} AS "
            f"SELECT row_number() OVER (ORDER BY id) - 1 AS n, listed.* FROM ({rows}) listed"
        )
        run(f"CREATE INDEX ON {name} (n)")
        run(f"ANALYZE {name}")


def pick(table: str, number: str) -> str:
    """A join that chooses a row of one of the lists by any whole number."""
    return f"JOIN b_{table} {table} ON {table}.n = mod({number}, {one(f'SELECT count(*) FROM b_{table}')}::bigint)"


def _plan_slips(frame: Frame) -> None:
    """Every slip's kg and state by its number; a delivery's slips are picked on one day."""
    run(f"""
CREATE TEMP TABLE b_slip AS
WITH numbered AS (
    SELECT s, s / {SLIPS_AN_ORDER} AS o, mod(s, {SLIPS_AN_ORDER}) AS part FROM generate_series(0, {frame.slips - 1}) s
), dated AS (
    SELECT *, o * {LINES_AN_ORDER} + least(part / 3, {LINES_AN_ORDER - 1}) AS l,
           least(mod(o * 17, {frame.days}) + least(part / 3, 2), {frame.days}) AS d, 100 + mod(s * 13, 400) AS kg
    FROM numbered
), named AS (
    SELECT *, CASE
        WHEN d < {frame.gone} AND mod(s, 25) = 0 THEN 'declined'
        WHEN d < {frame.gone} AND mod(s, 40) = 1 THEN 'lapsed'
        WHEN d < {frame.gone} - 7 AND mod(s, 10) < 8 THEN 'settled'
        WHEN d < {frame.gone} OR (d = {frame.gone} AND mod(s, 3) = 0) THEN 'brought'
        WHEN d = {frame.gone} OR mod(s, 4) > 1 THEN 'accepted'
        WHEN mod(s, 4) = 1 THEN 'sent' ELSE 'draft' END AS state
    FROM dated
), held AS (
    SELECT *, CASE WHEN state IN ('declined', 'lapsed') THEN 0 ELSE kg END AS allocated,
           CASE WHEN state IN ('accepted', 'brought', 'settled') THEN kg ELSE 0 END AS confirmed,
           CASE WHEN state IN ('brought', 'settled') THEN kg ELSE 0 END AS harvested,
           CASE WHEN state IN ('brought', 'settled') AND mod(s, 5) = 0 THEN kg / 20 ELSE 0 END AS rejected
    FROM named
)
SELECT *, harvested - rejected AS received, CASE WHEN state = 'settled' THEN harvested - rejected ELSE 0 END AS paid,
       date '{frame.season.start}' + d AS day, 12000 + mod(o, 40) * 250 AS price
FROM held""")
    run("CREATE INDEX ON b_slip (l)")
    run("ANALYZE b_slip")


def _orders(frame: Frame) -> None:
    everyone = f"generate_series(0, {frame.orders - 1}) o {pick('seller', 'o * 31')} {pick('buyer', 'o * 7')}"
    places = f"{pick('good', 'o * 3')} {pick('point', 'o * 11')} {pick('market', 'o * 5')}"
    code = "'DH-' || lpad((o + 1)::text, 6, '0')"
    said = at(f"date '{frame.season.start}' - 20", "8")
    fill(
        Order, f"{everyone} {places}", id="o + 1", season_id=str(frame.season.pk), code=code,
        state="CASE WHEN mod(o, 60) = 59 THEN 'closed' ELSE 'agreed' END", origin="'agreement'", buyer_id="buyer.id",
        seller_id="seller.id", commodity_id="good.id", point_id="point.id", market_id="market.id",
        agreed_at_text="'Hội nghị cung cầu'", area_code="seller.area", is_demo="true", source=f"'{SOURCE}'",
        folded=f"lower(replace({code}, '-', ' ')) || ' ' || buyer.folded || ' ' || seller.folded",
        created_at=f"{said} + o * interval '90 seconds'",
    )  # fmt: skip
    fill(
        Terms, f"orders_order o CROSS JOIN (SELECT {said} + interval '19 days' AS yes) said",
        id="o.id", order_id="o.id", revision="1", state="'frozen'", price_vnd_per_kg="12000 + mod(o.id - 1, 40) * 250",
        proposed_side="'office'", payment_days="7", seller_yes_at="yes", buyer_yes_at="yes", frozen_at="yes",
        seller_heard="'trên trang'", buyer_heard="'trên trang'",
    )  # fmt: skip


def _lines(frame: Frame) -> None:
    run("""
CREATE TEMP TABLE b_line AS
SELECT l, min(o) AS o, min(day) AS day, min(d) AS d, sum(kg) AS kg, sum(allocated) AS allocated,
       sum(confirmed) AS confirmed, sum(harvested) AS harvested, sum(received) AS received, sum(rejected) AS rejected,
       sum(paid) AS paid
FROM b_slip GROUP BY l""")
    gone = f"d < {frame.gone}"
    lost = f"CASE WHEN {gone} AND mod(l, 9) = 0 THEN least(received, 12) ELSE 0 END"
    fill(
        OrderLine, "b_line JOIN orders_order ord ON ord.id = b_line.o + 1", id="l + 1", order_id="o + 1",
        no=f"mod(l, {LINES_AN_ORDER}) + 1", season_id=str(frame.season.pk), harvest_date="day", dispatch_date="day",
        delivery_date="day + 1", asked_kg="kg", most_kg="kg + kg / 20", allocated_kg="allocated",
        confirmed_kg="confirmed", harvested_kg="harvested", received_kg="received", rejected_kg="rejected",
        loaded_kg=f"CASE WHEN {gone} THEN received ELSE 0 END", lost_kg=lost, paid_kg="paid",
        delivered_kg=f"CASE WHEN {gone} THEN received - ({lost}) ELSE 0 END",
        accepted_kg=f"CASE WHEN {gone} THEN received - ({lost}) ELSE 0 END", area_code="ord.area_code",
        state=f"CASE WHEN {gone} AND paid = received AND paid > 0 THEN 'paid' WHEN {gone} THEN 'accepted' "
        f"WHEN received > 0 THEN 'receiving' WHEN confirmed = allocated THEN 'confirmed' ELSE 'allocated' END",
    )  # fmt: skip
    fill(
        TermsDay, "orders_orderline line", terms_id="line.order_id", no="no", harvest_date="harvest_date",
        dispatch_date="dispatch_date", delivery_date="delivery_date", kg="asked_kg",
    )  # fmt: skip


def _slips(frame: Frame) -> None:
    busy = f"mod(s, {BUSY_SHARE}) = 3"
    sent = at("b_slip.day - 2", "9")
    answered = "state NOT IN ('draft', 'sent', 'lapsed')"
    fill(
        Slip,
        f"b_slip {pick('home', 's::bigint * 7919')} JOIN orders_order ord ON ord.id = b_slip.o + 1 "
        "CROSS JOIN (SELECT id AS busy FROM b_point WHERE n = 0) one_point",
        id="s + 1", line_id="l + 1", code="'PH-' || lpad((s + 1)::text, 7, '0')", state="b_slip.state",
        season_id=str(frame.season.pk), producer_id="home.id", lot_id="home.lot", harvest_date="b_slip.day",
        point_id=f"CASE WHEN {busy} THEN busy ELSE ord.point_id END", grade="mod(s, 3) + 1",
        price_vnd_per_kg="price", allocated_by="'ledger'", offered_kg="kg", allocated_kg="allocated",
        confirmed_kg="confirmed", harvested_kg="harvested", received_kg="received", rejected_kg="rejected",
        paid_kg="paid", key="gen_random_uuid()", area_code="home.area",
        sent_at=f"CASE WHEN b_slip.state <> 'draft' THEN {sent} END",
        answer_until=f"CASE WHEN b_slip.state <> 'draft' THEN {sent} + interval '20 hours' END",
        answered_at=f"CASE WHEN b_slip.{answered} THEN {sent} + interval '3 hours' END",
        answered_by=f"CASE WHEN b_slip.{answered} THEN 'phone' ELSE '' END",
        folded="home.folded || ' ph ' || lpad((s + 1)::text, 7, '0') || ' ' || replace(lower(ord.code), '-', ' ')",
    )  # fmt: skip


def _entries() -> None:
    """One entry a quantity of a slip, and of what lines alone keep."""
    ahead = {
        "allocated": "-2",
        "confirmed": "-1",
        "harvested": "0",
        "received": "0",
        "rejected": "0",
        "paid": "4",
    }
    for kind, days in ahead.items():
        evidence = "''" if kind not in ("received", "rejected") else "'ticket:' || slip.id"
        fill(
            Entry, f"orders_slip slip WHERE slip.{kind}_kg > 0", line_id="slip.line_id", slip_id="slip.id",
            kind=f"'{kind}'", kg=f"slip.{kind}_kg", evidence=evidence,
            at=at(f"slip.harvest_date + {days}", "6 + mod(slip.id, 10)::int"),
        )  # fmt: skip
    after = {"asked": "-5", "loaded": "0", "lost": "1", "delivered": "1", "accepted": "1"}
    for kind, days in after.items():
        fill(
            Entry, f"orders_orderline line WHERE line.{kind}_kg > 0", line_id="line.id", kind=f"'{kind}'",
            kg=f"line.{kind}_kg", at=at(f"line.dispatch_date + {days}", "10 + mod(line.id, 10)::int"),
        )  # fmt: skip
