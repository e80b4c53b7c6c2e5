"""Agencies' decisions, keepers, rules, photos, the end of a day."""

from __future__ import annotations

import io
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import InternalError, transaction
from django.db.utils import IntegrityError
from PIL import Image

from cungcau.domain.collection.models import Photo, PointApproval, PointKeeper
from cungcau.domain.collection.selectors.points import rules_for, standing
from cungcau.domain.collection.selectors.rights import may_keep
from cungcau.domain.collection.services import (
    Decision,
    appoint_keeper,
    close_day,
    end_keeper,
    keep_photo,
    record_approval,
    set_rules,
)
from cungcau.domain.collection.services.areas import refresh_areas
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.errors import DomainError
from cungcau.platform.files.pictures import MOST_BYTES, path_of
from tests.domain.collection.scale_rows import TODAY, keeper, point, turn, weigh
from tests.domain.collection.test_weighing import code_of
from tests.domain.orders.order_rows import DAY, agreed_order
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_day(settings: object, tmp_path: Path) -> None:
    settings.SHOWN_DAY = TODAY  # type: ignore[attr-defined]
    settings.VAR = tmp_path  # type: ignore[attr-defined]


def decision(agency: str = "Sở Công Thương", approved: bool = True, **facts: object) -> Decision:
    given: dict[str, object] = {
        "paper_number": "12/BB", "paper_date": TODAY, "valid_from": TODAY, "reason": "", **facts
    }  # fmt: skip
    return Decision(agency=agency, approved=approved, **given)  # type: ignore[arg-type]


def test_the_latest_decision_of_each_agency_in_force_counts(small: Small) -> None:
    at = point("P2", distance_to_checkpoint_m=900)
    assert not standing(at, TODAY).approved
    record_approval(point=at, decision=decision(valid_to=DAY), actor=None)
    assert standing(at, TODAY).approved and not standing(at, DAY + timedelta(days=1)).approved
    at.refresh_from_db()
    assert at.approved and at.approval_paper == "Sở Công Thương: 12/BB" and at.agencies == ["Sở Công Thương"]
    record_approval(point=at, decision=decision("Công an", False, reason="đường hẹp"), actor=None)
    assert "Công an" in standing(at, TODAY).why
    at.refresh_from_db()
    assert not at.approved
    record_approval(point=at, decision=decision("Công an", paper_number="13"), actor=None)
    assert standing(at, TODAY).approved
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        PointApproval.objects.update(approved=False)


def test_too_near_a_checkpoint_only_with_a_reason(small: Small) -> None:
    at = point("P2", distance_to_checkpoint_m=None)
    assert (
        code_of(lambda: record_approval(point=at, decision=decision(), actor=None))
        == "approval_distance_unknown"
    )
    at = point("P2", distance_to_checkpoint_m=499)
    with pytest.raises(DomainError) as refused:
        record_approval(point=at, decision=decision(), actor=None)
    assert (refused.value.code, refused.value.facts) == (
        "approval_too_near",
        {"distance_m": 499, "asked_m": 500},
    )
    kept = record_approval(point=at, decision=decision(reason="có đường tránh"), actor=None)
    assert (kept.reason, kept.distance_m, kept.asked_m) == ("có đường tránh", 499, 500)
    no = decision(approved=False)
    assert code_of(lambda: record_approval(point=at, decision=no, actor=None)) == "approval_no_needs_reason"
    assert (
        code_of(lambda: record_approval(point=at, decision=decision(" "), actor=None))
        == "approval_incomplete"
    )
    backwards = decision(valid_to=TODAY - timedelta(days=1), reason="x")
    assert (
        code_of(lambda: record_approval(point=at, decision=backwards, actor=None))
        == "point_days_not_in_order"
    )


def test_the_narrowest_rules_count_and_say_where_they_come_from(small: Small) -> None:
    area = CollectionPoint.objects.get(code="P1").area_code
    assert (rules_for(area).min_checkpoint_m, rules_for(area).source) == (500, "?")
    officer = person("dieu-phoi", "coordinator")
    set_rules(area_code="20", min_checkpoint_m=3000, source="", actor=officer)
    assert (rules_for(area).min_checkpoint_m, rules_for(area).source) == (3000, "?")
    set_rules(area_code="20", min_checkpoint_m=2000, source="Công văn 5", actor=officer)
    set_rules(area_code=area, min_checkpoint_m=100, source="Công văn 6", actor=officer)
    assert rules_for(area).min_checkpoint_m == 100 and rules_for("20.06124").min_checkpoint_m == 2000
    assert (
        code_of(lambda: set_rules(area_code="20", min_checkpoint_m=-1, source="", actor=officer))
        == "rules_out_of_range"
    )
    assert (
        code_of(lambda: set_rules(area_code="91", min_checkpoint_m=1, source="", actor=officer))
        == "not_allowed"
    )


