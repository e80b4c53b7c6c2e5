"""The fulfilment rooms at their size: 200,000 slips and all that follows from them; which of their pages are asked."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from benchmarks.pages import carried, ordered, told, weighed
from benchmarks.pages.fill import one, run
from benchmarks.pages.ordered import Frame
from cungcau.reference.catalogue.models import Season

HEALTH = "health"
PAGE = 50
TODAY = "2026-10-11"
"""The day the pages are asked on: two thirds into the synthetic season."""

COUNTED = {
    "slips": "orders_slip", "orders": "orders_order", "deliveries": "orders_orderline", "entries": "orders_entry",
    "tickets": "collection_ticket", "statements": "settlement_statement", "payments": "settlement_payment",
    "trips": "logistics_trip", "arrivals": "logistics_arrival", "claims": "logistics_claim",
    "transit papers": "logistics_transitpaper", "messages": "notify_outgoing",
}  # fmt: skip


@transaction.atomic
def build(season: Season, slips: int) -> Frame:
    """All rows of a season of so many slips; its lots, people and points are there already."""
    assert settings.SHOWN_DAY is not None, "the day the pages are asked on"
    frame = Frame(season, slips, settings.SHOWN_DAY)
    ordered.build_orders(frame)
    weighed.build_weighing(frame)
    weighed.build_payments()
    carried.build_road(frame)
    told.build_messages()
    told.build_reports(frame)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    return frame


def size() -> dict[str, int]:
    """How many rows of what, and the trips of the day."""
    found = {what: int(one(f"SELECT count(*) FROM {table}")) for what, table in COUNTED.items()}
    return found | {
        "trips of the day": int(one(f"SELECT count(*) FROM logistics_trip WHERE day = '{TODAY}'"))
    }


def addresses() -> dict[str, list[str]]:
    """Name of a page → its addresses."""
    return {HEALTH: ["/healthz"]} | _orders() | _points() | _road() | _money() | _rest()


def _asked(
    name: str, address: str, table: str, parts: dict[str, list[str]], more: str = ""
) -> dict[str, list[str]]:
    """A list's first page, deep pages, and what else is asked of it; ``more`` narrows what ``table`` counts."""
    pages = int(one(f"SELECT count(*) FROM {table} {more}")) // PAGE
    found = {name: [address]}
    found[f"{name}, deep page"] = [f"{address}?page={max(1, pages * tenth // 10)}" for tenth in range(1, 11)]
    for what, given in parts.items():
        found[f"{name}, {what}"] = [f"{address}?{part}" for part in given]
    return found


def _sorted(*names: str) -> list[str]:
    return [f"sort={sign}{name}" for name in names for sign in ("", "-")]


def _searched(*texts: str) -> list[str]:
    return [f"q={quote(text)}" for text in texts]


def _orders() -> dict[str, list[str]]:
    slips, calls = reverse("orders:slips"), reverse("orders:slip-calls")
    ever = "when=moi-ngay"
    total = int(one("SELECT count(*) FROM orders_slip")) // PAGE
    code = one("SELECT code FROM network_collectionpoint ORDER BY id LIMIT 1")
    columns = ("household", "state", "offered_kg", "harvest_date", "point")
    return {
        "slips from today": [slips, f"{slips}?page=9", f"{slips}?page=700"],
        "slips, every day": [f"{slips}?{ever}"],
        "slips, every day, deep page": [f"{slips}?{ever}&page={total * tenth // 10}" for tenth in range(1, 11)],
        "slips, every day, searched": [
            f"{slips}?{ever}&{part}" for part in _searched("nguyen", "PH-0012345", "thi lan", "n", "khongcogi")
        ],
        "slips, every day, by state": [
            f"{slips}?{ever}&state={state}" for state in ("cho", "settled", "declined", "accepted")
        ],
        "slips, every day, sorted": [f"{slips}?{ever}&{part}" for part in _sorted(*columns)],
        "slips, one point": [f"{slips}?{ever}&point={code}", f"{slips}?when=hom-nay&point={code}"],
        "whom to call": [calls, f"{calls}?page=40", f"{calls}?{ever}&q=nguyen"],
        "deliveries to split": [
            reverse("orders:split-lines"), f"{reverse('orders:split-lines')}?page=700",
            f"{reverse('orders:split-lines')}?part=thieu",
        ],
    } | _asked("orders", reverse("orders:list"), "orders_order", {
        "searched": _searched("nguyen", "DH-001234", "htx", "thuong lai", "khongcogi"),
        "by state": ["state=agreed", "state=closed", f"first={TODAY}&last={TODAY}"],
        "sorted": _sorted("code", "state", "buyer", "seller", "commodity"),
    })  # fmt: skip


