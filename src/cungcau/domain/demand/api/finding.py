"""What calls name by code: seasons, organisations, goods, markets."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest

from cungcau.domain.demand import policies
from cungcau.domain.demand.api.shapes import TermsIn
from cungcau.domain.demand.services.needs import FIELDS
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.models import Season


def season_for(request: HttpRequest, code: str) -> Season:
    """The season with this code, if it is one of theirs; raises ``season_unknown``."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    season = catalogue.season(code)
    if season is None or season not in catalogue.seasons_touching(areas_with(user, policies.VIEW)):
        raise DomainError("season_unknown", value=code)
    return season


def _refuse(column: str, value: str, expected: str) -> InputInvalid:
    return InputInvalid([Fault("need", 1, column, value, expected)])


def organisation_for(code: str, column: str) -> Organisation:
    """The organisation with this code; raises ``InputInvalid``."""
    found = by_code([code]).get(code)
    if found is None:
        raise _refuse(column, code, "cần mã một tổ chức đã có")
    return found


def facts_of(wanted: TermsIn, season: Season) -> dict[str, Any]:
    """Values by attribute name; codes looked up."""
    goods = season.commodities.filter(code=wanted.commodity).first()
    if goods is None:
        raise _refuse("commodity", wanted.commodity, "cần mã một nông sản của mùa vụ")
    market = None
    if wanted.market:
        market = apps.get_model("network", "Market")._default_manager.filter(code=wanted.market).first()
        if market is None:
            raise _refuse("market", wanted.market, "cần mã một thị trường đã có")
    values = {name: value for name, value in wanted.dict().items() if name in FIELDS}
    values |= {
        "commodity_id": goods.pk,
        "market_id": getattr(market, "pk", None),
        "quantity_kg": wanted.quantity_kg or 0,
    }
    for name in ("hours_from", "hours_to"):
        if values[name] is not None:
            values[name] = values[name].replace(tzinfo=None, microsecond=0)
    return values
