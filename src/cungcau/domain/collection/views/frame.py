"""What pages of a point share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode

from cungcau.domain.collection.finding import point_for
from cungcau.domain.collection.selectors.points import Standing, standing
from cungcau.domain.collection.selectors.rights import may_keep
from cungcau.domain.network.models import CollectionPoint
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock

DAY = "ngay"


@dataclass(frozen=True, slots=True)
class Frame:
    """Who looks at which point's which day, and what they may do there."""

    user: User
    point: CollectionPoint
    day: date
    may_keep: bool
    standing: Standing

    @property
    def query(self) -> str:
        """The day as part of an address; blank for today."""
        return "" if self.day == clock.today() else "?" + urlencode({DAY: self.day.isoformat()})


def day_of(request: HttpRequest) -> date:
    """The day an address names by ``?ngay=``, else today."""
    text = (request.POST.get(DAY) or request.GET.get(DAY) or "")[:10]
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    return found if found is not None and 2000 <= found.year <= 2100 else clock.today()


def frame_for(request: HttpRequest, pk: int) -> Frame:
    """The point and day a page is about; raises ``collection_point_not_found``, ``not_signed_in``, ``not_allowed``."""
    user, on = signed_in(request), day_of(request)
    point = point_for(user, pk, on)
    return Frame(user, point, on, may_keep(user, point, on), standing(point, on))


def hour(moment: datetime) -> str:
    """A moment's local time of day."""
    return timezone.localtime(moment).strftime("%H:%M")


def day_url(point: CollectionPoint | int, day: date) -> str:
    """The address of a point's day."""
    pk = point if isinstance(point, int) else point.pk
    return reverse("collection:day", args=[pk]) + (
        "" if day == clock.today() else f"?{DAY}={day.isoformat()}"
    )
