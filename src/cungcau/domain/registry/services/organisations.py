"""Recording organisations and households by code, many at once; the days of their representatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F

from cungcau.domain.registry import messages, policies
from cungcau.domain.registry.models import Kind, Organisation, Representation
from cungcau.domain.registry.selectors import ids_by_code
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import normalise
from cungcau.platform.audit.services import record
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import units_by_code
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words

_WEIGHT_STEP = Decimal("0.0001")
_DERIVED = ("version", "merged_into_id")


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation or household; ``place`` is the code of its unit, ``representative`` an organisation's.

    ``kind`` is one of :class:`~cungcau.domain.registry.models.Kind`; ``source`` the document cited or
    ``minh hoạ``. The representative may stand in the same batch.
    """

    code: str
    name: str
    kind: str
    source: str
    place: str = ""
    representative: str = ""
    weight: Decimal = Decimal(1)
    phone: str = ""
    is_demo: bool = False
    goods: str = ""
    note: str = ""


@transaction.atomic
def record_organisations(*, rows: Sequence[OrganisationRow], on: date, actor: User | None) -> Recorded:
    """Write organisations by code; places are read as they stood ``on`` that day.

    A code merged into another one is left alone (its rows belong to the one kept).

    Raises ``InputInvalid`` with every fault, ``not_allowed`` where the actor may not record in a row's area.
    """
    faults = Faults("organisations")
    places = units_by_code((row.place for row in rows), on)
    own = {row.code for row in rows}
    ids = ids_by_code(row.representative for row in rows)
    objects = []
    for number, row in enumerate(rows, faults.first):
        _check(row, number, faults)
        known = not row.representative or row.representative in own or row.representative in ids
        faults.unless(known, number, "representative", row.representative, "cần một mã đã có")
        objects.append(_organisation(row, number, places, faults))
    check(objects, key=("code",), faults=faults)
    faults.refuse()
    there = Organisation.objects.filter(code__in=own)
    if actor is not None:
        before = set(there.values_list("kind", "area_code"))
        for kind, area in before | {(one.kind, one.area_code) for one in objects}:
            policies.require_record(actor, kind=kind, area=area)
    gone = set(there.exclude(merged_into=None).values_list("code", flat=True))
    standing = [(row, one) for row, one in zip(rows, objects, strict=True) if row.code not in gone]
    rows, objects = [row for row, _ in standing], [one for _, one in standing]
    done = _write(rows, objects, faults) + Recorded(unchanged=len(gone))
    _count_changes(done)
    keep_representations(ids=[one.pk for one in objects], on=on)
    record(actor=actor, verb=messages.RECORDED, thing=None, area="", **_without_phones(done).facts())
    return done


@transaction.atomic
def reveal_phone(*, organisation: Organisation, actor: User) -> str:
    """The whole phone number, for somebody who may see it there; the look is written to the trail.

    Raises ``not_allowed``; ``phone_missing`` when none is recorded.
    """
    require(actor, policies.SEE_PHONE, organisation.area_code)
    if not organisation.phone:
        raise DomainError("phone_missing", name=organisation.name)
    record(actor=actor, verb=messages.PHONE_SEEN, thing=organisation)
    return organisation.phone


