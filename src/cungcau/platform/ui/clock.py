"""What day it is for the people using the site."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The local day, or the day set for a past season on show (``CUNGCAU_TODAY``)."""
    shown: date | None = settings.SHOWN_DAY
    return shown or timezone.localdate()