def _points() -> dict[str, list[str]]:
    point = weighed_point()
    day = reverse("collection:day", args=[point])
    return {
        "points of the day": [reverse("collection:points")],
        "keeper's day": [day, f"{day}?page=3", f"{day}?q=nguyen", f"{day}?ngay=2026-10-10"],
        "turns of the day": [reverse("collection:turns", args=[point])],
        "gate list": [reverse("collection:gate", args=[point])],
        "closing the day": [reverse("collection:close", args=[point])],
    } | _asked("tickets", reverse("collection:tickets"), "collection_ticket", {
        "searched": _searched("nguyen", "PH-0012345", "thi lan", "n", "khongcogi"),
        "by kind": ["kind=tinh", "kind=thay", "kind=loai", "kind=ngoai", f"point={point}", f"first={TODAY}"],
        "sorted": _sorted("code", "weighed_at", "point", "accepted_kg", "rejected_kg"),
    })  # fmt: skip


def weighed_point() -> int:
    """The point with 300 turns today."""
    return int(one("SELECT min(id) FROM network_collectionpoint"))


def _road() -> dict[str, list[str]]:
    day = reverse("logistics:day")
    found = {"trips of the day": [day, f"{day}?ngay=2026-10-10", f"{day}?ngay=2026-10-12", f"{day}?page=5"]}
    found |= _asked("trips", reverse("logistics:trips"), "logistics_trip", {
        "searched": _searched("CX-001234", "12c", "12C-00123", "khongcogi"),
        "by state": ["state=arrived", "state=planned", "faults=yes", f"first={TODAY}&last={TODAY}"],
        "sorted": _sorted("code", "state", "vehicle", "metres", "cost_vnd", "departs_at"),
    })  # fmt: skip
    found |= _asked("transit papers", reverse("logistics:papers"), "logistics_transitpaper", {
        "searched": _searched("GDD-001234", "12c", "nong san", "khongcogi"),
        "by state": ["state=approved", "state=expired", "state=draft", f"first={TODAY}&last={TODAY}"],
        "sorted": _sorted("code", "state", "plate", "carrier", "load_kg", "valid_from"),
    })  # fmt: skip
    found |= _asked("arrivals", reverse("logistics:arrivals"), "logistics_arrival", {
        "searched": _searched("DH-001234", "nguyen", "khongcogi"),
        "by state": ["state=confirmed", "state=expected", "part=late", "part=lost", "part=overdue"],
        "sorted": _sorted("line", "state", "due_on", "expected_kg", "lost_kg"),
    })  # fmt: skip
    found |= _asked("claims", reverse("logistics:claims"), "logistics_claim", {
        "searched": _searched("DH-001234", "nguyen", "khongcogi"),
        "by state": ["state=open", "state=agreed", "part=overdue", "part=live", "kind=quality"],
    })  # fmt: skip
    return found | {"events": [reverse("logistics:events")]}


def _money() -> dict[str, list[str]]:
    return _asked("statements", reverse("settlement:list"), "settlement_statement", {
        "searched": _searched("nguyen", "BK-PH-0012345-1", "htx", "khongcogi"),
        "by state": ["state=paid", "state=issued", "state=draft", "part=owed", "part=late", f"first={TODAY}"],
        "sorted": _sorted("code", "state", "payee", "payer", "kg", "due_vnd", "due_on"),
    }) | {
        "debts": [reverse("settlement:debts")],
        "transfers": [reverse("settlement:transfers")],
    }  # fmt: skip


def _rest() -> dict[str, list[str]]:
    days = reverse("daily:list")
    today = reverse("daily:day", args=[TODAY])
    found = _asked("outbox", reverse("notify:outbox"), "notify_outgoing", {
        "searched": _searched("nguyen", "PH-0012345", "0900012345", "khongcogi"),
        "by state": ["state=held", "state=can-nguoi", "state=sent", "channel=sms", "first=2026-10-01&last=2026-10-02"],
        "sorted": _sorted("subject", "name", "channel", "state", "created_at"),
    })  # fmt: skip
    return found | {
        "days of reports": [days, f"{days}?page=2", f"{days}?trang-thai=missing"],
        "daily report": [today, reverse("daily:day", args=["2026-10-10"]), reverse("daily:day", args=["2026-09-20"])],
        "behind a figure": [
            f"{today}cac-dong/?loai=received&luy-ke=1", f"{today}cac-dong/?loai=received",
            f"{today}cac-dong/?loai=paid&luy-ke=1&page=900",
        ],
    }  # fmt: skip