@transaction.atomic
def refresh_areas() -> int:
    """Copy today's areas of the units anew, after units changed; returns how many rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registry_organisation AS one SET area_code = unit.area_code FROM geography_unit AS unit"
            " WHERE unit.id = one.unit_id AND unit.area_code <> one.area_code"
        )
        changed = int(cursor.rowcount)
        cursor.execute(
            "UPDATE registry_growingarea AS land SET area_code = coalesce(unit.area_code, one.area_code)"
            " FROM registry_organisation AS one, registry_growingarea AS own"
            " LEFT JOIN geography_unit AS unit ON unit.id = own.unit_id"
            " WHERE own.id = land.id AND one.id = land.organisation_id"
            " AND land.area_code <> coalesce(unit.area_code, one.area_code)"
        )
        return changed + int(cursor.rowcount)


def folded_of(name: str, code: str, unit: Unit | None) -> str:
    """What an organisation is found by: its name first, so that ordering by it orders by name."""
    return words(name, code, unit.folded_path if unit else "")[:400]


@transaction.atomic
def keep_representations(*, ids: Sequence[int], on: date) -> int:
    """Bring the dated rows in step with the present representatives of these organisations.

    A change ends the former row the day before ``on`` and begins one on it; who was named first is taken to
    have been so before. Returns how many rows were written or ended.
    """
    now = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "representative_id"))
    rows = Representation.objects.select_for_update().filter(represented__in=ids)
    past: dict[int, list[Representation]] = {}
    for row in rows.order_by(F("valid_to").asc(nulls_last=True)):
        past.setdefault(row.represented_id, []).append(row)
    begun, ended = [], 0
    for pk, representative in now.items():
        known = past.get(pk, [])
        last = known[-1] if known and known[-1].valid_to is None else None
        if representative == (last.representative_id if last else None):
            continue
        if last is not None:
            ended += 1
            _end(last, on)
        if representative is not None:
            closed = [row.valid_to + timedelta(1) for row in known if row is not last and row.valid_to]
            first = max([on, *closed]) if known else None
            begun.append(
                Representation(represented_id=pk, representative_id=representative, valid_from=first)
            )
    Representation.objects.bulk_create(begun, batch_size=2000)
    return len(begun) + ended


def _end(row: Representation, on: date) -> None:
    """End a representation the day before; one that began no earlier was a slip of that day and goes."""
    if row.valid_from is not None and row.valid_from >= on:
        row.delete()
        return
    row.valid_to = on - timedelta(days=1)
    row.save(update_fields=["valid_to"])


def _count_changes(done: Recorded) -> None:
    """A changed row is a new version: a form opened before it is told."""
    Organisation.objects.filter(code__in=done.changes).update(version=F("version") + 1)


def _check(row: OrganisationRow, number: int, faults: Faults) -> None:
    faults.unless(
        row.kind in Kind.values, number, "kind", row.kind, "cần một trong: " + ", ".join(Kind.values)
    )
    faults.unless(0 < row.weight < 100_000, number, "weight", row.weight, "cần số lớn hơn 0, nhỏ hơn 100.000")
    faults.unless(row.representative != row.code, number, "representative", row.code, "cần một tổ chức khác")


def _organisation(
    row: OrganisationRow, number: int, places: Mapping[str, Unit], faults: Faults
) -> Organisation:
    unit = places.get(row.place)
    faults.unless(
        unit is not None or not row.place, number, "place", row.place, "cần mã một đơn vị hành chính"
    )
    return Organisation(
        code=row.code,
        name=row.name,
        kind=row.kind,
        unit=unit,
        weight=row.weight.quantize(_WEIGHT_STEP),
        phone=_phone(row, number, faults),
        area_code=unit.area_code if unit else "",
        goods=row.goods,
        note=row.note,
        folded=folded_of(row.name, row.code, unit),
        folded_name=words(row.name)[:200],
        source=row.source,
        is_demo=row.is_demo,
    )


def _phone(row: OrganisationRow, number: int, faults: Faults) -> str | None:
    if not row.phone:
        return None
    try:
        return normalise(row.phone)
    except DomainError:
        faults.unless(False, number, "phone", row.phone, "cần số điện thoại như 0912 345 678")
        return None


def _write(rows: Sequence[OrganisationRow], objects: Sequence[Organisation], faults: Faults) -> Recorded:
    """Representatives before those they represent, so that each has its id when it is named."""
    ids = ids_by_code({row.representative for row in rows} - {row.code for row in rows})
    left = list(zip(range(faults.first, faults.first + len(rows)), rows, objects, strict=True))
    done = Recorded()
    while left:
        ready = [one for _, row, one in left if not row.representative or row.representative in ids]
        for number, row, one in left:
            faults.unless(bool(ready), number, "representative", row.representative, "không được vòng tròn")
            one.representative_id = ids.get(row.representative)
        faults.refuse()
        left = [(n, row, one) for n, row, one in left if row.representative and row.representative not in ids]
        done += upsert(ready, key=("code",), among=Organisation.objects.all(), derived=_DERIVED)
        ids |= {one.code: one.pk for one in ready}
    return done


def _without_phones(done: Recorded) -> Recorded:
    """The same with numbers left out: the trail outlives the consent to keep them."""
    hidden = {
        key: {name: ("•••", "•••") if name == "phone" else pair for name, pair in row.items()}
        for key, row in done.changes.items()
    }
    return replace(done, changes=hidden)
