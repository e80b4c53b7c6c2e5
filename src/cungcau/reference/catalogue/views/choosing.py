"""Lists within a season: choosing it; the list itself is ``reference.listing``."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import season_of_day, seasons_touching
from cungcau.reference.listing import EXPORT, PER_PAGE, Sheet, show_list

__all__ = ["EXPORT", "PER_PAGE", "SEASON", "Choice", "Sheet", "choose_season", "show_list"]

SEASON = "mua"


@dataclass(frozen=True, slots=True)
class Choice:
    """The season shown (None where there is none yet) and those one may change to, the latest first."""

    season: Season | None
    seasons: tuple[Season, ...]


def choose_season(request: HttpRequest, permission: str) -> Choice:
    """The season the address names by ``?mua=code``, else that of today, among those of one's areas.

    Raises ``not_signed_in``, ``not_allowed`` without the permission anywhere, ``season_unknown`` for a
    code that does not exist or lies outside one's areas.
    """
    user = signed_in(request)
    access.require(user, permission)
    seasons = seasons_touching(areas_with(user, permission))
    code = request.GET.get(SEASON, "")
    if not code:
        return Choice(season_of_day(seasons, clock.today()), tuple(seasons))
    found = next((season for season in seasons if season.code == code), None)
    if found is None:
        raise DomainError("season_unknown", value=code)
    return Choice(found, tuple(seasons))
