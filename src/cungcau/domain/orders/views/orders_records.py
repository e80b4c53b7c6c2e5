"""How each organisation kept its orders: to the coordinator, and to each about itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cungcau.domain.orders import policies
from cungcau.domain.orders.selectors import records as selectors
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import acting_for, organisations_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.areas import covers
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock


@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation's record; ``not_found`` alike where it is none or not for these eyes."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = Organisation.objects.select_related("unit").filter(pk=pk, merged_into=None).first()
    if found is None or not may_see(user, found):
        raise DomainError("not_found")
    context = {
        "organisation": found, "records": selectors.fulfilment(found), "least": selectors.LEAST_ORDERS,
    }  # fmt: skip
    return render(request, "orders/record.html", context)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The records of those somebody acts for."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    mine = list(organisations_of(user, clock.today()).order_by("folded")[:50])
    rows = [(one, selectors.fulfilment(one)) for one in mine]
    return render(request, "orders/own_records.html", {"rows": rows, "least": selectors.LEAST_ORDERS})


def may_see(user: User, organisation: Organisation) -> bool:
    """Coordinators: whoever sits in their area, or deals with sellers of it; others those they act for."""
    held = areas_with(user, policies.SEE_FLAGS)
    if any(covers(area, organisation.area_code) for area in held):
        return True
    if held and selectors.deals_in(organisation, held):
        return True
    return organisation.pk in acting_for(user, clock.today())