def test_a_keeper_keeps_a_point_on_their_days_only(small: Small) -> None:
    at, officer = point(), person("dieu-phoi", "coordinator")
    guard = person("giu-diem", "keeper")
    row = appoint_keeper(point=at, user=guard, valid_from=TODAY, valid_to=DAY, actor=officer)
    assert [may_keep(guard, at, TODAY + timedelta(days=n)) for n in (-1, 0, 1, 2)] == [
        False,
        True,
        True,
        False,
    ]
    assert not may_keep(guard, point("P2"), TODAY)
    again = date(2021, 9, 28)
    assert (
        code_of(lambda: appoint_keeper(point=at, user=guard, valid_from=again, actor=officer))
        == "keeper_twice"
    )
    assert (
        code_of(lambda: end_keeper(keeper=row, last=TODAY, reason="", actor=officer))
        == "keeper_reason_missing"
    )
    end_keeper(keeper=row, last=TODAY, reason="nghỉ ốm", actor=officer)
    assert PointKeeper.objects.get().valid_to == TODAY and not may_keep(guard, at, DAY)
    assert code_of(lambda: appoint_keeper(point=at, user=guard, valid_from=DAY, actor=guard)) == "not_allowed"


def picture(kind: str = "JPEG", size: tuple[int, int] = (2400, 1200), **facts: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (180, 80, 20)).save(out, kind, **facts)  # type: ignore[arg-type]
    return out.getvalue()


def test_pictures_are_drawn_anew_without_what_the_camera_wrote(small: Small) -> None:
    at, about, token = point(), uuid.uuid4(), uuid.uuid4()
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Máy ảnh của ông A", 6
    gps = exif.get_ifd(0x8825)
    gps[1] = "N"
    content = picture(exif=exif)
    kept = keep_photo(point=at, about=about, client_uuid=token, content=content, actor=None)
    with Image.open(path_of(kept.sha256)) as opened:
        assert opened.format == "JPEG" and not dict(opened.getexif()) and opened.size == (800, 1600)
    assert (kept.width, kept.height) == (800, 1600)
    assert keep_photo(point=at, about=about, client_uuid=token, content=content, actor=None) == kept
    other = uuid.uuid4()
    assert (
        code_of(lambda: keep_photo(point=at, about=other, client_uuid=token, content=content, actor=None))
        == "client_uuid_taken"
    )
    for kind in ("PNG", "WEBP"):
        keep_photo(
            point=at, about=about, client_uuid=uuid.uuid4(), content=picture(kind, (40, 30)), actor=None
        )
    assert Photo.objects.count() == 3


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg/>", picture()[:200], picture("BMP", (9, 9)), b"\x00" * 500]
)
def test_what_is_no_picture_is_refused(small: Small, content: bytes) -> None:
    at = point()
    assert (
        code_of(
            lambda: keep_photo(
                point=at, about=uuid.uuid4(), client_uuid=uuid.uuid4(), content=content, actor=None
            )
        )
        == "point_photo_unreadable"
    )
    assert not Photo.objects.exists()


def test_pictures_have_their_bounds_and_their_keeper(small: Small) -> None:
    at, about = point(), uuid.uuid4()

    def send(content: bytes, actor: object = None) -> object:
        return keep_photo(point=at, about=about, client_uuid=uuid.uuid4(), content=content, actor=actor)  # type: ignore[arg-type]

    assert code_of(lambda: send(b"x" * (MOST_BYTES + 1))) == "point_photo_too_large"
    guard = keeper(first=TODAY)
    for _ in range(8):
        send(picture(size=(20, 20)), guard)
    assert code_of(lambda: send(picture(size=(20, 20)), guard)) == "point_photo_too_many"
    assert (
        code_of(lambda: send(picture(size=(20, 20)), person("nguoi-la", "keeper")))
        == "collection_point_not_found"
    )


def test_a_closed_day_adds_up_and_marks_who_did_not_come(small: Small) -> None:
    at = point()
    ordered = agreed_order(small)
    first, second = ordered.slips
    turn([first])
    missed = turn([second], 9)
    weigh(first, 580, rejected_kg=30)
    guard = keeper()
    kept = close_day(point=at, day=DAY, actor=guard, note="trời mưa")
    missed.refresh_from_db()
    second.refresh_from_db()
    assert missed.state == "missed" and second.slot_from is None
    assert (kept.expected_kg, kept.accepted_kg, kept.rejected_kg, kept.tickets) == (1000, 550, 30, 1)
    assert (kept.slips, kept.not_brought, kept.missed, kept.revision) == (2, 1, 1, 1)
    weigh(second, 100)
    again = close_day(point=at, day=DAY, actor=guard)
    assert (again.revision, again.accepted_kg, again.missed) == (2, 650, 0)
    assert (
        code_of(lambda: close_day(point=at, day=DAY, actor=person("nguoi-la", "keeper")))
        == "collection_point_not_found"
    )


def test_copied_areas_follow_the_points(small: Small) -> None:
    agreed = agreed_order(small)
    point()
    ticket = weigh(agreed.slips[0], 10).ticket
    CollectionPoint.objects.filter(code="P1").update(area_code="20.99999")
    assert refresh_areas() == 1
    ticket.refresh_from_db()
    assert ticket.area_code == "20.99999"
