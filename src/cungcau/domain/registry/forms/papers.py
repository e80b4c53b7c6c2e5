"""Certificates and consents."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.forms.shared import day, line, source
from cungcau.domain.registry.models import Certificate, Consent, GrowingArea, Organisation
from cungcau.domain.registry.services import Paper
from cungcau.platform.editing.forms import VersionedForm
from cungcau.reference.catalogue.models import CertificateKind, Commodity


class CertificateForm(VersionedForm):
    """One paper, as it is printed."""

    kind = forms.ModelChoiceField(label=_("Loại giấy"), queryset=CertificateKind.objects.all())
    number = line(_("Số"), 80, help_text=_("Như in trên giấy; để trống nếu chưa thấy giấy."))
    issuer = line(_("Nơi cấp"), 200)
    scope = line(_("Phạm vi"), 500, help_text=_("Ghi như trên giấy: sản phẩm, diện tích, địa điểm."))
    commodity = forms.ModelChoiceField(label=_("Nông sản"), required=False, queryset=Commodity.objects.all())
    growing_area = forms.ModelChoiceField(
        label=_("Vùng trồng"), required=False, queryset=GrowingArea.objects.none()
    )
    issued_on = day(_("Cấp ngày"))
    expires_on = day(
        _("Hết hạn ngày"), help_text=_("Ngày cuối cùng còn giá trị; để trống nếu giấy không ghi.")
    )
    document = line(_("Bản lưu"), 300, help_text=_("Bản giấy hoặc ảnh đang để ở đâu."))
    source = source()

    def __init__(
        self, *args: Any, organisation: Organisation, row: Certificate | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, row=row, **kwargs)
        field = self.fields["growing_area"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = GrowingArea.objects.filter(organisation=organisation).defer("words")

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        values = super().clean()
        first, last = values.get("issued_on"), values.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", ValidationError(_("Ngày hết hạn không được trước ngày cấp.")))
        return values

    def paper(self) -> Paper:
        """A new paper; only after ``is_valid``."""
        names = (
            "kind", "source", "number", "issuer", "scope", "commodity", "growing_area", "issued_on", "expires_on",
            "document",
        )  # fmt: skip
        return Paper(**{name: self.cleaned_data[name] for name in names})


class RevokeForm(forms.Form):
    """From when a paper no longer counts, and why."""

    revoked_on = day(_("Thu hồi từ ngày"), required=True)
    reason = line(_("Lý do"), 300, required=True)


class ConsentForm(forms.Form):
    """What somebody said to one purpose."""

    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Consent.Purpose.choices)
    given = forms.ChoiceField(
        label=_("Trả lời"),
        choices=(("yes", _("Đồng ý")), ("no", _("Không, hoặc rút lại"))),
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(label=_("Cách nói"), choices=Consent.How.choices)
    on = day(_("Ngày"), required=True)
    note = line(_("Ghi chú"), 300)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
        self._today = today

    def clean_on(self) -> date:
        """A day that has come."""
        on: date = self.cleaned_data["on"]
        if on > self._today:
            raise ValidationError(_("Ngày này chưa đến."))
        return on
