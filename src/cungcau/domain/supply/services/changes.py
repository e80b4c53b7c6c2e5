"""Lots corrected, taken back, offered again, said to be right still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Model

from cungcau.domain.supply import messages, policies
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.services.making import FIGURES, check_figures, label_of, words_of
from cungcau.domain.supply.services.rights import require_writing
from cungcau.domain.supply.states import OFFERED
from cungcau.domain.survey.services.questions import keep_doubts
from cungcau.engines.plausibility import Doubt
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing import versions
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.recording import Faults, check


@transaction.atomic
def correct_lot(
    *,
    lot: Lot,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    actor: User,
    reason: str = "",
    confirmed_with: str = "",
    doubts: Sequence[Doubt] = (),
    answers: Mapping[str, str] | None = None,
) -> Lot:
    """Write what a person changed on a lot (columns of ``FIGURES``) and count a version more.

    ``seen`` are the values their form began with at ``version``, ``doubts`` and ``answers`` what is asked about
    the figures now. Saving also says the figures are right now. An offer that stood to the last day of harvest
    goes along when that day moves.
    Raises ``EditedMeanwhile`` when somebody else saved since, ``InputInvalid`` (columns as in ``FIGURES``),
    ``not_allowed`` for the area it is in or would go to, ``lot_withdrawn``.
    """
    unknown = set(mine) - set(FIGURES)
    if unknown:
        raise ValueError(f"a lot has no such figures: {', '.join(sorted(unknown))}")
    row = _locked(lot.pk)
    require_writing(actor, [(row.producer_id, row.area_code)])
    if row.state != OFFERED:
        raise DomainError("lot_withdrawn", lot=row.code)
    fresh = versions.take(row, version=version, seen=seen, mine=mine)
    changed = {name: value for name, value in fresh.items() if value != getattr(row, name)}
    if "harvest_to" in changed and "expires_on" not in changed and row.expires_on == row.harvest_to:
        changed["expires_on"] = changed["harvest_to"]
    old = {name: _said(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    _settle(row)
    require_writing(actor, [(row.producer_id, row.area_code)])
    row.version += 1
    row.confirmed_at, row.confirmed_by, row.confirmed_with = clock.now(), actor, confirmed_with[:120]
    row.save()
    changes = {name: [old[name], _said(row, name)] for name in changed}
    labels = ", ".join(label_of(name) for name in changed)
    record(actor=actor, verb=messages.LOT_CORRECTED, thing=row, fields=labels or "không đổi số nào",
           changes=changes, reason=reason, confirmed_with=row.confirmed_with)  # fmt: skip
    keep_doubts(thing=row, doubts=doubts, answers=answers or {}, area_code=row.area_code, actor=actor)
    return row


@transaction.atomic
def withdraw_lot(*, lot: Lot, actor: User, reason: str) -> Lot:
    """Take an offer back, with the reason; raises ``lot_reason_missing``, ``not_allowed``, ``verb_not_allowed``."""
    if not reason.strip():
        raise DomainError("lot_reason_missing")
    row = _locked(lot.pk)
    require_writing(actor, [(row.producer_id, row.area_code)])
    return advance(
        row, "withdraw", actor=actor, permission=policies.RECORD, fields={"version": row.version + 1},
        reason=reason.strip()[:300],
    )  # fmt: skip


@transaction.atomic
def reoffer_lot(*, lot: Lot, actor: User) -> Lot:
    """Offer a lot again that was taken back; raises ``not_allowed``, ``verb_not_allowed``."""
    row = _locked(lot.pk)
    require_writing(actor, [(row.producer_id, row.area_code)])
    fields = {"version": row.version + 1, "confirmed_at": clock.now(), "confirmed_by": actor}
    return advance(row, "reoffer", actor=actor, permission=policies.RECORD, fields=fields)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Codes of the lots said to be right still, and of those whose window is over or that were taken back."""

    done: tuple[str, ...]
    left: tuple[str, ...]


@transaction.atomic
def confirm_lots(*, lots: Sequence[int], actor: User, confirmed_with: str = "") -> Confirmed:
    """Note that the figures of these lots (primary keys) are right today; a lapsed offer stands again.

    One whose harvest window is over cannot be confirmed: it wants a new window. Raises ``not_allowed`` when
    one lies outside the actor's areas.
    """
    rows = list(Lot.objects.defer("words").filter(pk__in=lots).order_by("pk").select_for_update(of=("self",)))
    require_writing(actor, {(row.producer_id, row.area_code) for row in rows})
    today, now = clock.today(), clock.now()
    live = [row for row in rows if row.state == OFFERED and row.harvest_to >= today]
    for row in live:
        before = row.confirmed_at
        row.confirmed_at, row.confirmed_by, row.confirmed_with = now, actor, confirmed_with[:120]
        if row.expires_on is not None and row.expires_on < today:
            row.expires_on, row.version = row.harvest_to, row.version + 1
        record(actor=actor, verb=messages.LOT_CONFIRMED, thing=row, kg=row.quantity_kg,
               before=before.isoformat() if before else "", confirmed_with=row.confirmed_with)  # fmt: skip
    columns = ["confirmed_at", "confirmed_by", "confirmed_with", "expires_on", "version"]
    Lot.objects.bulk_update(live, columns, batch_size=500)
    kept = {row.pk for row in live}
    return Confirmed(tuple(row.code for row in live), tuple(row.code for row in rows if row.pk not in kept))


def _locked(pk: int) -> Lot:
    row = Lot.objects.defer("words").select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise DomainError("lot_not_found", number=pk)
    return row


def _settle(row: Lot) -> None:
    """What follows from the figures: the area, the search words; or ``InputInvalid``."""
    faults = Faults("lots")
    row.certificates = sorted(set(row.certificates))
    check_figures(row, faults.first, faults)
    row.area_code = row.place.area_code
    row.folded = words_of(row.code, row.producer, row.commodity, row.representative, row.place, row.variety)
    check([row], key=("code",), faults=faults)
    faults.refuse()


def _said(row: Lot, name: str) -> str:
    """A figure as the trail keeps it: names of people and places, days and numbers as text."""
    value = getattr(row, name.removesuffix("_id")) if name.endswith("_id") else getattr(row, name)
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
