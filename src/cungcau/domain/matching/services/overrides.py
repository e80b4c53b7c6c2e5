"""Changing a computed plan by hand: the decision is kept beside what was computed, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cungcau.domain.matching import policies, selectors
from cungcau.domain.matching.by_hand import judge
from cungcau.domain.matching.models import Line, Override, Plan, ReasonCode
from cungcau.domain.matching.models.review import APART, SET
from cungcau.domain.matching.states import COMPUTED, PUBLISHED
from cungcau.domain.matching.unkept import LineKey
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import today

MOST = 2_000
"""Decisions by hand on one plan; beyond it the season's figures should be mended instead."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of one line: codes of lot, need and point, the days, and kg (0: not this line)."""

    lot: str
    need: str
    point: str
    harvest_date: date
    dispatch_date: date
    kg: int

    @property
    def key(self) -> LineKey:
        """The line's key, as the engine knows it."""
        return (self.lot, self.need, self.point, self.harvest_date, self.dispatch_date)


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of a decision: its code, and words (needed for ``other``)."""

    code: str
    text: str = ""


@transaction.atomic
def override_line(*, plan: Plan, wish: Wish, why: Why, seen: int | None, actor: User) -> Override:
    """Decide by hand how many kg a line of a plan carries; a line that is not there is added.

    ``seen`` is the id of the decision on this line that the person had before their eyes, None for none.
    Raises ``not_allowed``, ``plan_not_open_to_changes``, ``overridden_meanwhile`` (somebody else decided on
    this line since), ``InputInvalid`` naming every rule that the lines decided by hand would break together.
    """
    locked = _open(plan, actor)
    _check_why(why)
    _require_room(locked)
    if not 0 <= wish.kg <= 2_000_000_000:
        raise InputInvalid(
            [Fault("override", 0, "kg", str(wish.kg), "cần số kg nguyên từ 0 đến 2.000.000.000")]
        )
    line = _line(locked, wish)
    standing = Override.objects.filter(plan=locked, action=SET, withdrawn_at=None, **line).first()
    _require_seen(standing, seen)
    pair = {"lot": line["lot"], "need": line["need"]}
    if wish.kg and Override.objects.filter(plan=locked, action=APART, withdrawn_at=None, **pair).exists():
        raise DomainError("pair_is_apart", lot=wish.lot, need=wish.need)
    decided = selectors.decisions(locked).with_line(wish.key, wish.kg)
    facts = selectors.facts_for(locked, decided)
    faults = judge(facts, decided, wish.key, today())
    if faults:
        raise InputInvalid(selectors.with_words(locked, facts, faults))
    if standing is not None:
        _withdraw(standing, actor)
    computed = Line.objects.filter(plan=locked, **line).values_list("kg", flat=True).first() or 0
    made = Override.objects.create(
        plan=locked, action=SET, computed_kg=computed, kg=wish.kg, reason_code=why.code, reason=why.text.strip(),
        follows=standing, created_by=actor, **line,
    )  # fmt: skip
    audit.record(
        actor=actor, verb="plan_line_overridden", thing=locked, area=locked.area_code, title=locked.title,
        lot=wish.lot, need=wish.need, computed_kg=computed, kg=wish.kg, reason=_said(why),
    )  # fmt: skip
    return made


@transaction.atomic
def move_line(*, plan: Plan, wish: Wish, to: Wish, why: Why, seen: int | None, actor: User) -> Override:
    """Take a line away and put its goods on another line of the same lot (another buyer, point or day).

    Both decisions stand or neither; raises as :func:`override_line`. Returns the decision on the new line.
    """
    if wish.lot != to.lot:
        raise InputInvalid([Fault("override", 0, "lot", to.lot, f"cần cùng lô {wish.lot}")])
    if wish.key == to.key:
        return override_line(plan=plan, wish=to, why=why, seen=seen, actor=actor)
    override_line(
        plan=plan,
        wish=Wish(wish.lot, wish.need, wish.point, wish.harvest_date, wish.dispatch_date, 0),
        why=why,
        seen=seen,
        actor=actor,
    )
    there = selectors.decision_on(plan, to.key)
    return override_line(plan=plan, wish=to, why=why, seen=there.pk if there else None, actor=actor)


@transaction.atomic
def keep_apart(*, plan: Plan, lot: str, need: str, why: Why, actor: User) -> Override:
    """Decide that nothing of a lot goes to a need; said twice it stands once.

    Lines between them that were decided by hand must be taken back first (``apart_has_lines``).
    """
    locked = _open(plan, actor)
    _check_why(why)
    _require_room(locked)
    found = selectors.rows_by_code(locked, lot=lot, need=need)
    pair = {"lot": found.lot, "need": found.need}
    standing = Override.objects.filter(plan=locked, action=APART, withdrawn_at=None, **pair).first()
    if standing is not None:
        return standing
    if Override.objects.filter(plan=locked, action=SET, withdrawn_at=None, kg__gt=0, **pair).exists():
        raise DomainError("apart_has_lines", lot=lot, need=need)
    computed = sum(Line.objects.filter(plan=locked, **pair).values_list("kg", flat=True))
    made = Override.objects.create(
        plan=locked, action=APART, computed_kg=computed, kg=0, reason_code=why.code, reason=why.text.strip(),
        created_by=actor, **pair,
    )  # fmt: skip
    audit.record(
        actor=actor, verb="plan_pair_kept_apart", thing=locked, area=locked.area_code, title=locked.title,
        lot=lot, need=need, computed_kg=computed, reason=_said(why),
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_override(*, override: Override, actor: User) -> Override:
    """Take a decision back; what was computed holds again. Raises ``override_withdrawn`` when it was already."""
    locked_plan = _open(override.plan, actor)
    row = Override.objects.select_for_update().get(pk=override.pk)
    if row.withdrawn_at is not None:
        raise DomainError("override_withdrawn", lot=row.lot.code)
    _withdraw(row, actor)
    audit.record(
        actor=actor, verb="plan_override_withdrawn", thing=locked_plan, area=locked_plan.area_code,
        title=locked_plan.title, lot=row.lot.code, need=row.need.code, kg=row.kg,
    )  # fmt: skip
    return row


def _open(plan: Plan, actor: User) -> Plan:
    """The plan's row, locked: decisions on one plan are taken one after the other."""
    access.require(actor, policies.RUN, plan.area_code)
    locked = Plan.objects.select_for_update(of=("self",)).select_related("season").get(pk=plan.pk)
    if locked.state not in {COMPUTED, PUBLISHED} or locked.base_id is not None:
        raise DomainError("plan_not_open_to_changes", title=locked.title)
    return locked


