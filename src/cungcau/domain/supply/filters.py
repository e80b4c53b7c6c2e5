"""What the list of lots can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.supply import selectors
from cungcau.domain.supply.models import Channel, Lot
from cungcau.domain.supply.states import OFFERED, WITHDRAWN
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter, day
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import SeasonWords

FRESH, OLD, NEVER = "moi", "cu", "chua"
STATES = (
    (OFFERED, _("Đang chào bán")),
    (selectors.EXPIRED, _("Hết hạn chào bán")),
    (WITHDRAWN, _("Đã rút")),
)
AGES = (
    (FRESH, _("Xác nhận gần đây")),
    (OLD, _("Lâu chưa xác nhận")),
    (NEVER, _("Chưa xác nhận lần nào")),
)


class LotFilter(SeasonFilter):
    """Lots by words, place, grade, certificate, and days on which they can be harvested."""

    q = WordsFilter()
    place = filters.ChoiceFilter(label=_("Địa bàn"), field_name="place", choices=(), empty_label=ANY)
    grade = filters.ChoiceFilter(label=_("Loại"), field_name="grade", choices=(), empty_label=ANY)
    certificate = filters.ChoiceFilter(label=_("Chứng nhận"), method="holding", choices=(), empty_label=ANY)
    commodity = filters.ChoiceFilter(label=_("Nông sản"), field_name="commodity", choices=(), empty_label=ANY)
    state = filters.ChoiceFilter(label=_("Tình trạng"), method="standing", choices=STATES, empty_label=ANY)
    age = filters.ChoiceFilter(label=_("Độ mới"), method="aged", choices=AGES, empty_label=ANY)
    channel = filters.ChoiceFilter(
        label=_("Cách nhập"), field_name="channel", choices=Channel.choices, empty_label=ANY
    )
    writer = filters.ChoiceFilter(
        label=_("Ai nhập"), method="written", choices=(("toi", _("Của tôi nhập")),), empty_label=ANY
    )
    first = day(_("Thu hoạch từ ngày"))
    last = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, season: Season, words: SeasonWords, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._season, self._user = season, user
        self.filters["commodity"].extra["choices"] = [
            (str(one.pk), one.name_vi) for one in season.commodities.all()
        ]
        places = [(str(unit.pk), unit.title) for unit in selectors.places_of(season)]
        self.filters["place"].extra["choices"] = places
        self.filters["grade"].extra["choices"] = words.grade_choices()
        self.filters["certificate"].extra["choices"] = words.certificate_choices()

    def holding(self, rows: QuerySet[Lot], name: str, value: str) -> QuerySet[Lot]:
        """Lots that hold a certificate."""
        return rows.filter(certificates__contains=[value])

    def standing(self, rows: QuerySet[Lot], name: str, value: str) -> QuerySet[Lot]:
        """Lots offered today, lapsed or withdrawn."""
        today = clock.today()
        rules = {OFFERED: selectors.live(today), selectors.EXPIRED: selectors.lapsed(today)}
        return rows.filter(rules.get(value, Q(state=value)))

    def aged(self, rows: QuerySet[Lot], name: str, value: str) -> QuerySet[Lot]:
        """Lots confirmed within the season's days, before, or never."""
        if value == NEVER:
            return rows.filter(confirmed_at=None)
        first = selectors.fresh_from(self._season, clock.today())
        return rows.filter(confirmed_at__gte=first) if value == FRESH else rows.filter(confirmed_at__lt=first)

    def written(self, rows: QuerySet[Lot], name: str, value: str) -> QuerySet[Lot]:
        """Lots the reader entered."""
        return rows.filter(entered_by=self._user)

    def filter_queryset(self, queryset: QuerySet[Lot]) -> QuerySet[Lot]:
        """All filters, the two days together."""
        rows: QuerySet[Lot] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        return selectors.harvested_within(rows, wanted.get("first"), wanted.get("last"))


class DueFilter(SeasonFilter):
    """Offers to ask about, by words, commune, and whether anybody ever confirmed them."""

    q = WordsFilter()
    place = filters.ChoiceFilter(label=_("Địa bàn"), field_name="place", choices=(), empty_label=ANY)
    age = filters.ChoiceFilter(label=_("Độ mới"), method="aged", choices=(AGES[1], AGES[2]), empty_label=ANY)

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(unit.pk), unit.title) for unit in selectors.places_of(season)]
        self.filters["place"].extra["choices"] = places

    def aged(self, rows: QuerySet[Lot], name: str, value: str) -> QuerySet[Lot]:
        """Offers never confirmed, or confirmed long ago."""
        return rows.filter(confirmed_at__isnull=value == NEVER)
