"""``{% load editing %}``: a form that keeps drafts, a form that is carried out once."""

from __future__ import annotations

import json
from uuid import uuid4

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.editing import selectors
from cungcau.platform.editing.services.drafts import KEY, uuid_or_none
from cungcau.platform.editing.tokens import FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def draft(context: Context, name: str, *parts: object) -> SafeString:
    """The attributes that make a form keep what is typed; nothing where nobody is signed in.

    ``name`` and what follows it (the key of the record that is edited) make the draft's key.
    """
    key = ".".join([name, *(str(part).lower() for part in parts)])
    if not KEY.fullmatch(key):
        raise template.TemplateSyntaxError(f"draft key {key!r}: small letters, digits, _ . : - only")
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return SafeString("")
    return format_html(
        'data-draft="{}" data-draft-owner="{}" data-draft-drawn="{}" data-draft-url="{}"{} data-draft-says="{}"',
        key,
        request.user.pk,
        timezone.now().isoformat(),
        reverse("editing:copies"),
        SafeString(" data-draft-posted") if request.method == "POST" else "",
        json.dumps(_words(), ensure_ascii=False),
    )


@register.simple_tag(takes_context=True)
def once_token(context: Context) -> SafeString:
    """The hidden field that lets a form be sent twice and carried out once.

    A form drawn again with its errors keeps its token, unless that one has been carried out.
    """
    request = context.get("request")
    sent = uuid_or_none(request.POST.get(FIELD)) if request is not None and request.method == "POST" else None
    token = uuid4() if sent is None or selectors.was_sent(sent) else sent
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, token)


def _words() -> dict[str, str]:
    """What the script says; {when} is a time of day or a date."""
    return {
        "restored": _("Đã khôi phục bản nháp lúc {when}."),
        "discard": _("Bỏ bản nháp"),
        "discarded": _("Đã bỏ bản nháp."),
        "kept": _("Đã lưu nháp lúc {when}."),
        "here": _("Đã giữ trong máy này; sẽ gửi lên máy chủ khi có mạng."),
        "signed_out": _("Phiên đăng nhập đã hết. Chữ bạn gõ vẫn được giữ trong máy này; hãy đăng nhập lại."),
        "too_large": _("Bản nháp quá lớn nên chỉ giữ được trong máy này."),
        "full": _("Bạn có quá nhiều bản nháp trên máy chủ; bản này chỉ giữ trong máy này."),
        "nowhere": _("Máy này hết chỗ giữ bản nháp; hãy lưu sớm."),
    }
