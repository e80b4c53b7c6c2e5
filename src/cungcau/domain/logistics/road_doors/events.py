"""Tables of route events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from uuid import uuid5

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.models import EventKind, HeardBy, RouteEvent
from cungcau.domain.logistics.road_doors.cells import (
    SPACE,
    Cells,
    SeasonOptions,
    day,
    lines_of,
    place,
    season_in,
    text,
    whole,
)
from cungcau.domain.logistics.selectors.events import choices_for
from cungcau.domain.logistics.services import events
from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.search import words

_KINDS = {
    "duong": EventKind.ROAD, "duong bo": EventKind.ROAD, "cau": EventKind.ROAD, "deo": EventKind.ROAD,
    "chot": EventKind.CHECKPOINT, "chot kiem soat": EventKind.CHECKPOINT, "cua khau": EventKind.GATE,
    "cho": EventKind.MARKET, "thi truong": EventKind.MARKET, "diem tap ket": EventKind.POINT, "diem": EventKind.POINT,
}  # fmt: skip
_HEARD = {
    "van ban": HeardBy.PAPER, "cong van": HeardBy.PAPER, "bao": HeardBy.WEB, "trang mang": HeardBy.WEB,
    "dien thoai": HeardBy.PHONE, "thay tan noi": HeardBy.SEEN, "thay": HeardBy.SEEN,
}  # fmt: skip


def record_events(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all events of a table or none; the same name, days and places again is the event there is."""
    cells, season = Cells(context), season_in(context)
    known = _targets(season)
    read = []
    for row in rows:
        keys = _target_keys(row, cells, known)
        first = day(row, "first")
        facts = {
            "kind": cells.among(row, "kind", _KINDS), "name": text(row, "name")[:200], "first": first,
            "last": day(row, "last") or first, "percent_left": whole(row, "percent_left") or 0,
            "what": text(row, "what")[:600], "heard_by": cells.among(row, "heard_by", _HEARD, HeardBy.PAPER),
            "source": (text(row, "source") or context.source)[:300], "heard_at": _moment(day(row, "heard_on")),
        }  # fmt: skip
        read.append((row, facts, keys))
    cells.stop()
    created = unchanged = 0
    for row, facts, keys in read:
        parts = (
            season.code,
            str(facts["kind"]),
            words(str(facts["name"])),
            str(facts["first"]),
            str(facts["last"]),
            *keys,
        )
        number = uuid5(SPACE, "|".join(parts))
        there = RouteEvent.objects.filter(client_uuid=number).exists()
        try:
            events.report_event(
                season=season, facts=facts, targets=keys, actor=context.actor, client_uuid=number
            )
        except DomainError as refused:
            place(cells, row, refused)
            continue
        created, unchanged = created + (not there), unchanged + there
    cells.stop()
    return Outcome(created, 0, unchanged)


def _moment(heard: date | None) -> datetime:
    """A day as the morning it was heard; today is now."""
    if heard is None or heard == clock.today():
        return clock.now()
    return timezone.make_aware(datetime.combine(heard, time(8)))


def _targets(season: Season) -> dict[str, list[str]]:
    """Keys by the words of what a market, point or lane is called."""
    found: dict[str, list[str]] = {}
    for _group, choices in choices_for(season):
        for key, name in choices:
            found.setdefault(words(name), []).append(key)
    return found


def _target_keys(row: Row, cells: Cells, known: Mapping[str, list[str]]) -> list[str]:
    keys = []
    for name in lines_of(text(row, "targets")).splitlines():
        found = known.get(words(name), [])
        if len(found) != 1:
            cells.refuse(row, "targets", "cần tên một chợ, điểm hoặc tuyến của mùa vụ", name)
        keys += found[:1]
    if not keys and not any(one.line == row.line for one in cells.faults):
        cells.refuse(row, "targets", "cần ít nhất một chợ, điểm hoặc tuyến")
    return sorted(keys)


EVENTS = open_door(
    Door(
        "logistics.events",
        _("Tin đường sá, cửa khẩu"),
        _("Mỗi dòng một tin; nơi bị chạm ghi đúng tên chợ, điểm hoặc tuyến, cách nhau bằng dấu chấm phẩy."),
        (
            Column("kind", "Loại", required=True),
            Column("name", "Tên đường, chốt, cửa khẩu", required=True, also=("Tên",)),
            Column("targets", "Nơi bị chạm", required=True, also=("Chạm tới",)),
            Column("first", "Từ ngày", "date", required=True), Column("last", "Đến hết ngày", "date"),
            Column("percent_left", "Còn lại (%)", "int"), Column("what", "Chuyện gì"),
            Column("heard_by", "Biết qua"), Column("heard_on", "Ngày biết tin", "date"), Column("source", "Nguồn"),
        ),
        policies.BRING_EVENTS, record_events, options=SeasonOptions, done_url="logistics:events",
        examples=(
            {"kind": "cửa khẩu", "name": "Cửa khẩu Tân Thanh", "targets": "Chợ đầu mối Hà Nội",
             "first": date(2021, 9, 28), "last": date(2021, 10, 5), "heard_by": "văn bản", "source": "Công điện 01"},
        ),
        choices=lambda context: {"kind": sorted(_KINDS), "heard_by": sorted(_HEARD)},
    )
)  # fmt: skip
