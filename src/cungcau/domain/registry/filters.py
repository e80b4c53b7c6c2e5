"""What the list of organisations can be narrowed by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry import selectors
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter
from cungcau.reference.catalogue.models import CertificateKind

STALE_DAYS = 180
ANY_PAPER = "any"
NO_PHONE, NO_PLACE, STALE, EXPIRING = "no_phone", "no_place", "stale", "expiring"


class OrganisationFilter(SeasonFilter):
    """Organisations by words, kind, place, certificate held, and what about them wants looking at."""

    q = WordsFilter()
    kind = filters.ChoiceFilter(label=_("Loại"), choices=Kind.choices, empty_label=ANY)
    area = filters.ChoiceFilter(label=_("Địa bàn"), method="within", choices=(), empty_label=ANY)
    certificate = filters.ChoiceFilter(label=_("Giấy còn hạn"), method="holding", choices=(), empty_label=ANY)
    look = filters.ChoiceFilter(
        label=_("Cần xem lại"),
        method="wanting",
        empty_label=ANY,
        choices=(
            (EXPIRING, _("giấy sắp hoặc mới hết hạn")),
            (NO_PHONE, _("chưa có điện thoại")),
            (NO_PLACE, _("chưa rõ xã, phường")),
            (STALE, _("lâu chưa cập nhật")),
        ),
    )

    def __init__(self, *args: Any, on: date, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._on = on
        kinds = [(code, name) for code, name in CertificateKind.objects.values_list("code", "name")]
        self.filters["area"].extra["choices"] = areas
        self.filters["certificate"].extra["choices"] = [(ANY_PAPER, _("loại nào cũng được")), *kinds]

    def within(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        """Those that count in a place today."""
        return rows.filter(area_code=value)

    def holding(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        """Those with a certificate that counts today."""
        return selectors.holding(rows, self._on, None if value == ANY_PAPER else value)

    def wanting(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        """Those about which something is missing, old or running out."""
        if value == EXPIRING:
            return selectors.holding_soon_expired(rows, self._on)
        if value == NO_PHONE:
            return rows.filter(phone=None)
        if value == NO_PLACE:
            return rows.filter(Q(unit=None) | ~Q(unit__level="commune"))
        before = datetime.combine(self._on - timedelta(days=STALE_DAYS), time.min)
        return rows.filter(updated_at__lt=timezone.make_aware(before))
