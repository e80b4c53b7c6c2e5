"""An organisation or household."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.fields import KeptPlaceField
from cungcau.domain.registry.forms.shared import line, source
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.domain.registry.selectors import phone_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.phones import normalise
from cungcau.platform.editing.forms import VersionedForm
from cungcau.reference.geography.selectors import EVERY_LEVEL


class OrganisationForm(VersionedForm):
    """New or being corrected; the phone number that is there is never drawn, a new one takes its place."""

    name = line(_("Tên"), 200, required=True, help_text=_("Ví dụ «Hộ Nông Thị Đào», «HTX Hồng Tân Mỹ»."))
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices)
    unit = KeptPlaceField(label=_("Địa bàn"), required=False, levels=EVERY_LEVEL)
    new_phone = line(_("Điện thoại"), 40)
    drop_phone = forms.BooleanField(label=_("Bỏ số điện thoại đang ghi"), required=False)
    goods = line(_("Mặt hàng"), 300, help_text=_("Trồng, bán hoặc mua gì; ví dụ «hồng vành khuyên, na»."))
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = source()

    def __init__(self, *args: Any, row: Organisation | None = None, area: str = "", **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        place = self.fields["unit"]
        assert isinstance(place, KeptPlaceField)
        place.area = area
        if row is None:
            del self.fields["drop_phone"]
        else:
            place.present = row.unit
            if not row.phone:
                del self.fields["drop_phone"]
            else:
                self.fields["new_phone"].label = _("Điện thoại mới")
                self.fields["new_phone"].help_text = _("Đang ghi %(phone)s. Để trống là giữ nguyên.") % {
                    "phone": phone_for(row)
                }

    def clean_name(self) -> str:
        """A name with at least one letter or digit."""
        name: str = self.cleaned_data["name"]
        if not any(one.isalnum() for one in name):
            raise ValidationError(_("Tên cần có chữ hoặc số."))
        return name

    def clean_new_phone(self) -> str:
        """A number as it is kept, or blank."""
        text: str = self.cleaned_data["new_phone"]
        try:
            return normalise(text) if text else ""
        except DomainError as error:
            raise ValidationError(_("Không phải số điện thoại. Ví dụ 0912 345 678.")) from error
