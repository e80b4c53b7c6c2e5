"""Offers over the API."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from ninja import Status

from cungcau.domain.demand import selectors, services
from cungcau.domain.demand.api.finding import organisation_for
from cungcau.domain.demand.api.routing import router
from cungcau.domain.demand.api.shapes import NeedReasonIn, Number, OfferIn, OfferOut
from cungcau.domain.demand.models import Offer
from cungcau.domain.demand.services.offers import FIELDS
from cungcau.domain.demand.views.frame import need_for, offer_for
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS


@router.get("/{int:number}/offers", response={200: list[OfferOut], **PROBLEMS}, summary="Lời chào hàng")
def offers(request: HttpRequest, number: Number) -> list[Offer]:
    """What is offered towards a need."""
    return list(selectors.offers_of(need_for(request, number)[1]))


@router.post("/{int:number}/offers", response={201: OfferOut, **PROBLEMS}, summary="Ghi lời chào hàng")
def enter_offer(request: HttpRequest, number: Number, wanted: OfferIn) -> Status[Offer]:
    """An organisation's offer."""
    user, found = need_for(request, number)
    organisation = organisation_for(wanted.organisation, "organisation")
    facts = {name: value for name, value in wanted.dict().items() if name in FIELDS}
    facts["kg"] = wanted.kg or 0

    def work() -> Mapping[str, object]:
        made = services.enter_offer(
            need=found, organisation=organisation, facts=facts, actor=user, client_uuid=wanted.client_uuid
        )
        return {"pk": made.pk}

    done = editing.once(once_token(request), user, "demand.offer.api", work, content=wanted.dict())
    return Status(201, offer_for(request, int(str(done.result["pk"])))[1])


@router.post("/offers/{int:number}/accept", response={200: OfferOut, **PROBLEMS}, summary="Nhận lời chào")
def accept(request: HttpRequest, number: Number) -> Offer:
    """Take an offer, if all of it is still wanted."""
    user, found = offer_for(request, number)
    services.accept_offer(offer=found, actor=user)
    return offer_for(request, number)[1]


@router.post("/offers/{int:number}/decline", response={200: OfferOut, **PROBLEMS}, summary="Từ chối lời chào")
def decline(request: HttpRequest, number: Number, wanted: NeedReasonIn) -> Offer:
    """Not take an offer."""
    user, found = offer_for(request, number)
    services.decline_offer(offer=found, reason=wanted.reason, actor=user)
    return offer_for(request, number)[1]
