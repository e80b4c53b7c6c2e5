"""Crates against the box: certain where the order's pack is in the table, told where it only may be."""

from __future__ import annotations

from typing import Any

import pytest

from cungcau.domain.logistics.models import Stowage
from cungcau.domain.logistics.planning import wording
from cungcau.domain.logistics.planning.room import Crate, crates_of, pack_key
from cungcau.domain.logistics.services import running
from cungcau.domain.logistics.services.stowage import change_stowage, enter_stowage
from cungcau.domain.orders.models import Terms
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Commodity
from tests.domain.logistics.fleet_rows import agreed_order, carriers, somebody, trip_of, vehicle
from tests.domain.logistics.test_crew import codes, planned
from tests.domain.orders.order_rows import Ordered
from tests.domain.reading_pages import client_of, csv_of, text_of
from tests.domain.season_rows import Small

CRATE: dict[str, Any] = {
    "pack_text": "Sọt nhựa 25 kg",
    "crate_kg": 25,
    "length_cm": 60,
    "width_cm": 40,
    "height_cm": 35,
}


@pytest.fixture
def ready(small: Small) -> Small:
    carriers()
    return small


def stowage(**facts: Any) -> Stowage:
    given = {"commodity_id": Commodity.objects.get(code="hong").pk, **CRATE, **facts}
    return enter_stowage(facts=given, actor=None)


def packed(small: Small, code: str = "DH-1", pack: str = "sọt nhựa 25kg") -> Ordered:
    """An order whose frozen terms name a pack (set before the seal, which the database keeps)."""
    return agreed_order(small, code, pack=pack)


def test_packs_are_compared_by_their_bare_letters() -> None:
    assert pack_key("Sọt nhựa 25 kg") == pack_key("sot NHUA, 25kg") == "sotnhua25kg"


def test_a_line_takes_the_crate_of_its_pack_else_that_of_any(ready: Small) -> None:
    stowage()
    stowage(pack_text="", crate_kg=10)
    named, other = packed(ready), agreed_order(ready, "DH-2")
    found = crates_of([named.line, other.line])
    assert found == {named.line.pk: Crate(25, 84, True), other.line.pk: Crate(10, 84, False)}
    assert found[named.line.pk].room_l(1_001) == 41 * 84


def test_crates_out_of_use_are_not_reckoned_with(ready: Small) -> None:
    stowage(in_use=False)
    assert crates_of([packed(ready).line]) == {}


def test_goods_that_fill_more_than_the_box_are_refused_by_hand(ready: Small) -> None:
    stowage()
    ordered, narrow = packed(ready), vehicle(volume_l=2_000)
    with pytest.raises(DomainError, match="trip_over_volume") as error:
        trip_of(ready, ordered, 800, narrow)
    said = answer(error.value).vi
    assert "32 sọt, thùng chiếm 2.688 lít, quá thùng xe" in said
    assert "2.000 lít" in said
    assert codes(trip_of(ready, ordered, 575, narrow)) == []


def test_the_planner_leaves_out_what_does_not_fit_the_box(ready: Small) -> None:
    stowage()
    packed(ready)
    vehicle(volume_l=2_000)
    plan = planned(ready)
    trip = plan.trips.get()
    assert sum(trip.loads.values_list("planned_kg", flat=True)) < 1_000
    assert plan.outcome["left_kg"] + plan.outcome["kg"] == 1_000
    wide = vehicle("12C-2", volume_l=6_000)
    assert wide in {one.vehicle for one in planned(ready).trips.all()}


def test_a_crate_that_only_may_be_theirs_is_told_not_refused(ready: Small) -> None:
    stowage(pack_text="")
    ordered, narrow = agreed_order(ready), vehicle(volume_l=2_000)
    trip = trip_of(ready, ordered, 800, narrow)
    assert codes(trip) == ["volume_unsure"]
    assert "khoảng 2.688 lít, thùng xe 2.000 lít" in wording.fault(trip.faults[0]).text
    running.cancel_trip(trip, reason="thử", actor=None)
    assert [codes(one) for one in planned(ready).trips.all()] == [["volume_unsure"]]


def test_nothing_is_said_where_no_crate_is_known(ready: Small) -> None:
    assert codes(trip_of(ready, agreed_order(ready), 800, vehicle(volume_l=10))) == []


@pytest.mark.parametrize(
    ("facts", "column"),
    [({"crate_kg": 0}, "crate_kg"), ({"length_cm": 501}, "length_cm"), ({"height_cm": 0}, "height_cm")],
)
def test_senseless_crates_are_refused_by_field(ready: Small, facts: dict[str, Any], column: str) -> None:
    with pytest.raises(InputInvalid) as error:
        stowage(**facts)
    assert [fault.column for fault in error.value.faults] == [column]
    assert not Stowage.objects.exists()


def test_one_crate_a_pack(ready: Small) -> None:
    stowage()
    with pytest.raises(InputInvalid) as error:
        stowage(pack_text="SOT NHUA 25KG")
    assert [fault.column for fault in error.value.faults] == ["pack_text"]


def test_crates_are_entered_changed_listed_and_taken_away(ready: Small) -> None:
    client = client_of(somebody("dieu-phoi", "coordinator"))
    form = {
        "commodity": Commodity.objects.get(code="hong").pk, "pack_text": "sọt 20 kg", "crate_kg": "20",
        "length_cm": "55", "width_cm": "40", "height_cm": "30", "in_use": "on",
    }  # fmt: skip
    assert client.post("/van-tai/xe/sot/moi/", {**form, "height_cm": "0"}).status_code == 422
    assert client.post("/van-tai/xe/sot/moi/", form).status_code == 302
    row = Stowage.objects.get()
    assert (row.crate_kg, row.crate_l, row.pack_key) == (20, 66, "sot20kg")
    assert row.source.startswith("Dieu-Phoi")
    twice = client.post("/van-tai/xe/sot/moi/", {**form, "crate_kg": "21"})
    assert twice.status_code == 422
    assert "đã có một cỡ với quy cách như vậy" in text_of(twice)
    said = text_of(client.get("/van-tai/xe/sot/?q=sot"))
    assert "55 × 40 × 30 cm" in said
    assert "66 lít" in said
    assert csv_of(client.get("/van-tai/xe/sot/?in_use=no&xuat=csv")) == []
    (line,) = csv_of(client.get("/van-tai/xe/sot/?q=hong&xuat=csv"))
    assert (line["Mỗi sọt, thùng (kg)"], line["Mỗi sọt, thùng (lít)"]) == ("20", "66")
    changed = change_stowage(row, version=1, seen={"crate_kg": 20}, mine={"crate_kg": 22}, actor=None)
    assert (changed.crate_kg, changed.version) == (22, 2)
    assert client.get("/api/v1/logistics/stowages").json()[0]["crate_kg"] == 22


@pytest.mark.parametrize(("role", "reads"), [("commune_officer", 200), ("carrier", 200), ("viewer", 403)])
def test_only_coordinators_write_crates(ready: Small, role: str, reads: int) -> None:
    client = client_of(somebody("nguoi", role))
    assert client.get("/van-tai/xe/sot/").status_code == reads
    assert client.get("/van-tai/xe/sot/moi/").status_code == 403
    assert client.post("/van-tai/xe/sot/moi/", {}).status_code == 403


def test_the_frozen_pack_is_what_was_agreed(ready: Small) -> None:
    assert Terms.objects.get(order=packed(ready).order).pack == "sọt nhựa 25kg"
