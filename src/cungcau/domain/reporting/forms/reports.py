"""Words, figures and head of a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.forms.fields import NumberField
from cungcau.domain.reporting.models import Line, Report, Section
from cungcau.domain.reporting.services.entering import Typed
from cungcau.domain.reporting.services.writing import CLERK
from cungcau.domain.reporting.states import DRAFT
from cungcau.platform.editing.forms import VersionedForm


class SectionForm(VersionedForm):
    """The words of a section."""

    text = forms.CharField(
        label=_("Nội dung"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Mỗi dòng là một đoạn của văn bản."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Section, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row.guide:
            self.fields["text"].help_text = row.guide


class FigureForm(VersionedForm):
    """A figure entered; left blank it is taken back."""

    entered = NumberField(
        label=_("Số liệu"), required=False,
        help_text=_("Để trống rồi lưu: bỏ số đã ghi, dùng lại số tính được."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Lý do, căn cứ"), max_length=300, required=False)

    def __init__(self, *args: Any, row: Line, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["entered"].label = _("Số ghi thay (%(unit)s)") % {"unit": row.unit}
        if row.source == Line.Source.TYPED:
            self.fields["entered"].label = _("Số liệu (%(unit)s)") % {"unit": row.unit}
            self.fields["entered"].help_text = ""


class TypedForm(forms.Form):
    """All figures the agency types itself, each with the version it was read at."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"line_{line.pk}"] = NumberField(
                label=f"{line.name} ({line.unit})", required=False, initial=line.entered
            )
            self.fields[f"version_{line.pk}"] = forms.IntegerField(
                min_value=1, max_value=2**31 - 1, initial=line.version, widget=forms.HiddenInput
            )

    def given(self) -> list[Typed]:
        """What was typed."""
        said = self.cleaned_data
        return [Typed(line.pk, said[f"version_{line.pk}"], said[f"line_{line.pk}"]) for line in self.lines]


class HeadForm(VersionedForm):
    """Head and foot of the paper; past the draft only its number, day and signer."""

    subject = forms.CharField(label=_("Trích yếu"), max_length=400)
    number = forms.IntegerField(
        label=_("Số"), min_value=1, max_value=99_999, required=False,
        help_text=_("Để trống thì văn bản chừa chỗ ghi số."),
    )  # fmt: skip
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40)
    place = forms.CharField(label=_("Nơi ký"), max_length=100)
    paper_day = forms.DateField(
        label=_("Ngày trên văn bản"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    parent_organisation = forms.CharField(label=_("Cơ quan chủ quản"), max_length=200, required=False)
    organisation = forms.CharField(label=_("Cơ quan báo cáo"), max_length=200)
    addressees = forms.CharField(
        label=_("Kính gửi"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    bases = forms.CharField(
        label=_("Căn cứ"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một căn cứ."),
    )  # fmt: skip
    recipients = forms.CharField(
        label=_("Nơi nhận"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một nơi."),
    )  # fmt: skip
    capacity = forms.CharField(
        label=_("Chức vụ người ký"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Như “TM. ỦY BAN NHÂN DÂN”, dòng sau “CHỦ TỊCH”."),
    )  # fmt: skip
    signer = forms.CharField(label=_("Họ tên người ký"), max_length=120, required=False)

    def __init__(self, *args: Any, row: Report, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row.state != DRAFT:
            for name in [name for name in self.fields if name not in CLERK | {"version", "seen"}]:
                del self.fields[name]

    def own_values(self) -> dict[str, object]:
        """Line ends as the record keeps them."""
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in super().own_values().items()
        }


class StepForm(forms.Form):
    """A word on the way."""

    note = forms.CharField(label=_("Ý kiến"), max_length=300, required=False)


class ChangesForm(forms.Form):
    """Why a sent report is revised."""

    changes = forms.CharField(label=_("Lý do sửa"), max_length=300)
