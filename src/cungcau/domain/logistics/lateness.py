"""Late, early or on the day, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cungcau.domain.logistics.models import Arrival
from cungcau.platform.ui import clock


def late_words(arrival: Arrival) -> str:
    """How goods kept to the frozen day; for goods that did not come, whether that day is past."""
    late = arrival.late_days
    if late is None:
        past = (clock.today() - arrival.due_on).days
        return _("quá ngày giao %(days)s ngày, chưa thấy tới") % {"days": past} if past > 0 else ""
    if late == 0:
        return _("đúng ngày")
    if late > 0:
        return _("trễ %(days)s ngày") % {"days": late}
    return _("sớm %(days)s ngày") % {"days": -late}
