"""Recording organisations and households; the only writers of this app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from cungcau.domain.registry import messages, policies
from cungcau.domain.registry.models import Kind, Organisation
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


@transaction.atomic
def record_organisations(*, rows: Sequence[OrganisationRow], on: date, actor: User | None) -> Recorded:
    """Write organisations by code; places are read as they stood ``on`` that day.

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
    if actor is not None:
        for area in {one.area_code for one in objects}:
            require(actor, policies.RECORD, area)
    done = _write(rows, objects, faults)
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
        return int(cursor.rowcount)


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
        folded=words(row.name, row.code, unit.folded_path if unit else "")[:400],
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
        done += upsert(ready, key=("code",), among=Organisation.objects.all())
        ids |= {one.code: one.pk for one in ready}
    return done


def _without_phones(done: Recorded) -> Recorded:
    """The same with numbers left out: the trail outlives the consent to keep them."""
    hidden = {
        key: {name: ("•••", "•••") if name == "phone" else pair for name, pair in row.items()}
        for key, row in done.changes.items()
    }
    return replace(done, changes=hidden)
