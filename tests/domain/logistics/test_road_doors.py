"""Tables of transit papers and route events: all or nothing, faults by row, the same again changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from cungcau.domain.logistics import states
from cungcau.domain.logistics.doors import EVENTS, PAPERS
from cungcau.domain.logistics.models import EventTarget, RouteEvent, TransitPaper
from cungcau.domain.logistics.services import papers, signing
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.intake.doors import Context, Door, Outcome, Row
from tests.at_once import at_once
from tests.domain.logistics.road_rows import DAY, PHONE, agent, carrier
from tests.domain.season_rows import Small, person, record_all

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)
PAPER: dict[str, Any] = {
    "carrier": "vận tải xứ lạng", "plate": "12c 12345", "capacity_kg": 5000, "load_kg": 4000,
    "goods": "Hồng vành khuyên", "pick_ups": "Điểm Tân Mỹ 1; Điểm Hoàng Việt", "drops": "Chợ đầu mối Hà Nội",
    "returns": "Bãi xe Na Sầm", "route_text": "QL4A – QL1A", "leaves_on": DAY, "back_on": NEXT,
    "driver_name": "Lái xe Minh Hoạ", "driver_phone": PHONE, "licence_no": "LX-77", "licence_to": date(2025, 1, 1),
    "inspection_no": "DK-1", "inspection_to": date(2022, 3, 1), "test_no": "XN-1", "test_to": NEXT,
}  # fmt: skip
EVENT: dict[str, Any] = {
    "kind": "Cửa khẩu", "name": "Cửa khẩu Tân Thanh", "targets": "cho dau moi ha noi", "first": DAY,
    "last": DAY + timedelta(days=7), "percent_left": 40, "heard_by": "công văn", "source": "Công điện 01 (minh hoạ)",
}  # fmt: skip


@pytest.fixture
def officer(small: Small) -> User:
    carrier()
    return person("dieu-phoi", "coordinator")


def bring(door: Door, user: User, *values: dict[str, Any], season: str = "hong-2021") -> Outcome:
    rows = [Row("Trang 1", line, one) for line, one in enumerate(values, 2)]
    with transaction.atomic():
        return door.record(rows, Context(user, {"season": season}, "bảng thử"))


def faults(door: Door, user: User, *values: dict[str, Any]) -> list[tuple[int, str]]:
    with pytest.raises(InputInvalid) as refused:
        bring(door, user, *values)
    return [(one.line, one.column) for one in refused.value.faults]


class TestPapers:
    def test_a_row_becomes_a_draft_that_may_be_handed_in(self, officer: User) -> None:
        done = bring(PAPERS, officer, PAPER, {**PAPER, "plate": "12C-999.99", "wants_return": "không"})
        assert (done.created, done.changed, done.unchanged) == (2, 0, 0)
        first, second = TransitPaper.objects.order_by("pk")
        assert (first.plate, first.carrier.code, first.state) == ("12C-123.45", "VT", states.DRAFT)
        assert first.pick_ups == "Điểm Tân Mỹ 1\nĐiểm Hoàng Việt"
        assert (first.valid_from, first.valid_to, first.wants_return) == (DAY, NEXT, True)
        assert second.wants_return is False
        assert papers.submit_paper(paper=first, actor=officer).state == states.SUBMITTED

    def test_the_same_table_again_changes_nothing(self, officer: User) -> None:
        bring(PAPERS, officer, PAPER)
        trail = Entry.objects.count()
        assert bring(PAPERS, officer, PAPER).unchanged == 1
        assert TransitPaper.objects.get().version == 1 and Entry.objects.count() == trail

    def test_a_draft_is_brought_up_to_date_and_empty_cells_say_nothing(self, officer: User) -> None:
        bring(PAPERS, officer, {**PAPER, "valid_to": NEXT + timedelta(days=3)})
        short = {name: PAPER[name] for name in ("carrier", "plate", "leaves_on", "back_on")}
        done = bring(PAPERS, officer, {**short, "load_kg": 4500, "licence_to": date(2026, 1, 1)})
        assert (done.created, done.changed) == (0, 1)
        paper = TransitPaper.objects.get()
        assert (paper.load_kg, paper.goods, paper.drops) == (4500, "Hồng vành khuyên", "Chợ đầu mối Hà Nội")
        assert (paper.valid_to, paper.driver_phone) == (NEXT + timedelta(days=3), "+84912000111")
        licence = paper.proofs.get(kind="licence")
        assert (licence.number, licence.valid_to) == ("LX-77", date(2026, 1, 1))

    def test_a_signed_paper_stays_and_is_named(self, officer: User) -> None:
        bring(PAPERS, officer, PAPER)
        made = papers.submit_paper(paper=TransitPaper.objects.get(), actor=None)
        papers.approve_paper(paper=made, signer="Phó Giám đốc Sở GTVT", actor=None)
        done = bring(PAPERS, officer, {**PAPER, "load_kg": 100})
        assert (done.unchanged, [(one.line, one.value) for one in done.notes]) == (1, [(2, "12C-123.45")])
        paper = TransitPaper.objects.get()
        assert (paper.load_kg, paper.state) == (4000, states.APPROVED)
        assert signing.judge_typed(paper.code, paper.plate, on=DAY).word == signing.VALID

    def test_every_fault_is_named_at_its_row_and_nothing_is_written(self, officer: User) -> None:
        odd = {**PAPER, "carrier": "nhà xe lạ", "wants_return": "có lẽ"}
        assert faults(PAPERS, officer, PAPER, odd) == [(3, "carrier"), (3, "wants_return")]
        back = {**PAPER, "back_on": DAY - timedelta(days=1)}
        phone = {**PAPER, "driver_phone": "12"}
        assert faults(PAPERS, officer, PAPER, back, phone) == [(3, "back_on"), (3, "valid_to"), (4, "")]
        assert not TransitPaper.objects.exists()

    def test_a_carrier_brings_its_own_alone(self, officer: User) -> None:
        own, other = agent("nha-xe", "carrier", "VT"), person("nha-xe-khac", "carrier")
        assert bring(PAPERS, own, PAPER).created == 1
        assert faults(PAPERS, other, PAPER) == [(2, "carrier")]


class TestEvents:
    def test_rows_become_events_in_force(self, officer: User) -> None:
        done = bring(EVENTS, officer, EVENT, {**EVENT, "kind": "Đường bộ", "name": "QL1A", "last": None})
        assert done.created == 2
        gate, road = RouteEvent.objects.order_by("pk")
        assert (gate.kind, gate.percent_left, gate.heard_by, gate.state) == (
            "gate",
            40,
            "paper",
            states.CONFIRMED,
        )
        assert (road.kind, road.last) == ("road", DAY)
        lanes = EventTarget.objects.select_related("lane__market").exclude(lane=None)
        assert {one.lane.market.code for one in lanes if one.lane} == {"ha-noi"} and lanes.count() == 4

    def test_the_same_table_again_is_the_events_there_are(self, officer: User) -> None:
        bring(EVENTS, officer, EVENT)
        done = bring(EVENTS, officer, EVENT)
        assert (done.created, done.unchanged, RouteEvent.objects.count()) == (0, 1, 1)

    def test_every_fault_is_named_at_its_row_and_nothing_is_written(self, officer: User) -> None:
        odd = {**EVENT, "kind": "bão", "targets": "Chợ Lạ; chợ đầu mối hà nội", "heard_by": "mơ thấy"}
        found = faults(EVENTS, officer, EVENT, odd, {**EVENT, "targets": " ; "})
        assert found == [(3, "heard_by"), (3, "kind"), (3, "targets"), (4, "targets")]
        assert faults(EVENTS, officer, EVENT, {**EVENT, "last": DAY - timedelta(days=1)}) == [(3, "last")]
        assert faults(EVENTS, officer, {**EVENT, "percent_left": 101}) == [(2, "percent_left")]
        assert not RouteEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_table_brought_in_twice_at_once_is_one_paper() -> None:
    record_all()
    carrier()
    officer = person("dieu-phoi", "coordinator")
    done = at_once(*(lambda: bring(PAPERS, officer, PAPER) for _ in range(4)))
    assert TransitPaper.objects.count() == 1
    assert sorted(one.created for one in done if isinstance(one, Outcome)) == [0, 0, 0, 1]
