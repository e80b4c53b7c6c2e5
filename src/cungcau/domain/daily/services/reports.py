"""Writing and issuing the report of a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from cungcau.domain.daily import messages, policies, states
from cungcau.domain.daily.models import DailyReport
from cungcau.domain.daily.selectors import figures_of
from cungcau.domain.daily.services.markets import require_day
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season


@transaction.atomic
def write_report(
    *, season: Season, day: date, difficulties: str, proposals: str, actor: User | None
) -> DailyReport:
    """Keep the words of a day's draft; begins the next version where one was issued. Raises as below."""
    draft = _draft(season, day, actor)
    draft.difficulties, draft.proposals = difficulties.strip()[:4000], proposals.strip()[:4000]
    draft.save(update_fields=["difficulties", "proposals", "updated_at"])
    record(actor=actor, verb=messages.REPORT_WRITTEN, thing=draft, area=draft.area_code, day=day.isoformat())
    return draft


@transaction.atomic
def issue_report(*, season: Season, day: date, actor: User | None) -> DailyReport:
    """Fix the report of a day with its figures of this moment; the version issued before is replaced, never lost.

    Two people at once: the second finds nothing changed. Raises ``report_unchanged``, ``day_outside_season``,
    ``day_to_come``, ``not_allowed``.
    """
    draft = _draft(season, day, actor)
    figures = figures_of(season, day)
    before = DailyReport.objects.filter(season=season, day=day, state=states.ISSUED).first()
    said = (draft.difficulties, draft.proposals)
    if before is not None:
        if before.figures == figures and said in (("", ""), (before.difficulties, before.proposals)):
            raise DomainError("report_unchanged")
        advance(
            before, "replace", actor=actor, permission=policies.RECORD, area=season.area_code,
            day=day.isoformat(), version=before.version,
        )  # fmt: skip
    fields = {"figures": figures, "issued_at": clock.now(), "issued_by": actor}
    return advance(
        draft, "issue", actor=actor, permission=policies.RECORD, area=season.area_code, fields=fields,
        day=day.isoformat(), version=draft.version,
    )  # fmt: skip


def _draft(season: Season, day: date, actor: User | None) -> DailyReport:
    """The day's draft, made where there is none: with the words of the version before."""
    if actor is not None:
        access.require(actor, policies.RECORD, season.area_code)
    Season.objects.select_for_update(of=("self",)).get(pk=season.pk)
    require_day(season, day)
    rows = DailyReport.objects.filter(season=season, day=day)
    there = rows.filter(state=states.DRAFT).first()
    if there is not None:
        return there
    newest = rows.aggregate(Max("version"))["version__max"] or 0
    before = rows.filter(version=newest).first()
    return DailyReport.objects.create(
        season=season, day=day, version=newest + 1, area_code=season.area_code,
        difficulties=before.difficulties if before else "", proposals=before.proposals if before else "",
    )  # fmt: skip
