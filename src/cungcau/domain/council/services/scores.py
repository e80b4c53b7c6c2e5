"""A member's own sheet: every tap kept, handed in, taken back.

Taps are not written to the trail one by one, and nothing in the trail says points: until a scoring is closed a
member's points are for that member alone (the sheet itself keeps who gave what when).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from cungcau.domain.council import policies, states
from cungcau.domain.council.messages import scoring as said
from cungcau.domain.council.models import Item, Score, ScoreSheet, Seat
from cungcau.domain.council.selectors.sheets import sheet_for
from cungcau.domain.council.services.rights import require_open, scorer
from cungcau.engines.scoring import Sheet
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

NOTE, REMARK = 600, 4000
MOST_TAPS = 200
_MOST_TICK = 2**53


@dataclass(frozen=True, slots=True)
class Tap:
    """A choice for one criterion; ``note`` None leaves the note alone. ``tick`` as in :class:`Score`, None: now."""

    criterion: str
    points: int
    case: str = ""
    note: str | None = None
    client_uuid: UUID | None = None
    tick: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands for a criterion after a tap; ``stale`` where a later tap stood there already."""

    score: Score
    stale: bool = False


@transaction.atomic
def keep(*, item: Item, taps: Sequence[Tap], actor: User, remark: str | None = None) -> list[Kept]:
    """Keep taps in the order they come, and the remark where one is given: all or none.

    The same taps again change nothing. Raises what :func:`~cungcau.domain.council.services.rights.scorer` raises,
    ``scoring_not_open``, ``sheet_handed_in``, ``criterion_not_scored``, ``level_unknown``, ``too_many_taps``.
    """
    if len(taps) > MOST_TAPS:
        raise DomainError("too_many_taps", most=MOST_TAPS)
    printed = sheet_for(item)
    for tap in taps:
        _check(printed, tap)
    sheet = writable(item, actor)
    if remark is not None:
        sheet.remark = remark.replace("\x00", "").strip()[:REMARK]
        sheet.save(update_fields=["remark"])
    there = {one.criterion: one for one in Score.objects.filter(sheet=sheet)}
    return [_keep(sheet, tap, there) for tap in taps]


@transaction.atomic
def repeat_earlier(*, item: Item, actor: User) -> int:
    """In a new scoring: take over one's own points of the last one where nothing is chosen yet; returns how many.

    Raises what :func:`keep` raises.
    """
    sheet = writable(item, actor)
    before = Score.objects.filter(
        sheet__item=item, sheet__seat=sheet.seat_id, sheet__attempt=item.attempt - 1
    )
    chosen = set(Score.objects.filter(sheet=sheet).values_list("criterion", flat=True))
    made = [
        Score(
            sheet=sheet,
            criterion=one.criterion,
            points=one.points,
            case=one.case,
            note=one.note,
            tick=one.tick,
        )
        for one in before
        if one.criterion not in chosen
    ]
    Score.objects.bulk_create(made)
    return len(made)


@transaction.atomic
def hand_in(*, item: Item, actor: User) -> ScoreSheet:
    """Hand one's sheet in, every criterion answered; handing it in again changes nothing.

    Raises what :func:`keep` raises, ``sheet_incomplete`` with the criteria left.
    """
    sheet = writable(item, actor, handed_in=True)
    if sheet.state == states.SUBMITTED:
        return sheet
    if left := unanswered(sheet_for(item), sheet):
        raise DomainError("sheet_incomplete", count=len(left), criteria=", ".join(left))
    total = Score.objects.filter(sheet=sheet).aggregate(total=Sum("points"))["total"] or 0
    return advance(
        sheet, "submit", actor=actor, permission=policies.TAKE_PART, area=item.session.area_code,
        fields={"total": total, "submitted_at": clock.now()}, product=item.dossier.product.name,
    )  # fmt: skip


@transaction.atomic
def take_back(*, item: Item, actor: User) -> ScoreSheet:
    """Take one's sheet back to change it, while the scoring is open. Raises what :func:`keep` raises."""
    sheet = writable(item, actor, handed_in=True)
    if sheet.state == states.DRAFT:
        return sheet
    return advance(
        sheet, "take_back", actor=actor, permission=policies.TAKE_PART, area=item.session.area_code,
        fields={"total": 0, "submitted_at": None}, product=item.dossier.product.name,
    )  # fmt: skip


def writable(item: Item, actor: User, *, handed_in: bool = False) -> ScoreSheet:
    """The actor's own sheet of the open scoring, locked: begun if there is none.

    Whoever closes the scoring locks the product, then its sheets; here the sheet is locked first and the product only
    looked at, so that of a tap and a closing at one moment one sees what the other left.
    """
    seat = scorer(actor, item)
    sheet = _own(item, seat, actor)
    now = Item.objects.select_related("session").get(pk=item.pk)
    require_open(now.session)
    if now.state != states.SCORING or now.attempt != sheet.attempt:
        raise DomainError("scoring_not_open", state=str(states.ITEM_LABELS[now.state]).lower())
    if sheet.state == states.SUBMITTED and not handed_in:
        raise DomainError("sheet_handed_in")
    return sheet


def unanswered(printed: Sheet, sheet: ScoreSheet) -> list[str]:
    """Codes of the criteria a sheet says nothing of, in printed order."""
    said_of = set(Score.objects.filter(sheet=sheet).values_list("criterion", flat=True))
    return [row.code for row in printed.scorable if row.code not in said_of]


def _own(item: Item, seat: Seat, actor: User) -> ScoreSheet:
    rows = ScoreSheet.objects.select_for_update(of=("self",)).filter(item=item, seat=seat)
    attempt = Item.objects.values_list("attempt", flat=True).get(pk=item.pk)
    found = rows.filter(attempt=attempt).first()
    if found is not None:
        return found
    made = ScoreSheet.objects.bulk_create(
        [ScoreSheet(item=item, seat=seat, attempt=attempt)], ignore_conflicts=True
    )
    record(
        actor=actor, verb=said.BEGUN, thing=item, area=item.session.area_code, product=item.dossier.product.name,
        count=len(made),
    )  # fmt: skip
    return rows.get(attempt=attempt)


def _check(printed: Sheet, tap: Tap) -> None:
    row = printed.by_code.get(tap.criterion)
    if row is None or not row.scorable:
        raise DomainError("criterion_not_scored", criterion=tap.criterion, sheet=printed.code)
    levels = {(one.points, one.case or "") for one in row.options}
    if (tap.points, tap.case) not in levels:
        raise DomainError(
            "level_unknown", criterion=tap.criterion, points=tap.points,
            levels=", ".join(map(str, row.ladder)),
        )  # fmt: skip


def _keep(sheet: ScoreSheet, tap: Tap, there: dict[str, Score]) -> Kept:
    old = there.get(tap.criterion)
    now = int(clock.now().timestamp() * 1000)
    tick = min(tap.tick, _MOST_TICK) if tap.tick is not None else max(now, old.tick + 1 if old else 0)
    if old is not None and tick <= old.tick:
        same = old.client_uuid is not None and old.client_uuid == tap.client_uuid
        return Kept(old, stale=not same)
    one = old or Score(sheet=sheet, criterion=tap.criterion)
    one.points, one.case, one.tick, one.client_uuid = tap.points, tap.case, tick, tap.client_uuid
    if tap.note is not None:
        one.note = tap.note.replace("\x00", "").strip()[:NOTE]
    one.save()
    there[tap.criterion] = one
    return Kept(one)
