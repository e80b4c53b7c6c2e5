"""What narrows the outbox, and what is written when somebody was told by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cungcau.platform.notify import states, things
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.models.outgoing import Channel, Way
from cungcau.platform.notify.selectors import Wanted

_ANY = ("", _("Tất cả"))
MOST_AT_ONCE = 200


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class OutboxForm(forms.Form):
    """Messages by words, state, channel, day of asking, and what they are about."""

    q = forms.CharField(
        label=_("Tìm tên, nội dung, cả số điện thoại (có dấu hay không đều được)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("Trạng thái"), required=False)
    channel = forms.ChoiceField(label=_("Kênh"), required=False, choices=[_ANY, *Channel.choices])
    viec = forms.ChoiceField(label=_("Loại việc"), required=False)
    ve = forms.CharField(
        label=_("Về việc (số đơn, số phiếu, tên hộ, tên bên mua…)"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    ma = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    first = _day(_("Từ ngày"))
    last = _day(_("Đến ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [_ANY, ("can-nguoi", _("Cần người xử lý")), *states.LABELS.items()]
        kinds = self.fields["viec"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [_ANY, *things.kinds()]

    def clean(self) -> dict[str, Any]:
        """The values, if the days are in order."""
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and first > last:
            self.add_error("last", ValidationError(_("Ngày cuối không được trước ngày đầu.")))
        return values

    def wanted(self) -> Wanted:
        """What to look for."""
        values = self.cleaned_data
        return Wanted(
            text=values["q"],
            state=values["state"],
            channel=values["channel"],
            about=values["ma"],
            things=values["ve"],
            kind=values["viec"],
            first=values["first"],
            last=values["last"],
        )


class IncomingForm(forms.Form):
    """Messages to the site by words, state and day."""

    q = forms.CharField(
        label=_("Tìm tên, nội dung, cả số điện thoại (có dấu hay không đều được)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[_ANY, *states.INCOMING_LABELS.items()]
    )
    first = _day(_("Từ ngày"))
    last = _day(_("Đến ngày"))


class HandleForm(forms.Form):
    """What was done about a message."""

    note = forms.CharField(
        label=_("Đã làm gì"), max_length=300, help_text=_("Gọi ai, ghi trả lời vào phiếu nào.")
    )


class ToldForm(forms.Form):
    """How somebody was told by hand."""

    way = forms.ChoiceField(label=_("Đã báo bằng cách"), choices=Way.choices)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=300, help_text=_("Ai nghe máy, hẹn gì.")
    )


class CancelForm(forms.Form):
    """Why a message is put aside."""

    note = forms.CharField(label=_("Vì sao"), required=False, max_length=300)


class ManyForm(forms.Form):
    """One deed to several messages of a list."""

    deed = forms.ChoiceField(choices=[(verb, verb) for verb in states.BY_A_PERSON])
    way = forms.ChoiceField(choices=Way.choices, required=False)
    chosen = forms.ModelMultipleChoiceField(
        queryset=Outgoing.objects.none(),
        error_messages={
            "required": _("Hãy chọn ít nhất một tin."),
            "invalid_choice": _("Có tin không còn trong danh sách này. Hãy tải lại trang rồi chọn lại."),
            "invalid_pk_value": _("Có tin không còn trong danh sách này. Hãy tải lại trang rồi chọn lại."),
        },
    )

    def __init__(self, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        chosen.queryset = rows

    def clean(self) -> dict[str, Any]:
        """The values, for a number of messages one page can hold."""
        values = super().clean() or {}
        sent = self.data.getlist("chosen") if isinstance(self.data, QueryDict) else []
        if len(sent) > MOST_AT_ONCE:
            self.add_error("chosen", _("Mỗi lần nhiều nhất %(most)s tin.") % {"most": MOST_AT_ONCE})
        if values.get("deed") == "mark_sent" and not values.get("way"):
            self.add_error("way", _("Hãy chọn đã báo bằng cách nào."))
        return values
