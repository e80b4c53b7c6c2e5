"""What a person fills in to send a table, and to look through those sent."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.platform.intake import states
from cungcau.platform.intake.doors import every
from cungcau.platform.intake.limits import LIMITS, MOST_PASTED

ACCEPTED = ".xlsx,.xlsm,.csv,.tsv,.txt"


class SendForm(forms.Form):
    """A file or pasted cells, and where they come from."""

    intake_id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Tệp bảng tính"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    pasted = forms.CharField(
        label=_("Hoặc dán các ô chép từ bảng tính, từ tin nhắn (cả dòng tiêu đề)"),
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    source = forms.CharField(
        label=_("Nguồn của số liệu"),
        max_length=300,
        help_text=_("Văn bản, cuộc họp, hay ai gửi, ngày nào. Nguồn được giữ cùng từng số liệu."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("xlsx hoặc csv, nhiều nhất %(rows)s dòng, %(mb)s MB.") % {
            "rows": f"{LIMITS.most_rows:,}".replace(",", "."),
            "mb": LIMITS.most_bytes // 2**20,
        }
        self.initial.setdefault("intake_id", uuid4())

    def clean(self) -> dict[str, Any]:
        """One of the two ways, and no more."""
        values = super().clean() or {}
        if "intake_id" in self.errors:
            self.add_error(None, _("Trang này mở không đúng cách. Hãy tải lại trang rồi gửi lần nữa."))
        if not values.get("file") and not (values.get("pasted") or "").strip() and not self.errors:
            self.add_error("file", _("Hãy chọn một tệp, hoặc dán các ô vào khung bên dưới."))
        if values.get("file") and (values.get("pasted") or "").strip():
            self.add_error("pasted", _("Chỉ gửi tệp hoặc chỉ dán, không cả hai."))
        if values.get("file") and values["file"].size > LIMITS.most_bytes:
            self.add_error(
                "file", _("Tệp lớn quá %(mb)s MB. Hãy chia nhỏ.") % {"mb": LIMITS.most_bytes // 2**20}
            )
        return values


class HistoryForm(forms.Form):
    """Tables by words, kind and state."""

    q = forms.CharField(
        label=_("Tìm (có dấu hay không đều được)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    door = forms.ChoiceField(label=_("Loại bảng"), required=False)
    state = forms.ChoiceField(label=_("Tình trạng"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doors, labels = self.fields["door"], self.fields["state"]
        assert isinstance(doors, forms.ChoiceField)
        assert isinstance(labels, forms.ChoiceField)
        doors.choices = [("", _("Tất cả")), *((door.kind, door.title) for door in every())]
        labels.choices = [("", _("Tất cả")), *states.LABELS.items()]
