"""Forms about points: decisions of agencies, keepers, rules, the end of a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.collection.forms.scale import WholeKg


def day(label: Any, *, required: bool = True) -> forms.DateField:
    """A day to choose."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class ApprovalForm(forms.Form):
    """An agency's decision as its paper says."""

    agency = forms.CharField(label=_("Ngành, cơ quan"), max_length=120)
    paper_number = forms.CharField(label=_("Số văn bản"), max_length=80)
    paper_date = day(_("Ngày văn bản"))
    approved = forms.TypedChoiceField(
        label=_("Ý kiến"),
        choices=(("1", _("Đồng ý")), ("0", _("Không đồng ý"))),
        coerce=lambda text: text == "1",
    )
    valid_from = day(_("Có hiệu lực từ ngày"))
    valid_to = day(_("Đến hết ngày"), required=False)
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, required=False,
        help_text=_("Bắt buộc khi không đồng ý, hoặc đồng ý dù điểm gần chốt kiểm soát hơn quy định."),
    )  # fmt: skip
    photo = forms.FileField(
        label=_("Ảnh chụp văn bản"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-draft-skip": ""}),
    )  # fmt: skip


class KeeperForm(forms.Form):
    """Who keeps a point from when to when."""

    who = forms.CharField(label=_("Tên đăng nhập, điện thoại hoặc e-mail"), max_length=254)
    valid_from = day(_("Từ ngày"))
    valid_to = day(_("Đến hết ngày"), required=False)
    note = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)


class RulesForm(forms.Form):
    """What the province asks of points."""

    min_checkpoint_m = WholeKg(label=_("Cách chốt kiểm soát ít nhất (m)"), most=1_000_000)
    source = forms.CharField(
        label=_("Căn cứ"), max_length=300, required=False, help_text=_("Để trống nếu tỉnh chưa có văn bản.")
    )


class CloseForm(forms.Form):
    """A word about the day."""

    note = forms.CharField(
        label=_("Ghi chú của ngày"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
