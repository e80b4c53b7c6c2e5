"""Words of orders in templates: ``{% load ordered %}``."""

from __future__ import annotations

from django import template

from cungcau.domain.orders.slip_reasons import in_words
from cungcau.domain.orders.wording import evidence_words

register = template.Library()
register.filter("evidence", evidence_words)
register.filter("in_words", in_words)
