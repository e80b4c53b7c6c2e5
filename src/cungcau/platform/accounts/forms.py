"""Forms of the account pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.platform.accounts.models import User

_KEEP_FOCUS = {"autofocus": True, "autocapitalize": "none", "autocomplete": "username", "spellcheck": "false"}


class SignInForm(forms.Form):
    """Who, and the password."""

    name = forms.CharField(
        label=_("Tên đăng nhập, số điện thoại hoặc thư điện tử"),
        max_length=254,
        widget=forms.TextInput(attrs=_KEEP_FOCUS),
        error_messages={"required": _("Hãy nhập tên đăng nhập, số điện thoại hoặc thư điện tử của bạn.")},
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Hãy nhập mật khẩu.")},
    )


class PasswordForm(forms.Form):
    """The old password, and the new one twice."""

    old = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=1000,
        strip=False,
        help_text=_(
            "Ít nhất 8 ký tự, không phải mật khẩu hay gặp, không giống tên hoặc số điện thoại của bạn."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both new passwords must be the same."""
        again = str(self.cleaned_data["again"])
        if self.cleaned_data.get("new") not in (None, again):
            raise forms.ValidationError(_("Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại."))
        return again


class ProfileForm(forms.Form):
    """What a person may change about themselves."""

    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ giao diện"), choices=User.Language.choices)
