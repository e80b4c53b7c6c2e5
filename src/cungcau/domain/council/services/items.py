"""A product on the council's table: given out to score, members who stand out of it."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from cungcau.domain.council import policies, states
from cungcau.domain.council.messages import sessions as said
from cungcau.domain.council.models import Item, Recusal, ScoreSheet, Seat, Session
from cungcau.domain.council.regulation import regulation_of
from cungcau.domain.council.selectors.interests import interests
from cungcau.domain.council.selectors.sessions import HEAVY, chairs, scorers, seat_of
from cungcau.domain.council.services.rights import require_conduct, require_open, require_prepare
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance

ACTS_FOR_ENTITY = "là người đại diện của chủ thể"
"""The reason of those who have no choice."""


def locked_item(item: Item) -> Item:
    """The item's row until the transaction ends, with its session and file. Raises ``council_item_not_found``."""
    rows = Item.objects.select_for_update(of=("self",)).select_related(
        "session__council", "dossier__product__entity", "dossier__criteria_set__book__instrument"
    )
    found = rows.defer(*HEAVY).filter(pk=item.pk).first()
    if found is None:
        raise DomainError("council_item_not_found")
    return found


def conducted(item: Item, actor: User | None) -> Item:
    """The same for who conducts the session. Raises ``council_item_not_found``, ``conducts_not``."""
    found = locked_item(item)
    require_conduct(actor, found.session)
    return found


@transaction.atomic
def start_item(*, item: Item, actor: User | None) -> Item:
    """Give a product out: members who are there may score it. Who acts for its entity stands out by itself.

    Raises ``conducts_not``, ``session_not_open``, ``scorers_too_few``, ``verb_not_allowed``.
    """
    found = conducted(item, actor)
    require_open(found.session)
    return begin(found, actor)


@transaction.atomic
def start_all(*, session: Session, actor: User | None) -> int:
    """Give every product out that waits, all or none; returns how many. Raises what :func:`start_item` raises."""
    waiting = list(Item.objects.filter(session=session, state=states.WAITING).order_by("no"))
    for item in waiting:
        start_item(item=item, actor=actor)
    return len(waiting)


def begin(item: Item, actor: User | None) -> Item:
    """The same for a product whose session is at hand; within the caller's transaction."""
    stand_out_by_law(item, actor)
    seats, least = scorers(item), regulation_of(item.session).least_members
    if len(seats) < least:
        raise DomainError("scorers_too_few", product=item.dossier.product.name, count=len(seats), least=least)
    started = advance(
        item, "start", actor=actor, permission=policies.VIEW, area=item.session.area_code,
        product=item.dossier.product.name, session=item.session.code,
    )  # fmt: skip
    ScoreSheet.objects.bulk_create(
        (ScoreSheet(item=item, seat=seat, attempt=item.attempt) for seat in seats), ignore_conflicts=True
    )
    return started


def stand_out_by_law(item: Item, actor: User | None) -> list[Recusal]:
    """Let every member who acts for the entity stand out, whether they said so or not."""
    seats = [one.seat for one in chairs(item.session) if one.seat.scores]
    forced = [one for one in interests(item, seats) if one.must]
    out = set(Recusal.objects.filter(item=item).values_list("seat_id", flat=True))
    made = []
    for one in forced:
        if one.seat.pk not in out:
            made.append(_stand_out(item, one.seat, ACTS_FOR_ENTITY, None))
    return made


@transaction.atomic
def stand_out(*, item: Item, seat: Seat, reason: str, actor: User | None) -> Recusal:
    """A member stands out of a product: they say so themselves, or the secretary writes it down.

    A sheet they had begun or handed in stays, and does not count. Raises ``conducts_not``, ``not_allowed``,
    ``recusal_reason_missing``, ``recusal_known``, ``recusal_too_late``, ``seat_not_found``.
    """
    found = locked_item(item)
    mine = actor is not None and seat.user_id == actor.pk
    if not mine and found.session.state == states.PLANNED:
        require_prepare(actor, found.session)
    elif not mine:
        require_conduct(actor, found.session)
    if seat.pk not in {one.seat.pk for one in chairs(found.session)} or not seat.scores:
        raise DomainError("seat_not_found")
    if not reason.strip():
        raise DomainError("recusal_reason_missing")
    if found.state not in (states.WAITING, states.SCORING):
        raise DomainError("recusal_too_late")
    try:
        with transaction.atomic():
            return _stand_out(found, seat, reason.strip()[:300], actor)
    except IntegrityError as error:
        raise DomainError("recusal_known", who=seat.user.full_name) from error


@transaction.atomic
def stand_in(*, recusal: Recusal, reason: str, actor: User | None) -> None:
    """Undo a recusal before the scoring is closed, with a reason; never of one who acts for the entity.

    Raises ``conducts_not``, ``recusal_reason_missing``, ``recusal_too_late``, ``must_stand_out``.
    """
    found = locked_item(recusal.item)
    if found.session.state == states.PLANNED:
        require_prepare(actor, found.session)
    else:
        require_conduct(actor, found.session)
    if not reason.strip():
        raise DomainError("recusal_reason_missing")
    if found.state not in (states.WAITING, states.SCORING):
        raise DomainError("recusal_too_late")
    if any(one.must for one in interests(found, [recusal.seat])):
        raise DomainError("must_stand_out")
    name = recusal.seat.user.full_name
    Recusal.objects.filter(pk=recusal.pk).delete()
    record(
        actor=actor, verb=said.STOOD_IN, thing=found, area=found.session.area_code, user=name,
        product=found.dossier.product.name, reason=reason.strip()[:300],
    )  # fmt: skip


def own_seat(item: Item, user: User) -> Seat:
    """The seat by which somebody stands out for themselves; raises ``scores_not``."""
    seat = seat_of(item.session, user)
    if seat is None or not seat.scores:
        raise DomainError("scores_not")
    return seat


def _stand_out(item: Item, seat: Seat, reason: str, actor: User | None) -> Recusal:
    made = Recusal.objects.create(item=item, seat=seat, reason=reason, recorded_by=actor)
    record(
        actor=actor, verb=said.STOOD_OUT, thing=item, area=item.session.area_code, user=seat.user.full_name,
        product=item.dossier.product.name, reason=reason,
    )  # fmt: skip
    return made
