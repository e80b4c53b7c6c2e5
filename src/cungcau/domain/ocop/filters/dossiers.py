"""What the list of files can be narrowed by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Dossier, DossierKind, Stage
from cungcau.domain.ocop.selectors.files import with_evidence_expiring
from cungcau.platform.ui import clock
from cungcau.reference.filters import ANY, ListFilter, WordsFilter, day

LIVE = "live"
LATE, PAPERS, RETURNED, MINE = "late", "papers", "returned", "mine"
SOON_DAYS = 60
"""A paper that ends within so many days may have ended before the council meets."""


class DossierFilter(ListFilter):
    """Files by words, state, kind, set, place, self-scored star, who has them, and what wants looking at."""

    q = WordsFilter()
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), method="in_state", empty_label=ANY,
        choices=((LIVE, _("đang làm, đang xét")), *states.DOSSIER_LABELS.items()),
    )  # fmt: skip
    kind = filters.ChoiceFilter(label=_("Loại hồ sơ"), choices=DossierKind.choices, empty_label=ANY)
    stage = filters.ChoiceFilter(
        label=_("Đang ở"), method="held_by", choices=tuple(Stage.choices), empty_label=ANY
    )
    set = filters.ChoiceFilter(
        label=_("Bộ tiêu chí"), field_name="criteria_set__code", choices=(), empty_label=ANY
    )
    area = filters.ChoiceFilter(label=_("Xã, phường"), field_name="area_code", choices=(), empty_label=ANY)
    star = filters.ChoiceFilter(
        label=_("Sao tự chấm"), field_name="self_star", empty_label=ANY,
        choices=[(str(star), _("%s sao") % star) for star in (5, 4, 3, 2, 1)],
    )  # fmt: skip
    look = filters.ChoiceFilter(
        label=_("Cần xem lại"), method="wanting", empty_label=ANY,
        choices=(
            (LATE, _("đã quá hạn xử lý")),
            (PAPERS, _("có giấy tờ hết hạn hoặc sắp hết hạn")),
            (RETURNED, _("bị trả lại, chờ chủ thể")),
        ),
    )  # fmt: skip
    first = day(_("Nộp từ ngày"))
    last = day(_("Nộp đến hết ngày"))

    def __init__(
        self, *args: Any, areas: list[tuple[str, str]], sets: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filters["area"].extra["choices"] = areas
        self.filters["set"].extra["choices"] = sets

    def in_state(self, rows: QuerySet[Dossier], name: str, value: str) -> QuerySet[Dossier]:
        """One state, or all that are not over."""
        return rows.filter(state__in=states.LIVE_DOSSIERS) if value == LIVE else rows.filter(state=value)

    def held_by(self, rows: QuerySet[Dossier], name: str, value: str) -> QuerySet[Dossier]:
        """Files that are at a desk now."""
        return rows.filter(steps__ended_at=None, steps__stage=value)

    def wanting(self, rows: QuerySet[Dossier], name: str, value: str) -> QuerySet[Dossier]:
        """Files late at a desk, with papers running out, or back with their entity."""
        today = clock.today()
        if value == LATE:
            return rows.filter(steps__ended_at=None, steps__due_on__lt=today)
        if value == PAPERS:
            return with_evidence_expiring(
                rows.filter(state__in=states.LIVE_DOSSIERS), today + timedelta(days=SOON_DAYS)
            )
        return rows.filter(state=states.RETURNED)

    def filter_queryset(self, queryset: QuerySet[Dossier]) -> QuerySet[Dossier]:
        """All filters, the two days together."""
        rows: QuerySet[Dossier] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if wanted.get("first"):
            rows = rows.filter(submitted_at__date__gte=wanted["first"])
        if wanted.get("last"):
            rows = rows.filter(submitted_at__date__lte=wanted["last"])
        return rows
