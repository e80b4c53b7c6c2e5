"""A slip's state as a badge: ``{% load slips %}{% slip_badge slip %}``."""

from __future__ import annotations

from django import template

from cungcau.domain.orders import states
from cungcau.domain.orders.models import Slip
from cungcau.platform.ui.templatetags.ui import badge_state

register = template.Library()


@register.inclusion_tag("ui/parts/badge_state.html")
def slip_badge(slip: Slip) -> dict[str, object]:
    """The state in words with its mark."""
    return badge_state(str(states.SLIP_LABELS[slip.state]), states.SLIP_TONES[slip.state])
