"""Settings that cannot be read are said when the site starts, not when the first message fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from cungcau.kernel.errors import DomainError
from cungcau.platform.notify import addresses, channels, gateway, port, post, quiet
from cungcau.platform.ui.messages import answer


@register()
def providers_can_be_read(**_: object) -> list[CheckMessage]:
    """One error for each setting of a channel, or of the quiet hours, that makes no sense."""
    gateways = [one for one in (addresses.SMS, addresses.ZALO) if channels.configured(one)]
    found = [_tried(partial(gateway.gateway, one)) for one in gateways]
    if post.server():
        found.append(_tried(lambda: post.connection_to(post.server())))
    if port.is_open():
        found.append(_tried(port.check))
    found.append(_tried(lambda: quiet.span_of(str(getattr(settings, "QUIET_HOURS", quiet.USUAL)))))
    return [Error(text, id="notify.E001") for text in found if text]


def _tried(read: Callable[[], object]) -> str:
    try:
        read()
    except DomainError as error:
        return answer(error).text
    return ""
