"""Forms of evidence: files and addresses to add, what is said of a piece."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Evidence
from cungcau.domain.ocop.paper_kinds import PaperKind

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_KINDS = [("", _("chưa nói")), *PaperKind.choices]
_TYPES = "application/pdf,image/jpeg,image/png,image/webp"


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Files of one kind, from the device or straight from the phone's camera."""

    papers = forms.FileField(
        label=_("Chọn tệp (PDF, ảnh; nhiều tệp một lần)"), required=False,
        widget=FilesInput(attrs={"accept": _TYPES}),
    )  # fmt: skip
    camera = forms.FileField(
        label=_("hoặc chụp bằng điện thoại"), required=False,
        widget=FilesInput(attrs={"accept": "image/*", "capture": "environment"}),
    )  # fmt: skip
    paper = forms.ChoiceField(label=_("Loại giấy tờ"), choices=_KINDS, required=False)


class LinkForm(forms.Form):
    """The address of a page, a film, an article."""

    url = forms.URLField(
        label=_("Đường dẫn"), max_length=500, assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    title = forms.CharField(label=_("Tên"), max_length=200)
    paper = forms.ChoiceField(label=_("Loại giấy tờ"), choices=_KINDS, required=False)


class EvidenceForm(forms.Form):
    """What is said of a piece."""

    title = forms.CharField(label=_("Tên"), max_length=200)
    paper = forms.ChoiceField(label=_("Loại giấy tờ"), choices=_KINDS, required=False)
    number = forms.CharField(label=_("Số hiệu"), max_length=80, required=False)
    issuer = forms.CharField(label=_("Nơi cấp"), max_length=200, required=False)
    issued_on = forms.DateField(label=_("Ngày cấp"), widget=_DATE, required=False)
    expires_on = forms.DateField(
        label=_("Có giá trị đến hết ngày"), widget=_DATE, required=False,
        help_text=_("Ghi ngày hết hạn để được nhắc trước khi giấy hết giá trị."),
    )  # fmt: skip

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        names = ("title", "paper", "number", "issuer", "issued_on", "expires_on")
        kwargs["initial"] = {name: getattr(evidence, name) for name in names}
        super().__init__(*args, **kwargs)


class WhereForm(forms.Form):
    """Where in a piece to look."""

    where = forms.CharField(label=_("Trang, chỗ xem"), max_length=120, required=False)
