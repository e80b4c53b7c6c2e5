"""Recording crates: the only writer of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from cungcau.domain.logistics import messages, policies
from cungcau.domain.logistics.models import Stowage
from cungcau.domain.logistics.planning.room import pack_key
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.ui import clock
from cungcau.reference.recording import Faults
from cungcau.reference.search import words

FIELDS = (
    "commodity_id", "pack_text", "crate_kg", "length_cm", "width_cm", "height_cm", "in_use", "note", "source",
    "is_demo",
)  # fmt: skip
MOST_KG, MOST_CM = 2_000, 500


def enter_stowage(*, facts: Mapping[str, Any], actor: User | None) -> Stowage:
    """Write a new crate from values by attribute; raises ``InputInvalid`` by field, ``not_allowed``."""
    _require(actor)
    row = Stowage(**{name: facts[name] for name in FIELDS if name in facts})
    with transaction.atomic():
        _save(row, actor, new=True)
        record(actor=actor, verb=messages.stops.STOWAGE_ENTERED, thing=row, area="", kg=row.crate_kg)
    return row


def change_stowage(
    row: Stowage, *, version: int, seen: Mapping[str, Any], mine: Mapping[str, Any], actor: User | None
) -> Stowage:
    """Write what a person changed; raises ``EditedMeanwhile``, ``InputInvalid``, ``not_allowed``."""
    _require(actor)
    with transaction.atomic():
        locked = Stowage.objects.select_for_update(of=("self",)).get(pk=row.pk)
        wanted = take(locked, version=version, seen=seen, mine=mine)
        before = {name: getattr(locked, name) for name in wanted if name in FIELDS}
        for name in before:
            setattr(locked, name, wanted[name])
        locked.version += 1
        _save(locked, actor, new=False)
        record(
            actor=actor, verb=messages.stops.STOWAGE_CHANGED, thing=locked, area="",
            changes={name: [str(old), str(wanted[name])] for name, old in before.items()},
        )  # fmt: skip
    return locked


def _require(actor: User | None) -> None:
    if actor is not None:
        require(actor, policies.RECORD_FLEET)


def _save(row: Stowage, actor: User | None, *, new: bool) -> None:
    faults = Faults("row")
    row.pack_text = " ".join(row.pack_text.split())
    row.pack_key = pack_key(row.pack_text)
    faults.unless(0 < row.crate_kg <= MOST_KG, 1, "crate_kg", row.crate_kg, f"cần số kg từ 1 đến {MOST_KG}")
    for column in ("length_cm", "width_cm", "height_cm"):
        value = getattr(row, column)
        faults.unless(0 < value <= MOST_CM, 1, column, value, f"cần số cm từ 1 đến {MOST_CM}")
    faults.refuse()
    row.source = row.source or (
        f"{actor.full_name}, {clock.today():%d/%m/%Y}"[:300] if actor is not None else "hệ thống"
    )
    row.folded = words(row.commodity.name_vi, row.commodity.code, row.pack_text)[:400]
    try:
        with transaction.atomic():
            row.save(force_insert=new)
    except IntegrityError as error:
        expected = "nông sản này đã có một cỡ với quy cách như vậy"
        raise InputInvalid([Fault("row", 1, "pack_text", row.pack_text, expected)]) from error
