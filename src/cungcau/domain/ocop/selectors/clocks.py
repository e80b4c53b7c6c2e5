"""How a stay of a file stands to its last day, in words: days left, days over, days it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from cungcau.domain.ocop.models import Stage, Step
from cungcau.domain.ocop.workdays import Workdays

SOON_DAYS = 3
"""So many days before its last day a stay is marked."""

LATE, SOON, RUNNING, FREE, ENDED, ENDED_LATE = "late", "soon", "running", "free", "ended", "ended_late"
TONES = {LATE: "bad", SOON: "warn", RUNNING: "", FREE: "", ENDED: "good", ENDED_LATE: "warn"}


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a term stands; ``days`` left (negative: over), or how many an ended stay took; None without a term."""

    standing: str
    days: int | None
    text: str

    @property
    def tone(self) -> str:
        """The badge's tone."""
        return TONES[self.standing]


def left(due_on: date | None, today: date, days: Workdays | None = None) -> Clock:
    """How long until a last day; in working days where ``days`` are given."""
    if due_on is None:
        return Clock(FREE, None, gettext("không đặt hạn"))
    count = days.between(today, due_on) if days is not None else (due_on - today).days
    if due_on < today:
        return Clock(LATE, (due_on - today).days, _over((today - due_on).days))
    standing = SOON if count <= SOON_DAYS else RUNNING
    if due_on == today:
        return Clock(standing, 0, gettext("hạn hôm nay"))
    if days is not None:
        said = ngettext("còn %(days)s ngày làm việc", "còn %(days)s ngày làm việc", count)
    else:
        said = ngettext("còn %(days)s ngày", "còn %(days)s ngày", count)
    return Clock(standing, count, said % {"days": count})


def clock_of(step: Step, today: date, days: Workdays | None = None) -> Clock:
    """How one stay stands; the commune's term is told in working days where ``days`` are given."""
    if step.ended_at is None:
        return left(step.due_on, today, days if step.stage == Stage.COMMUNE else None)
    ended = _day(step.ended_at)
    took = (ended - _day(step.started_at)).days
    said = _took(took)
    if step.due_on is not None and ended > step.due_on:
        over = (ended - step.due_on).days
        return Clock(ENDED_LATE, took, gettext("%(took)s, %(over)s") % {"took": said, "over": _over(over)})
    return Clock(ENDED, took, said)


def waited(since: datetime, today: date) -> int:
    """Whole days something has waited."""
    return max(0, (today - _day(since)).days)


def _took(days: int) -> str:
    if not days:
        return gettext("xong trong ngày")
    return ngettext("xong trong %(days)s ngày", "xong trong %(days)s ngày", days) % {"days": days}


def _over(days: int) -> str:
    return ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", days) % {"days": days}


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
