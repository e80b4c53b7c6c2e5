"""Fields that several forms share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"


def source_field() -> forms.CharField:
    """Where a figure or name comes from."""
    return forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Văn bản, trang, hoặc người cho biết và ngày.")
    )


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day to choose."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)
