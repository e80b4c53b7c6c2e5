"""Setting up a council, changing its regulation, giving and ending seats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cungcau.domain.council import policies
from cungcau.domain.council.messages import councils as said
from cungcau.domain.council.models import Council, Post, Seat
from cungcau.domain.council.selectors.councils import in_force
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.areas import code as area_code_of
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.ui import clock

FIELDS = (
    "name", "decision_no", "decided_on", "valid_from", "valid_to", "quorum_percent", "chair_must_attend",
    "least_members", "spread_limit", "minimum_rule", "shown_decimals", "regulation", "source",
)  # fmt: skip


@transaction.atomic
def set_up(*, area: str, facts: Mapping[str, object], actor: User | None, is_demo: bool = False) -> Council:
    """A new council of a province. Raises ``not_allowed``, ``InputInvalid`` by field, ``council_known``."""
    where = area_code_of(area)
    if actor is not None:
        access.require(actor, policies.PREPARE, where)
    row = Council(area_code=where, is_demo=is_demo, **_plain(facts))
    _write(row)
    record(actor=actor, verb=said.SET_UP, thing=row, decision=row.decision_no)
    return row


@transaction.atomic
def change(
    *,
    council: Council,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    actor: User | None,
) -> Council:
    """Change a council; sessions already opened keep the regulation they were opened under.

    Raises ``not_allowed``, ``EditedMeanwhile``, ``InputInvalid`` by field, ``council_known``.
    """
    row = Council.objects.select_for_update().get(pk=council.pk)
    if actor is not None:
        access.require(actor, policies.PREPARE, row.area_code)
    changed = take(row, version=version, seen=seen, mine=_plain(mine))
    if not changed:
        return row
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    _write(row)
    pairs = {name: [str(before[name]), str(value)] for name, value in changed.items()}
    record(actor=actor, verb=said.CHANGED, thing=row, changes=pairs)
    return row


@transaction.atomic
def give_seat(
    *, council: Council, user: User, post: str, agency: str, valid_from: date, actor: User | None
) -> Seat:
    """Seat somebody. Who scores needs the right to take part, the secretary the right to look in.

    Raises ``not_allowed``, ``seat_agency_missing``, ``seat_taken``, ``chair_taken``, ``seat_without_right``,
    ``seat_outside_term``.
    """
    row = Council.objects.select_for_update().get(pk=council.pk)
    if actor is not None:
        access.require(actor, policies.PREPARE, row.area_code)
    if not agency.strip():
        raise DomainError("seat_agency_missing")
    if valid_from < row.valid_from or (row.valid_to is not None and valid_from > row.valid_to):
        raise DomainError("seat_outside_term", first=row.valid_from)
    needed = policies.VIEW if post == Post.SECRETARY else policies.TAKE_PART
    if not access.allows(user, needed, row.area_code):
        raise DomainError("seat_without_right", who=user.full_name)
    running = Seat.objects.filter(council=row).exclude(valid_to__lt=valid_from)
    if running.filter(user=user).exists():
        raise DomainError("seat_taken", who=user.full_name)
    if post == Post.CHAIR and running.filter(post=Post.CHAIR).exists():
        raise DomainError("chair_taken")
    seat = Seat.objects.create(
        council=row, user=user, post=post, agency=agency.strip()[:200], valid_from=valid_from
    )
    record(
        actor=actor, verb=said.SEATED, thing=row, user=user.full_name, post=str(Post(post).label),
        valid_from=valid_from,
    )  # fmt: skip
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, last: date, reason: str, actor: User | None) -> Seat:
    """The last day somebody sits; the seat stays in the council's history and on its sessions.

    Raises ``not_allowed``, ``seat_ended_already``, ``seat_reason_missing``, ``seat_days_wrong``.
    """
    row = Seat.objects.select_for_update(of=("self",)).select_related("council", "user").get(pk=seat.pk)
    if actor is not None:
        access.require(actor, policies.PREPARE, row.council.area_code)
    if row.valid_to is not None:
        raise DomainError("seat_ended_already", who=row.user.full_name)
    if not reason.strip():
        raise DomainError("seat_reason_missing")
    if last < row.valid_from:
        raise DomainError("seat_days_wrong", first=row.valid_from)
    row.valid_to, row.end_reason = last, reason.strip()[:300]
    row.save(update_fields=["valid_to", "end_reason"])
    record(
        actor=actor, verb=said.UNSEATED, thing=row.council, user=row.user.full_name, valid_to=last,
        reason=row.end_reason,
    )  # fmt: skip
    return row


def chair_of(council: Council, on: date | None = None) -> Seat | None:
    """The chair's seat on a day."""
    return Seat.objects.filter(in_force(on or clock.today()), council=council, post=Post.CHAIR).first()


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    odd = set(facts) - set(FIELDS)
    if odd:
        raise TypeError(f"a council has no {', '.join(sorted(odd))}")
    return {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}


def _write(row: Council) -> None:
    """Save whole or say what is wrong, field by field."""
    try:
        row.clean_fields(exclude=["area_code"])
    except ValidationError as error:
        faults = [
            Fault("council", 0, name, str(getattr(row, name, "")), " ".join(texts))
            for name, texts in error.message_dict.items()
        ]
        raise InputInvalid(faults) from error
    ranges = (
        ("quorum_percent", 1, 100), ("least_members", 1, 100), ("spread_limit", 0, 100), ("shown_decimals", 0, 4),
    )  # fmt: skip
    faults = [
        Fault(
            "council",
            0,
            name,
            str(getattr(row, name)),
            _("cần số từ %(low)s đến %(high)s") % {"low": low, "high": high},
        )
        for name, low, high in ranges
        if not low <= getattr(row, name) <= high
    ]
    if row.valid_to is not None and row.valid_to < row.valid_from:
        faults.append(
            Fault("council", 0, "valid_to", str(row.valid_to), _("không được trước ngày bắt đầu nhiệm kỳ"))
        )
    if faults:
        raise InputInvalid(faults)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DomainError("council_known", decision=row.decision_no) from error
