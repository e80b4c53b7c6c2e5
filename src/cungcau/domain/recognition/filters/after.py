"""What lists of certificates, renewals, inspections and revocations can be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate, CertificateKind, Instrument
from cungcau.domain.ocop.models.certificate import valid_on
from cungcau.domain.ocop.selectors.certificates import (
    LAPSED,
    NOT_YET,
    REPLACED,
    REVOKED,
    STANDING_LABELS,
    VALID,
)
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.recognition import states
from cungcau.domain.recognition.models import Ground, Inspection, Revocation
from cungcau.domain.recognition.selectors import inspections, renewals, revocations
from cungcau.domain.recognition.selectors.shown import certificates_named, communes_of, named_q
from cungcau.platform.ui import clock
from cungcau.reference.filters import ANY, ListFilter, WordsFilter, day

STARS = tuple((str(star), f"{star} sao") for star in (5, 4, 3))
DUE, ALL, EXTENDABLE = "due", "all", "extendable"


class ProductWords(WordsFilter):
    """Rows whose product answers the words; the list says where the product is, blank for certificates themselves."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The narrowed rows."""
        product = self.parent.product
        return qs.filter(named_q(value, product)) if product else certificates_named(qs, value)


class AreaFilter(ListFilter):
    """What these lists share: words, and a commune of those that have rows."""

    product = ""
    q = ProductWords()
    area = filters.ChoiceFilter(label=_("Xã, phường"), method="of_area", choices=(), empty_label=ANY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["area"].extra["choices"] = communes_of(self.queryset)

    def of_area(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those that count in a place today."""
        return rows.filter(area_code=value)


class CertificateFilter(AreaFilter):
    """Certificates by words, how they stand today, star, commune, decision, how they came about."""

    standing = filters.ChoiceFilter(
        label=_("Hiệu lực hôm nay"), method="stands", choices=tuple(STANDING_LABELS.items()), empty_label=ANY
    )
    star = filters.ChoiceFilter(label=_("Sao"), choices=STARS, empty_label=ANY)
    kind = filters.ChoiceFilter(label=_("Lần"), choices=CertificateKind.choices, empty_label=ANY)
    instrument = filters.ModelChoiceFilter(
        label=_("Theo văn bản"), queryset=Instrument.objects.order_by("-issued_on"), empty_label=ANY
    )

    def stands(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        """Certificates that stand so today."""
        return standing_so(rows, value, clock.today())


def standing_so(rows: QuerySet[Certificate], word: str, today: date) -> QuerySet[Certificate]:
    """Certificates that stand so on a day, as ``ocop.selectors.certificates.standing`` says it of one."""
    if word == VALID:
        return rows.filter(valid_on(today))
    if word == NOT_YET:
        return rows.filter(state=ocop_states.IN_FORCE, starts_on__gt=today)
    if word == LAPSED:
        return rows.filter(state=ocop_states.IN_FORCE, starts_on__lte=today).exclude(valid_on(today))
    states_of = {REVOKED: ocop_states.REVOKED, REPLACED: ocop_states.REPLACED}
    return rows.filter(state=states_of[word])


class RenewalFilter(AreaFilter):
    """Certificates by words, the stage of their renewal, star, commune."""

    chang = filters.ChoiceFilter(
        label=_("Chặng"), method="at_stage", empty_label=_("Cần để ý (từ T−180)"),
        choices=(
            *renewals.STAGE_LABELS.items(), (EXTENDABLE, _("Có thể kéo dài theo chuyển tiếp")), (ALL, _("Mọi giấy")),
        ),
    )  # fmt: skip
    star = filters.ChoiceFilter(label=_("Sao"), choices=STARS, empty_label=ANY)
    file = filters.ChoiceFilter(
        label=_("Hồ sơ"), method="with_file", empty_label=ANY,
        choices=(("yes", _("Đã có hồ sơ nộp")), ("no", _("Chưa có hồ sơ nộp"))),
    )  # fmt: skip

    told = filters.ChoiceFilter(
        label=_("Chủ thể đã biết"), method="heard", empty_label=ANY,
        choices=(("yes", _("Đã báo hoặc đã gọi")), ("no", _("Phải gọi điện"))),
    )  # fmt: skip

    def at_stage(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        """Left to ``filter_queryset``: without a choice the list shows what wants attention."""
        return rows

    def with_file(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        """Those with a file under way, or without."""
        return rows.filter(renewals.with_file() if value == "yes" else ~renewals.with_file())

    def heard(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        """Those whose entity was told or called, or those with a reminder for which it is still to be called."""
        return rows.filter(renewals.heard() if value == "yes" else renewals.unheard())

    @property
    def qs(self) -> QuerySet[Certificate]:
        """The rows left; unasked, those that want attention."""
        if not self.is_bound:
            today = clock.today()
            return renewals.due(self.queryset, today, terms_on(today))
        rows: QuerySet[Certificate] = super().qs
        return rows

    def filter_queryset(self, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        """All filters, the stage last."""
        rows: QuerySet[Certificate] = super().filter_queryset(queryset)
        stage, today = self.form.cleaned_data.get("chang") or DUE, clock.today()
        terms = terms_on(today)
        if stage == ALL:
            return rows
        if stage == EXTENDABLE:
            return renewals.may_be_extended(rows, today, terms)
        if stage == DUE:
            return renewals.due(rows, today, terms)
        return renewals.in_stage(rows, stage, today, terms)


class InspectionFilter(AreaFilter):
    """Inspections by words, state, kind, commune, days, what asks for something."""

    product = "product"
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.INSPECTION_LABELS.items()), empty_label=ANY
    )
    kind = filters.ChoiceFilter(label=_("Loại"), choices=Inspection.Kind.choices, empty_label=ANY)
    part = filters.ChoiceFilter(
        label=_("Chỉ xem"), method="only", empty_label=ANY,
        choices=(
            (inspections.OVERDUE, _("Quá hạn")), (inspections.TO_MEND, _("Chờ chủ thể khắc phục")),
            (inspections.TO_LOOK, _("Chờ xem lại")),
        ),
    )  # fmt: skip
    first = day(_("Từ ngày"))
    last = day(_("Đến hết ngày"))

    def only(self, rows: QuerySet[Inspection], name: str, value: str) -> QuerySet[Inspection]:
        """Inspections that ask for something."""
        return inspections.part_of(rows, value, clock.today())

    def filter_queryset(self, queryset: QuerySet[Inspection]) -> QuerySet[Inspection]:
        """All filters, both days together."""
        rows: QuerySet[Inspection] = super().filter_queryset(queryset)
        first, last = self.form.cleaned_data.get("first"), self.form.cleaned_data.get("last")
        if first:
            rows = rows.filter(planned_on__gte=first)
        return rows.filter(planned_on__lte=last) if last else rows


class RevocationFilter(AreaFilter):
    """Revocation cases by words, state, ground, commune, those past their term."""

    product = "certificate__product"
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.REVOCATION_LABELS.items()), empty_label=ANY
    )
    ground = filters.ChoiceFilter(label=_("Căn cứ"), choices=Ground.choices, empty_label=ANY)
    part = filters.ChoiceFilter(
        label=_("Chỉ xem"), method="only", choices=((inspections.OVERDUE, _("Quá 15 ngày")),), empty_label=ANY
    )

    def only(self, rows: QuerySet[Revocation], name: str, value: str) -> QuerySet[Revocation]:
        """Cases past their term."""
        return revocations.overdue(rows, clock.today())
