"""What the pages of forecasts share: the season, the tabs, finding a forecast one may see."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cungcau.domain.forecast import policies, selectors
from cungcau.domain.forecast.models import Forecast
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.views import Choice, choose_season


def held(request: HttpRequest, season: Season) -> frozenset[str]:
    """The areas whose forecasts this person may see: the season's where it is theirs, else their own."""
    user = signed_in(request)
    if access.allows(user, policies.VIEW, season.area_code):
        return frozenset({""})
    return areas_with(user, policies.VIEW)


def page(request: HttpRequest, tab: str, title: str) -> tuple[Choice, dict[str, Any]]:
    """The season chosen, and what ``forecast/frame.html`` draws around each page."""
    choice = choose_season(request, policies.VIEW)
    user = signed_in(request)
    return choice, {
        "choice": choice,
        "title": title,
        "lead": choice.season.name if choice.season else "",
        "tabs": tabs(choice.season, tab),
        "may_record": access.allows(user, policies.RECORD),
    }


def tabs(season: Season | None, current: str) -> list[dict[str, object]]:
    """The pages side by side, within the same season."""
    query = f"?mua={season.code}" if season else ""
    named = (
        ("weeks", _("Theo tuần")),
        ("grid", _("Nhập nhiều hộ")),
        ("ask", _("Cần hỏi lại")),
        ("accuracy", _("Độ chính xác")),
    )
    return [
        {"label": label, "url": reverse(f"forecast:{name}") + query, "current": name == current}
        for name, label in named
    ]


def chosen_commodity(request: HttpRequest, season: Season) -> tuple[Commodity | None, list[Commodity]]:
    """The goods the address names by ``?nong-san=code`` (None: all), and those to choose from."""
    goods = list(season.commodities.order_by("name_vi", "code"))
    code = request.GET.get("nong-san", "")
    return next((one for one in goods if one.code == code), goods[0] if len(goods) == 1 else None), goods


def found_forecast(request: HttpRequest, pk: int, permission: str = policies.VIEW) -> tuple[Forecast, User]:
    """The forecast, if it is there and for these eyes; ``forecast_not_found`` otherwise, in both cases."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    one = selectors.forecast(pk)
    if one is None or not any(
        access.allows(user, policies.VIEW, area) for area in (one.area_code, one.season.area_code)
    ):
        raise DomainError("forecast_not_found", number=pk)
    access.require(user, permission, one.area_code)
    assert isinstance(user, User)
    return one, user