def _require_room(plan: Plan) -> None:
    if Override.objects.filter(plan=plan, withdrawn_at=None).count() >= MOST:
        raise DomainError("overrides_too_many", most=MOST)


def _withdraw(row: Override, actor: User) -> None:
    row.withdrawn_by, row.withdrawn_at = actor, clock.now()
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])


def _require_seen(standing: Override | None, seen: int | None) -> None:
    if (standing.pk if standing else None) != seen:
        if standing is None:
            raise DomainError("override_withdrawn_meanwhile")
        raise DomainError(
            "overridden_meanwhile", kg=standing.kg, by=standing.created_by.full_name, lot=standing.lot.code
        )


def _check_why(why: Why) -> None:
    faults = []
    if why.code not in ReasonCode.values:
        faults.append(Fault("override", 0, "reason_code", why.code, "cần một lý do trong danh sách"))
    if why.code == ReasonCode.OTHER and not why.text.strip():
        faults.append(Fault("override", 0, "reason", "", "chọn “Lý do khác” thì cần nói rõ"))
    if len(why.text) > 500 or "\x00" in why.text:
        faults.append(Fault("override", 0, "reason", why.text[:40], "dài nhất 500 ký tự"))
    if faults:
        raise InputInvalid(faults)


def _said(why: Why) -> str:
    label = str(ReasonCode(why.code).label)
    return f"{label}: {why.text.strip()}" if why.text.strip() else label


def _line(plan: Plan, wish: Wish) -> dict[str, Any]:
    found = selectors.rows_by_code(plan, lot=wish.lot, need=wish.need, point=wish.point)
    return {
        "lot": found.lot,
        "need": found.need,
        "point": found.point,
        "harvest_date": wish.harvest_date,
        "dispatch_date": wish.dispatch_date,
    }
