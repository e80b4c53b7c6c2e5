"""Where a file is and until when: every move of its state ends one holder's stay and begins the next one's.

Whoever moves a file (submits it, schedules it for a session, scores it, decides on it) calls :func:`follow` in the same
transaction after ``advance``; the verbs of this room do so through :func:`move`.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Dossier, Stage, Step
from cungcau.domain.ocop.selectors.road_terms import term_of
from cungcau.domain.ocop.services import road_telling as telling
from cungcau.domain.ocop.services.extensions import end_extension
from cungcau.domain.ocop.services.rights import require_dossier, standing
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

STAGE_OF = {
    states.SUBMITTED: Stage.COMMUNE,
    states.RETURNED: Stage.ENTITY,
    states.FORWARDED: Stage.OFFICE,
    states.REVIEWING: Stage.ADVISORY,
    states.READY: Stage.COUNCIL,
    states.IN_SESSION: Stage.COUNCIL,
    states.SCORED: Stage.DECISION,
    states.AT_MINISTRY: Stage.MINISTRY,
}
"""Who has a file in a state; a draft is on nobody's desk, an ended file neither."""

REASON = 500


@transaction.atomic
def begin(dossier: Dossier, actor: User | None) -> Step | None:
    """The file has just been submitted: the commune's clock starts. The same as :func:`follow`."""
    return follow(dossier, actor)


@transaction.atomic
def follow(dossier: Dossier, actor: User | None, *, note: str = "", tell: bool = True) -> Step | None:
    """Let the open stay be that of the file's present state, and tell its new holder (``tell``).

    ``note`` is what the one who had it says on passing it on. A move that leaves the file with the same holder
    changes nothing. Where the road ends without a recognition, so does what the old certificate was extended by.
    Returns the open stay, None where the road is over.
    """
    now = clock.now()
    stage = STAGE_OF.get(dossier.state)
    step = Step.objects.select_for_update().filter(dossier=dossier, ended_at=None).first()
    if step is not None and step.stage == stage:
        return step
    if step is not None:
        step.ended_at, step.ended_by, step.note = max(now, step.started_at), actor, note
        step.save(update_fields=["ended_at", "ended_by", "note"])
    if stage is None:
        if dossier.state not in (states.DRAFT, states.RECOGNISED):
            on = timezone.localdate(dossier.decided_at or now)
            end_extension(dossier=dossier, on=on, actor=actor)
        return None
    term = term_of(dossier, stage, timezone.localtime(now).date())
    fresh = Step.objects.create(
        dossier=dossier, stage=stage, started_at=now, due_on=term.due_on, due_why=term.why[:200],
        area_code=dossier.area_code,
    )  # fmt: skip
    if tell and stage != Stage.ENTITY:
        telling.arrived(dossier, fresh, actor)
    return fresh


def held(dossier: Dossier) -> Dossier:
    """The file, locked until the transaction ends, with what its road asks of it; raises ``not_found``."""
    rows = Dossier.objects.select_for_update(of=("self",)).select_related(
        "product__entity", "criteria_set__book__instrument", "round"
    )
    found = rows.defer(
        "words", "folded", "product__words", "product__entity__words", "criteria_set__words",
        "criteria_set__book__content",
    ).filter(pk=dossier.pk).first()  # fmt: skip
    if found is None:
        raise DomainError("not_found")
    return found


def move(
    dossier: Dossier,
    verb: str,
    *,
    actor: User | None,
    permission: str,
    own: str = "",
    fields: dict[str, object] | None = None,
    note: str = "",
    **facts: object,
) -> Dossier:
    """Move a held file by a verb of its table and let its clock follow; within the caller's transaction.

    ``own`` is the permission by which the entity itself may do it. Raises ``not_found``, ``not_allowed``,
    ``verb_not_allowed``.
    """
    require_dossier(actor, dossier, permission, own)
    by, area = standing(actor, dossier, permission, own) if own else (permission, dossier.area_code)
    advance(
        dossier, verb, actor=actor, permission=by, area=area, fields=fields, dossier=str(dossier), **facts
    )
    follow(dossier, actor, note=note)
    return dossier


def stated(reason: str, what: str = "reason", most: int = REASON) -> str:
    """A reason as it is kept; raises ``InputInvalid`` where there is none."""
    kept = clean(reason, most)
    if not kept:
        raise InputInvalid([Fault("ocop", 1, what, "", "hãy nêu lý do")])
    return kept


def clean(text: str, most: int) -> str:
    """Words as they are kept: no zero bytes, no blanks around, no longer than the column."""
    return text.replace("\x00", "").strip()[:most]


def future(day: date | None, column: str, *, most_days: int = 366) -> date:
    """A last day that lies ahead; raises ``InputInvalid`` for none, one that has passed, or one years away."""
    today = clock.today()
    if day is None:
        raise InputInvalid([Fault("ocop", 1, column, "", "hãy chọn hạn trả lời")])
    if day < today:
        raise InputInvalid(
            [Fault("ocop", 1, column, f"{day:%d/%m/%Y}", "hạn trả lời không được trước hôm nay")]
        )
    if (day - today).days > most_days:
        raise InputInvalid([Fault("ocop", 1, column, f"{day:%d/%m/%Y}", "hạn trả lời xa quá một năm")])
    return day


def happened(day: date, column: str, since: date | None = None) -> date:
    """A day something happened on: not ahead, not before ``since``; raises ``InputInvalid``."""
    if day > clock.today():
        raise InputInvalid([Fault("ocop", 1, column, f"{day:%d/%m/%Y}", "ngày này còn ở phía trước")])
    if since is not None and day < since:
        raise InputInvalid(
            [Fault("ocop", 1, column, f"{day:%d/%m/%Y}", f"không được trước {since:%d/%m/%Y}")]
        )
    return day
