"""Memberships, representatives, people who act for an organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.fields import OrganisationField
from cungcau.domain.registry.forms.shared import day, line, source
from cungcau.domain.registry.models import Kind, Membership, Organisation
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import find


class DaysForm(forms.Form):
    """Two days in order."""

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        values = super().clean() or {}
        first, last = values.get("valid_from"), values.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", ValidationError(_("Ngày cuối không được trước ngày đầu.")))
        return values


class MemberForm(DaysForm):
    """Who joins, as what, from when."""

    member = OrganisationField(label=_("Thành viên"))
    role = forms.ChoiceField(label=_("Vai trò"), choices=Membership.Role.choices)
    valid_from = day(_("Từ ngày"), help_text=_("Để trống nếu không rõ."))
    valid_to = day(_("Đến hết ngày"), help_text=_("Để trống nếu đang còn."))
    source = source()

    def __init__(self, *args: Any, among: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        assert isinstance(field, OrganisationField)
        field.among = among


class RepresentativeForm(forms.Form):
    """Who speaks for an organisation from a day on; nobody when left empty."""

    representative = OrganisationField(
        label=_("Đại diện"),
        required=False,
        kinds=(Kind.GROUP, Kind.COOPERATIVE, Kind.UNION, Kind.ENTERPRISE, Kind.HOUSEHOLD, Kind.PACKHOUSE),
        help_text=_("HTX, tổ hợp tác hoặc hộ đứng ra nhận đơn thay. Để trống là không còn ai đại diện."),
    )
    valid_from = day(_("Từ ngày"), required=True)

    def __init__(self, *args: Any, among: QuerySet[Organisation], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["representative"]
        assert isinstance(field, OrganisationField)
        field.among = among
        self.fields["valid_from"].initial = on
        self._on = on

    def clean_valid_from(self) -> date:
        """Not a day to come: the present representative is what is kept beside the organisation."""
        first: date = self.cleaned_data["valid_from"]
        if first > self._on:
            raise ValidationError(_("Ngày này chưa đến."))
        return first


class AgentForm(DaysForm):
    """Which account acts for an organisation."""

    user = line(
        _("Tài khoản"),
        254,
        required=True,
        help_text=_("Tên đăng nhập, số điện thoại hoặc thư điện tử của tài khoản."),
    )
    valid_from = day(_("Từ ngày"), required=True)
    valid_to = day(_("Đến hết ngày"), help_text=_("Để trống nếu không hẹn ngày."))
    source = source()

    def clean_user(self) -> User:
        """The account that is meant."""
        found = find(self.cleaned_data["user"])
        if found is None or not found.is_active:
            raise ValidationError(_("Không có tài khoản này, hoặc tài khoản đã ngừng."))
        return found


class EndForm(forms.Form):
    """The last day of something."""

    valid_to = day(_("Ngày cuối cùng"), required=True)
