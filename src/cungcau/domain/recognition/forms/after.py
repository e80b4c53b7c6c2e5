"""The forms of certificates, revocations, inspections and calls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import CertificateKind, Instrument
from cungcau.domain.recognition.models import Ground
from cungcau.platform.ui import clock


def day(label: Any, **facts: Any) -> forms.DateField:
    """A day to choose."""
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **facts
    )


def text(label: Any, rows: int = 4, most: int = 4000, **facts: Any) -> forms.CharField:
    """A longer text."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **facts)


class WhyForm(forms.Form):
    """A reason."""

    reason = text(_("Lý do"), rows=2, most=300)


class NoteForm(forms.Form):
    """A remark."""

    note = text(_("Ghi thêm"), rows=2, most=600, required=False)


class OldCertificateForm(forms.Form):
    """A certificate known from a list."""

    star = forms.TypedChoiceField(
        label=_("Hạng sao"), choices=[(n, f"{n} sao") for n in (3, 4, 5)], coerce=int
    )
    starts_on = day(_("Có giá trị từ ngày"))
    expires_on = day(
        _("Đến hết ngày"), required=False, help_text=_("Để trống thì tính đủ 36 tháng kể từ ngày có giá trị.")
    )
    instrument = forms.ModelChoiceField(
        label=_("Cấp theo văn bản"), queryset=Instrument.objects.none(), required=False,
        empty_label=_("Văn bản có hiệu lực ngày ấy"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Lần"), choices=CertificateKind.choices)
    decision_no = forms.CharField(label=_("Quyết định số"), max_length=80, required=False)
    decided_on = day(_("Ngày quyết định"), required=False)
    authority = forms.CharField(label=_("Cơ quan ký"), max_length=200, required=False)
    number = forms.CharField(label=_("Số giấy chứng nhận"), max_length=60, required=False)
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Danh sách, công văn hoặc địa chỉ trang có tin.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["instrument"]
        assert isinstance(field, forms.ModelChoiceField), "declared above"
        field.queryset = Instrument.objects.order_by("-issued_on")


class RevokeForm(forms.Form):
    """Why a certificate is to be taken back."""

    ground = forms.ChoiceField(label=_("Căn cứ (khoản 1 Điều 8)"), choices=Ground.choices)
    facts = text(_("Sự việc, ai kết luận"), help_text=_("Ghi rõ cơ quan kết luận và số văn bản."))
    concluded_on = day(
        _("Ngày kết luận"), help_text=_("Phải quyết định trong 15 ngày kể từ ngày này (khoản 4 Điều 8).")
    )


class DecideForm(forms.Form):
    """The signed decision."""

    decision_no = forms.CharField(label=_("Số quyết định thu hồi"), max_length=80)
    decided_on = day(_("Ngày quyết định"))
    outcome = text(_("Ghi thêm"), rows=2, most=600, required=False)


class PlanForm(forms.Form):
    """When the chosen products are inspected, and by whom."""

    planned_on = day(_("Dự kiến ngày"))
    team = forms.CharField(label=_("Đoàn kiểm tra"), max_length=400, required=False)
    why = forms.CharField(label=_("Theo kế hoạch số, nội dung"), max_length=600, required=False)


class AdHocForm(forms.Form):
    """An ad hoc inspection."""

    planned_on = day(_("Ngày kiểm tra"))
    why = text(_("Lý do kiểm tra đột xuất"), rows=3, most=600)
    team = forms.CharField(label=_("Đoàn kiểm tra"), max_length=400, required=False)


class MoveForm(forms.Form):
    """Another day or team."""

    planned_on = day(_("Chuyển sang ngày"))
    team = forms.CharField(label=_("Đoàn kiểm tra"), max_length=400, required=False)
    reason = text(_("Lý do đổi"), rows=2, most=300)


class ResultForm(forms.Form):
    """The result of an inspection; what is to be mended stands in rows beside it."""

    done_on = day(_("Kiểm tra ngày"))
    team = forms.CharField(label=_("Đoàn kiểm tra"), max_length=400, required=False)
    conclusion = text(_("Kết luận"))


class FindingForm(forms.Form):
    """One thing to be mended; a row left blank as a whole counts for nothing."""

    text = text(_("Điều thấy sai"), rows=2, most=2000)
    to_do = forms.CharField(label=_("Phải khắc phục"), max_length=600)
    due_on = day(_("Hạn khắc phục"))
    criterion = forms.CharField(label=_("Tiêu chí"), max_length=12, required=False)


class AnswerForm(forms.Form):
    """What the entity mended."""

    answer = text(_("Đã khắc phục thế nào"), rows=3, most=2000)


class AgainForm(forms.Form):
    """What is still wrong, and by when."""

    reason = text(_("Vì sao cần làm lại"), rows=2, most=2000)
    due_on = day(_("Hạn mới"))


class CallForm(forms.Form):
    """Whom one called and what was said."""

    note = forms.CharField(label=_("Gọi ai, nói gì"), max_length=300)


def today_form(form: type[forms.Form], field: str, **facts: Any) -> forms.Form:
    """An empty form whose day is today."""
    return form(initial={field: clock.today(), **facts.pop("initial", {})}, **facts)
