"""What stands on a session before it is opened: dossiers put on, taken off, in another order."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from cungcau.domain.council import policies, states
from cungcau.domain.council.messages import sessions as said
from cungcau.domain.council.models import Item, Session
from cungcau.domain.council.services import dossiers
from cungcau.domain.council.services.items import conducted, locked_item
from cungcau.domain.council.services.rights import require_prepare
from cungcau.domain.council.services.sessions import locked
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.states import DOSSIER_LABELS, READY
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance

MOST = 100
"""Products on one session."""


@transaction.atomic
def put_on(*, session: Session, wanted: Sequence[Dossier], actor: User | None) -> list[Item]:
    """Put dossiers that are ready on a session, in this order, after those that stand there: all or none.

    Raises ``not_allowed``, ``session_opened_already``, ``agenda_empty``, ``agenda_too_long``,
    ``dossier_not_ready``, ``dossier_elsewhere``, ``dossier_on_session_already``.
    """
    row = _planned(session, actor)
    if not wanted:
        raise DomainError("agenda_empty")
    there = Item.objects.filter(session=row)
    if there.count() + len(wanted) > MOST:
        raise DomainError("agenda_too_long", most=MOST)
    last = there.aggregate(last=Max("no"))["last"] or 0
    made = []
    for place, one in enumerate(wanted, start=last + 1):
        if one.area_code != row.area_code and not one.area_code.startswith(row.area_code + "."):
            raise DomainError("dossier_elsewhere", dossier=str(one))
        if one.state != READY:
            raise DomainError(
                "dossier_not_ready", dossier=str(one), state=str(DOSSIER_LABELS[one.state]).lower()
            )
        try:
            with transaction.atomic():
                item = Item.objects.create(session=row, dossier=one, no=place, area_code=one.area_code)
        except IntegrityError as error:
            raise DomainError("dossier_on_session_already", dossier=str(one)) from error
        dossiers.move(one, "schedule", actor=actor, session=row.code)
        made.append(item)
    names = [one.product.name for one in wanted]
    record(actor=actor, verb=said.PUT_ON, thing=row, count=len(made), products=names)
    return made


@transaction.atomic
def take_off(*, item: Item, reason: str, actor: User | None) -> None:
    """Take a product off a session that was not opened yet; its dossier is ready for another one.

    Raises ``not_allowed``, ``session_opened_already``, ``session_reason_missing``.
    """
    row = _planned(item.session, actor)
    if not reason.strip():
        raise DomainError("session_reason_missing")
    found = locked_item(item)
    name = found.dossier.product.name
    dossiers.move(found.dossier, "unschedule", actor=actor, session=row.code, reason=reason.strip()[:300])
    found.delete()
    _renumber(row, list(Item.objects.filter(session=row).order_by("no").values_list("pk", flat=True)))
    record(actor=actor, verb=said.TAKEN_OFF, thing=row, product=name, reason=reason.strip()[:300])


@transaction.atomic
def put_in_order(*, session: Session, items: Sequence[int], actor: User | None) -> None:
    """Let the products come in this order; those not named keep theirs behind them.

    Raises ``not_allowed``, ``session_opened_already``, ``council_item_not_found``.
    """
    row = _planned(session, actor)
    there = list(Item.objects.filter(session=row).order_by("no").values_list("pk", flat=True))
    named = list(dict.fromkeys(items))
    if set(named) - set(there):
        raise DomainError("council_item_not_found")
    wanted = named + [pk for pk in there if pk not in named]
    if wanted == there:
        return
    _renumber(row, wanted)
    record(actor=actor, verb=said.REORDERED, thing=row)


@transaction.atomic
def postpone(*, item: Item, reason: str, actor: User | None) -> Item:
    """Leave a product for another session, in the middle of this one: its sheets stay, its dossier is ready again.

    Raises ``conducts_not``, ``session_reason_missing``, ``verb_not_allowed``.
    """
    found = conducted(item, actor)
    if not reason.strip():
        raise DomainError("session_reason_missing")
    why = reason.strip()
    done = advance(
        found, "postpone", actor=actor, permission=policies.VIEW, area=found.session.area_code,
        fields={"note": why[:600]}, product=found.dossier.product.name, reason=why[:300],
    )  # fmt: skip
    dossiers.move(found.dossier, "unschedule", actor=actor, session=found.session.code, reason=why[:300])
    return done


def _planned(session: Session, actor: User | None) -> Session:
    row = locked(session)
    require_prepare(actor, row)
    if row.state != states.PLANNED:
        raise DomainError("session_opened_already")
    return row


def _renumber(session: Session, order: Sequence[int]) -> None:
    """Numbers from 1 in this order; that they are single is checked as the transaction ends."""
    rows = {one.pk: one for one in Item.objects.filter(session=session)}
    for no, pk in enumerate(order, start=1):
        rows[pk].no = no
    Item.objects.bulk_update(rows.values(), ["no"])
