"""Route events: reported, confirmed, told, turned into closures of the plan; the only writer of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from cungcau.domain.logistics import messages, policies, states
from cungcau.domain.logistics.models import EventTarget, RouteEvent
from cungcau.domain.logistics.selectors import events as asked
from cungcau.domain.logistics.services.retelling import tell_it_changed, tell_it_was_not_so
from cungcau.domain.matching.changes import Change, Ways
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.selectors import current_plan, ways_of_plan
from cungcau.domain.matching.services import request_what_if
from cungcau.domain.network import services as network
from cungcau.domain.network.models import Closure
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import allows
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui.clock import now as present
from cungcau.reference.catalogue.models import Season
from cungcau.reference.recording import Faults, check
from cungcau.reference.search import words

FIELDS = ("kind", "name", "first", "last", "percent_left", "what", "heard_by", "source", "heard_at")
"""What a person says of an event, by attribute name."""


@transaction.atomic
def report_event(
    *,
    season: Season,
    facts: Mapping[str, Any],
    targets: Sequence[str],
    actor: User | None,
    client_uuid: UUID | None = None,
    is_demo: bool = False,
) -> RouteEvent:
    """Write what is shut, from when to when, and what it touches (keys as "market 7", "lane 3", "point 2").

    A coordinator's own report is confirmed at once; everybody else's waits for one. The same ``client_uuid``
    again returns the event there is. Raises ``InputInvalid``, ``event_target_missing``, ``not_allowed``.
    """
    if actor is not None and not allows(actor, policies.REPORT_EVENT, season.area_code):
        require(actor, policies.REPORT_EVENT)
    there = RouteEvent.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        return there
    event = RouteEvent(season=season, reported_by=actor, client_uuid=client_uuid, is_demo=is_demo)
    event.area_code = season.area_code
    for name in FIELDS:
        if name in facts:
            setattr(event, name, facts[name])
    event.heard_at = event.heard_at or present()
    _insert(event, asked.target_rows(targets, season, event.percent_left))
    if actor is None or allows(actor, policies.CONFIRM_EVENT, season.area_code):
        event = confirm_event(event=event, actor=actor)
    return event


@transaction.atomic
def confirm_event(*, event: RouteEvent, actor: User | None) -> RouteEvent:
    """An officer says that it is so."""
    fields = {"confirmed_by": actor, "confirmed_at": present()}
    return advance(event, "confirm", actor=actor, permission=policies.CONFIRM_EVENT, fields=fields)


@transaction.atomic
def dismiss_event(*, event: RouteEvent, reason: str, actor: User | None) -> RouteEvent:
    """It was not so, with a reason: closures made of it open again, whoever was told of it hears that too."""
    if not reason.strip():
        raise DomainError("reason_missing")
    row = _locked(event)
    said = reason.strip()[:300]
    row = advance(
        row, "dismiss", actor=actor, permission=policies.CONFIRM_EVENT, fields={"reason": said}, why=said
    )
    for target in row.targets.select_related("closure").exclude(closure=None):
        assert target.closure is not None, "excluded"
        reopen_from = target.closure.first + timedelta(days=1)
        if target.closure.last >= reopen_from:
            network.end_closure(target.closure, on=reopen_from, reason=said, actor=actor)
    tell_it_was_not_so(event=row, actor=actor)
    return row


@transaction.atomic
def change_event(*, event: RouteEvent, last: date, reason: str, actor: User | None) -> RouteEvent:
    """Reopen early, or keep shut longer: a further row that takes this one's place, its closures following.

    ``last`` is the new last closed day; whoever was told of the old one is told of it. Raises ``reason_missing``,
    ``event_not_in_force`` (replaced meanwhile), ``event_ended_already`` (a day before the first), ``not_allowed``.
    """
    if not reason.strip():
        raise DomainError("reason_missing")
    row = _locked(event)
    if actor is not None:
        require(actor, policies.CONFIRM_EVENT, row.area_code)
    if row.state != states.CONFIRMED or RouteEvent.objects.filter(follows=row).exists():
        raise DomainError("event_not_in_force", event=row.code)
    if not row.first <= last <= date(2100, 12, 31) or last == row.last:
        raise DomainError("event_ended_already", first=row.first, last=row.last)
    targets = list(row.targets.select_related("lane__point", "lane__market", "market", "point", "closure"))
    advance(row, "supersede", actor=actor, permission=policies.CONFIRM_EVENT)
    new = RouteEvent(
        season=row.season, follows=row, reported_by=actor, is_demo=row.is_demo, area_code=row.area_code,
        reason=reason.strip()[:300], **{name: getattr(row, name) for name in FIELDS},
    )  # fmt: skip
    new.last, new.heard_at = last, present()
    if actor is not None:
        new.source = f"{actor.full_name}; {row.source}"[:300]
    _insert(new, [_copy(target) for target in targets])
    new = confirm_event(event=new, actor=actor)
    for target in targets:
        if target.closure is not None:
            _move_closure(target.closure, row, last, reason, actor)
    tell_it_changed(event=new, actor=actor)
    return new


@transaction.atomic
def close_for_plans(*, event: RouteEvent, actor: User | None) -> int:
    """Make the event's closures in the network, so that plans know; returns how many it has now.

    Those there are already stay. Raises ``event_not_in_force`` for one that is not confirmed, ``not_allowed``.
    """
    row = _locked(event)
    if row.state != states.CONFIRMED:
        raise DomainError("event_not_in_force", event=row.code)
    if actor is not None:
        require(actor, policies.CONFIRM_EVENT, row.area_code)
    made = 0
    targets = list(row.targets.select_related("lane", "market", "point"))
    for target in targets:
        if target.closure_id is None:
            target.closure = _closure_of(row, target, actor)
            target.save(update_fields=["closure"])
            made += 1
    if made:
        record(actor=actor, verb=messages.papers.EVENT_CLOSED, thing=row, closures=made)
    return len(targets)


@transaction.atomic
def ask_what_if(*, event: RouteEvent, actor: User) -> Plan:
    """Ask what the plan in force would be with this closed; the plan itself stays.

    Raises ``plan_has_no_result`` where the season has none, ``changes_missing`` where its plan uses nothing of
    what is closed, ``not_allowed``.
    """
    base = current_plan(event.season)
    if base is None:
        raise DomainError("plan_has_no_result", title=event.season.name)
    targets = event.targets.select_related("lane__point", "lane__market", "market", "point")
    changes = list(_changes(event, targets, ways_of_plan(base)))
    return request_what_if(base=base, changes=changes, actor=actor, title=f"{event.name}: đóng"[:200])


def _changes(event: RouteEvent, targets: Iterable[EventTarget], ways: Ways) -> Iterable[Change]:
    wanted: dict[tuple[str, str], None] = {}
    for target in targets:
        if target.lane is not None:
            wanted[("lane", f"{target.lane.point.code}>{target.lane.market.code}")] = None
        elif target.market is not None:
            for lane in ways.lanes:
                if lane.partition(">")[2] == target.market.code:
                    wanted[("lane", lane)] = None
        elif target.point is not None:
            wanted[("point", target.point.code)] = None
    known = {"lane": frozenset(ways.lanes), "point": frozenset(ways.points)}
    for kind, ref in wanted:
        if ref in known[kind]:
            yield Change.closing(
                kind, ref, first=event.first, last=event.last, percent_left=event.percent_left
            )


def _insert(event: RouteEvent, targets: list[EventTarget]) -> None:
    if not targets:
        raise DomainError("event_target_missing")
    faults = Faults("event")
    for name in ("first", "last"):
        day = getattr(event, name)
        fits = isinstance(day, date) and 1990 <= day.year <= 2100
        faults.unless(fits, 1, name, day, "cần một ngày từ 1990 đến 2100")
    faults.refuse()
    faults.unless(event.last >= event.first, 1, "last", event.last, "không được trước ngày đầu")
    faults.unless(0 <= event.percent_left < 100, 1, "percent_left", event.percent_left, "cần số từ 0 đến 99")
    faults.unless(bool(event.name.strip()), 1, "name", "", "cần tên đường, chốt, cửa khẩu hay chợ")
    faults.unless(bool(event.source.strip()), 1, "source", "", "cần nguồn: ai báo, văn bản nào, địa chỉ nào")
    heard = event.heard_at
    faults.unless(isinstance(heard, datetime), 1, "heard_at", heard, "cần ngày giờ biết tin")
    faults.refuse()
    event.pk = _next_id()
    event.code = f"TIN-{event.pk}"
    check([event], key=("code",), faults=faults)
    faults.refuse()
    places = [place.name for place in map(asked.place_of, targets)]
    event.folded = words(event.code, event.name, event.what, event.source, *places)[:1200]
    event.save(force_insert=True)
    for target in targets:
        target.event = event
    EventTarget.objects.bulk_create(targets)
    record(
        actor=event.reported_by, verb=messages.papers.EVENT_REPORTED, thing=event, first=event.first,
        last=event.last, source=event.source, follows=event.follows.code if event.follows else "",
    )  # fmt: skip


def _copy(target: EventTarget) -> EventTarget:
    return EventTarget(lane=target.lane, market=target.market, point=target.point, closure=target.closure)


def _closure_of(event: RouteEvent, target: EventTarget, actor: User | None) -> Closure:
    kind = "lane" if target.lane_id else "market" if target.market_id else "point"
    facts = {
        "season_id": event.season_id, "kind": kind, f"{kind}_id": getattr(target, f"{kind}_id"),
        "first": event.first, "last": event.last, "factor": Decimal(event.percent_left) / 100,
        "reason": f"{event.name}. {event.what}".strip()[:300], "source": f"{event.code}: {event.source}"[:300],
    }  # fmt: skip
    same = {name: facts[name] for name in ("season_id", "kind", f"{kind}_id", "first", "last")}
    there = Closure.objects.filter(**same).first()
    return there or network.enter(network.CLOSURE, facts=facts, actor=actor)


def _move_closure(closure: Closure, event: RouteEvent, last: date, reason: str, actor: User | None) -> None:
    """Let a closure end on the new day; one that a person moved since is left as they wanted it."""
    if closure.last != event.last:
        return
    network.change(
        network.CLOSURE, closure, version=closure.version, seen={"last": closure.last, "reason": closure.reason},
        mine={"last": last, "reason": f"{closure.reason}; {reason.strip()}"[:300]}, actor=actor,
    )  # fmt: skip


def _locked(event: RouteEvent) -> RouteEvent:
    rows = RouteEvent.objects.select_for_update(of=("self",)).select_related("season")
    found = rows.filter(pk=event.pk).first()
    if found is None:
        raise DomainError("event_not_found")
    return found


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('logistics_routeevent', 'id'))")
        return int(cursor.fetchone()[0])
