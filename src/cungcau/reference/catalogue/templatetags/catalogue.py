"""``{% load catalogue %}``: temperatures, days kept, exact amounts as people read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.translation import gettext as _

from cungcau.platform.ui import figures
from cungcau.reference.catalogue import tables

register = template.Library()
register.filter("temperature", tables.temperature)
register.filter("days_kept", tables.days_kept)


@register.filter
def exact(value: Decimal) -> str:
    """An amount with all its decimals, zeros at the end left out."""
    return figures.number(value, 10)


@register.filter
def hectares(value: Decimal) -> str:
    """m² as ha."""
    return f"{figures.number(Fraction(value) / 10_000, 4)} ha"


@register.filter
def grams_as_kg(grams: int) -> str:
    """Grams as kg, exactly."""
    return _("%(kg)s kg") % {"kg": figures.number(Fraction(grams, 1000), 3)}
