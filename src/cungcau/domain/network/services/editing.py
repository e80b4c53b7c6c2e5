"""One market, point, lane, way or closure at a time: entered and changed by a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, transaction

from cungcau.domain.network import messages, policies
from cungcau.domain.network.models import Access, Closure, CollectionPoint, Lane, Market
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import show_date
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.models import Versioned
from cungcau.platform.editing.versions import take
from cungcau.platform.ui import clock
from cungcau.reference.recording import Faults, check
from cungcau.reference.search import words

_V = TypeVar("_V", bound=Versioned)
_MOST = 10**12


@dataclass(frozen=True, slots=True)
class Noun(Generic[_V]):
    """One kind of record: what people may write of it, whose area it belongs to, what must hold."""

    model: type[_V]
    key: tuple[str, ...]
    fields: tuple[str, ...]
    area: Callable[[_V], str | None]
    complete: Callable[[_V], None]
    faults: Callable[[_V, Faults], None]


def enter(noun: Noun[_V], *, facts: Mapping[str, Any], actor: User | None) -> _V:
    """Write a new record from values by attribute name.

    Raises ``InputInvalid`` naming the fields (one with the same key is told so), ``not_allowed``.
    """
    row = noun.model()
    _set(row, noun, facts)
    if hasattr(row, "source") and not row.source:
        row.source = f"{actor.full_name}, {show_date(clock.today())}"[:300] if actor else "hệ thống"
    with transaction.atomic():
        _finish(row, noun, actor, new=True)
        record(actor=actor, verb=messages.ENTERED, thing=row, area=noun.area(row) or "", what=_what(noun))
    return row


def change(
    noun: Noun[_V],
    row: _V,
    *,
    version: int,
    seen: Mapping[str, Any],
    mine: Mapping[str, Any],
    actor: User | None,
) -> _V:
    """Write what a person changed; raises ``EditedMeanwhile``, ``InputInvalid``, ``not_allowed``."""
    with transaction.atomic():
        locked = noun.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        if actor is not None:
            require(actor, policies.RECORD, noun.area(locked))
        changed = take(locked, version=version, seen=seen, mine=mine)
        before = {name: getattr(locked, name) for name in changed if name in noun.fields}
        _set(locked, noun, changed)
        locked.version += 1
        _finish(locked, noun, actor, new=False)
        record(
            actor=actor, verb=messages.CHANGED, thing=locked, area=noun.area(locked) or "", what=_what(noun),
            changes={name: [str(before[name]), str(changed[name])] for name in before},
        )  # fmt: skip
    return locked


def end_closure(closure: Closure, *, on: date, reason: str, actor: User | None) -> Closure:
    """Open again from a day on; the days before stay closed as they were.

    Raises ``closure_not_begun`` where it would leave no closed day, ``reason_missing``, ``not_allowed``.
    """
    if not reason.strip():
        raise DomainError("reason_missing")
    with transaction.atomic():
        row = Closure.objects.select_for_update(of=("self",)).select_related("season").get(pk=closure.pk)
        if actor is not None:
            require(actor, policies.RECORD, row.season.area_code)
        if on <= row.first:
            raise DomainError("closure_not_begun", day=row.first)
        before = row.last
        row.last = min(row.last, on - timedelta(days=1))
        row.reason = f"{row.reason}; mở lại: {reason.strip()}"[:300]
        row.version += 1
        row.save(update_fields=["last", "reason", "version"])
        record(
            actor=actor, verb=messages.CLOSURE_ENDED, thing=row, area=row.season.area_code,
            before=before, after=row.last, reason=reason.strip()[:300],
        )  # fmt: skip
    return row


def _what(noun: Noun[Any]) -> str:
    return str(noun.model._meta.verbose_name)


def _set(row: Versioned, noun: Noun[Any], facts: Mapping[str, Any]) -> None:
    for name in noun.fields:
        if name in facts:
            setattr(row, name, facts[name])


def _finish(row: _V, noun: Noun[_V], actor: User | None, *, new: bool) -> None:
    faults = Faults("row")
    noun.faults(row, faults)
    faults.refuse()
    noun.complete(row)
    if actor is not None:
        require(actor, policies.RECORD, noun.area(row))
    check([row], key=noun.key, faults=faults)
    faults.refuse()
    try:
        with transaction.atomic():
            row.save(force_insert=new)
    except IntegrityError as error:
        raise InputInvalid(
            [Fault("row", 1, noun.key[-1].removesuffix("_id"), "", "đã có một mục như vậy")]
        ) from error


def _amounts(row: Versioned, faults: Faults, *columns: str) -> None:
    for column in columns:
        value = getattr(row, column)
        faults.unless(value is None or 0 <= value <= _MOST, 1, column, value, "cần số nguyên từ 0")


def _spot(row: Market | CollectionPoint, faults: Faults) -> None:
    faults.unless(
        (row.lat is None) == (row.lon is None), 1, "lat", row.lat, "cần cả vĩ độ và kinh độ, hoặc không"
    )
    faults.unless(row.lat is None or -90 <= row.lat <= 90, 1, "lat", row.lat, "cần vĩ độ từ -90 đến 90")
    faults.unless(row.lon is None or -180 <= row.lon <= 180, 1, "lon", row.lon, "cần kinh độ từ -180 đến 180")


def _point_faults(row: CollectionPoint, faults: Faults) -> None:
    _spot(row, faults)
    faults.unless(row.unit_id is not None, 1, "place", "", "cần một địa bàn")
    ordered = row.open_from is None or row.open_to is None or row.open_from <= row.open_to
    faults.unless(ordered, 1, "open_to", row.open_to, "không được trước ngày mở")
    _amounts(row, faults, "capacity_kg_per_day", "storage_kg", "capacity_low_kg", "actual_low_kg")
    low, high, used = row.capacity_low_kg, row.capacity_high_kg, row.capacity_kg_per_day
    within = low is None or high is None or (used is not None and low <= used <= high)
    faults.unless(within, 1, "capacity_kg_per_day", used, "phải nằm trong khoảng đã nêu")
    faults.unless(
        not row.approved or bool(row.approval_paper.strip()),
        1,
        "approval_paper",
        "",
        "điểm đã thống nhất cần số văn bản",
    )


def _complete_point(row: CollectionPoint) -> None:
    row.area_code = row.unit.area_code
    row.code = row.code.strip() or f"DTK-{words(row.name).replace(' ', '-')[:50]}"
    row.folded = words(row.name, row.code, row.unit.folded_path)[:600]


def _complete_market(row: Market) -> None:
    row.code = row.code.strip() or f"TT-{words(row.name).replace(' ', '-')[:50]}"
    row.folded = words(row.name, row.code, row.province)[:400]


def _lane_faults(row: Lane, faults: Faults) -> None:
    _amounts(row, faults, "cost_vnd_per_kg", "capacity_kg_per_day")
    faults.unless(0 <= row.days <= 365, 1, "days", row.days, "cần số ngày từ 0 đến 365")


def _closure_faults(row: Closure, faults: Faults) -> None:
    faults.unless(row.first <= row.last, 1, "last", row.last, "không được trước ngày đầu")
    most = 1 if row.kind in (Closure.Kind.POINT, Closure.Kind.LANE) else 0
    faults.unless(
        0 <= row.factor <= most, 1, "factor", row.factor, "chỉ điểm và tuyến mới thu hẹp được, từ 0 đến 100 %"
    )
    faults.unless(bool(row.reason.strip()), 1, "reason", "", "cần lý do")


def _nothing(row: Versioned) -> None:
    """Nothing follows from what was entered."""


MARKET = Noun(
    Market, ("code",),
    ("code", "name", "channel", "province", "address", "lat", "lon", "note", "source"),
    lambda row: None, _complete_market, _spot,
)  # fmt: skip
POINT = Noun(
    CollectionPoint, ("code",),
    ("code", "name", "season_id", "unit_id", "lat", "lon", "approved", "approval_paper", "agencies",
     "capacity_kg_per_day", "capacity_low_kg", "capacity_high_kg", "actual_low_kg", "actual_high_kg", "open_from",
     "open_to", "storage_kg", "distance_to_checkpoint_m", "hours", "area_m2", "bays", "largest_truck_kg",
     "trucks_at_once", "has_scale", "roof", "by_water", "keeper", "register_ahead_hours", "minutes_per_turn",
     "register_info", "note", "source"),
    lambda row: row.area_code, _complete_point, _point_faults,
)  # fmt: skip
LANE = Noun(
    Lane, ("point_id", "market_id"),
    ("point_id", "market_id", "days", "cost_vnd_per_kg", "capacity_kg_per_day", "in_use", "source"),
    lambda row: row.point.area_code, _nothing, _lane_faults,
)  # fmt: skip
ACCESS = Noun(
    Access, ("unit_id", "point_id"),
    ("unit_id", "point_id", "cost_vnd_per_kg", "in_use", "source"),
    lambda row: row.point.area_code, _nothing, lambda row, faults: _amounts(row, faults, "cost_vnd_per_kg"),
)  # fmt: skip
CLOSURE = Noun(
    Closure, ("season_id", "kind", "first"),
    ("season_id", "kind", "place_id", "point_id", "lane_id", "market_id", "first", "last", "factor", "reason",
     "source"),
    lambda row: row.season.area_code, _nothing, _closure_faults,
)  # fmt: skip
