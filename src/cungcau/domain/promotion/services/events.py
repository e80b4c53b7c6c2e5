"""Writing events: the only writers of events, their places and who takes part."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from cungcau.domain.promotion import messages, policies
from cungcau.domain.promotion.models import Event, EventKind, EventParty, EventSite, PartyRole, SiteKind, Way
from cungcau.domain.promotion.services.keeping import Found, Noun, locked_row, one_line, require_reason
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

MOST_PARTS = 500
"""Places, and parties, of one event."""

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


def hold(*, event: Event, actor: User | None) -> Event:
    """Record that an event took place; raises ``event_not_over`` before its first day, ``not_allowed``."""
    if clock.today() < event.starts_on:
        raise DomainError("event_not_over", event=event.title, day=event.starts_on)
    return advance(event, "hold", actor=actor, permission=policies.RECORD)


def take_back(*, event: Event, actor: User | None) -> Event:
    """Undo that; raises ``not_allowed``, ``verb_not_allowed``."""
    return advance(event, "take_back", actor=actor, permission=policies.RECORD)


def cancel(*, event: Event, reason: str, actor: User | None) -> Event:
    """Record that it will not take place, and why."""
    fields = {"reason": require_reason(reason)}
    return advance(event, "cancel", actor=actor, permission=policies.RECORD, fields=fields, **fields)


def resume(*, event: Event, actor: User | None) -> Event:
    """Put a cancelled one back among those planned."""
    return advance(event, "resume", actor=actor, permission=policies.RECORD, fields={"reason": ""})


@transaction.atomic
def add_site(*, event: Event, kind: str, name: str, address: str = "", actor: User | None) -> EventSite:
    """Add a hall, a connected province, a channel, a stand; raises ``InputInvalid``, ``event_part_known``."""
    locked = _locked(event, actor)
    text = one_line(name)
    faults = (
        [Fault("row", 1, "kind", kind, "cần một loại trong danh sách")] if kind not in SiteKind.values else []
    )
    faults += (
        [Fault("row", 1, "name", text[:60], "cần tên, dài nhất 200 ký tự")]
        if not 0 < len(text) <= 200
        else []
    )
    if faults:
        raise InputInvalid(faults)
    rows = EventSite.objects.filter(event=locked)
    if rows.filter(kind=kind, name=text).exists():
        raise DomainError("event_part_known", name=text)
    _room(rows.count())
    last = rows.aggregate(last=Max("position"))["last"] or 0
    site = EventSite.objects.create(
        event=locked, position=last + 1, kind=kind, name=text, address=one_line(address)[:300]
    )
    record(actor=actor, verb=messages.SITE_ADDED, thing=locked, name=text)
    return site


@transaction.atomic
def remove_site(*, event: Event, pk: int, actor: User | None) -> None:
    """Take a place off; raises ``not_found``."""
    locked = _locked(event, actor)
    site = EventSite.objects.filter(event=locked, pk=pk).first()
    if site is None:
        raise DomainError("not_found")
    record(actor=actor, verb=messages.SITE_REMOVED, thing=locked, name=site.name)
    site.delete()


@transaction.atomic
def add_party(
    *, event: Event, role: str, organisation: Organisation | None = None, name: str = "", actor: User | None
) -> EventParty:
    """Add who takes part: of the registry, or by name alone; raises ``InputInvalid``, ``event_part_known``."""
    locked = _locked(event, actor)
    text = one_line(name)
    faults = (
        [Fault("row", 1, "role", role, "cần một vai trò trong danh sách")]
        if role not in PartyRole.values
        else []
    )
    if (organisation is None) == (not text) or len(text) > 200:
        faults.append(
            Fault("row", 1, "name", text[:60], "chọn một tổ chức, hoặc ghi tên (dài nhất 200 ký tự)")
        )
    if faults:
        raise InputInvalid(faults)
    rows = EventParty.objects.filter(event=locked)
    known = rows.filter(organisation=organisation) if organisation else rows.filter(name=text)
    if known.exists():
        raise DomainError("event_part_known", name=organisation.name if organisation else text)
    _room(rows.count())
    party = EventParty.objects.create(event=locked, role=role, organisation=organisation, name=text)
    record(actor=actor, verb=messages.PARTY_ADDED, thing=locked, name=str(party))
    return party


@transaction.atomic
def remove_party(*, event: Event, pk: int, actor: User | None) -> None:
    """Take one off; raises ``not_found``."""
    locked = _locked(event, actor)
    party = _party(locked, pk)
    record(actor=actor, verb=messages.PARTY_REMOVED, thing=locked, name=str(party))
    party.delete()


@transaction.atomic
def say_came(*, event: Event, pk: int, came: bool | None, actor: User | None) -> EventParty:
    """Record whether one came (None: not known after all); raises ``not_found``."""
    locked = _locked(event, actor)
    party = _party(locked, pk)
    if party.came != came:
        party.came = came
        party.save(update_fields=["came"])
        record(actor=actor, verb=messages.PARTY_CAME, thing=locked, name=str(party), came=str(came))
    return party


def _locked(event: Event, actor: User | None) -> Event:
    locked: Event = locked_row(Event, event.pk)
    if actor is not None:
        access.require(actor, policies.RECORD, locked.area_code)
    return locked


def _party(event: Event, pk: int) -> EventParty:
    found = EventParty.objects.select_related("organisation").filter(event=event, pk=pk).first()
    if found is None:
        raise DomainError("not_found")
    return found


def _room(there: int) -> None:
    if there >= MOST_PARTS:
        raise InputInvalid([Fault("row", 1, "name", str(there), f"mỗi sự kiện nhiều nhất {MOST_PARTS} dòng")])


def _faults(row: Event, found: Found) -> None:
    found.unless(row.kind in EventKind.values, "kind", row.kind, "cần một loại trong danh sách")
    found.unless(row.way in Way.values, "way", row.way, "cần một hình thức trong danh sách")
    found.unless(
        FIRST_DAY <= row.starts_on <= LAST_DAY, "starts_on", row.starts_on, "cần ngày từ năm 2000 đến 2100"
    )
    found.unless(row.ends_on >= row.starts_on, "ends_on", row.ends_on, "không được trước ngày đầu")
    found.unless(row.ends_on <= LAST_DAY, "ends_on", row.ends_on, "cần ngày đến năm 2100")
    fine = row.visitors is None or 0 <= row.visitors <= 10_000_000
    found.unless(fine, "visitors", row.visitors, "cần số người từ 0")


def _derive(row: Event) -> None:
    unit = Unit.objects.get(pk=row.unit_id)
    row.area_code = unit.area_code
    row.folded = words(row.title, row.held_by, row.place_text, row.goods, unit.name)[:1000]


EVENT: Noun[Event] = Noun(
    Event,
    ("kind", "title", "way", "starts_on", "ends_on", "unit_id", "place_text", "held_by", "goods", "purpose", "result",
     "visitors", "source", "is_demo"),
    ("title", "starts_on", "ends_on", "unit_id", "held_by"),
    {"title": 300, "place_text": 300, "held_by": 300, "goods": 300, "purpose": 4000, "result": 4000, "source": 300},
    _faults, _derive, messages.EVENT_ENTERED, messages.EVENT_CHANGED, told=("starts_on",),
)  # fmt: skip
