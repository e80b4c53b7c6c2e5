"""From a published plan to its orders: what would be made, and making it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.demand.models import Need
from cungcau.domain.matching.models import Plan
from cungcau.domain.orders import policies
from cungcau.domain.orders.models import Order
from cungcau.domain.orders.selectors.from_plan import Difference, difference
from cungcau.domain.orders.services import from_plan as services
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import figures

_SHOWN = 100


@require_http_methods(["GET", "POST"])
def from_plan(request: HttpRequest, plan: int) -> HttpResponse:
    """The orders a plan in force asks for beside those there are; a button makes them."""
    user = signed_in(request)
    found = Plan.objects.select_related("season").defer("pictures", "summary").filter(pk=plan).first()
    if found is None or not access.allows(user, policies.RECORD, found.area_code):
        access.require(user, policies.RECORD)
        raise DomainError("not_found")
    services.require_plan(found, user)
    seen = difference(found)
    if request.method == "POST":
        if len(seen.new) + len(seen.changed) > services.AT_ONCE:
            job = services.request_orders(plan=found, actor=user)
            return redirect("jobs:show", job.pk)
        made = services.orders_from_plan(found, user)
        said = _("Đã lập %(created)s đơn, sửa %(changed)s đơn, giữ nguyên %(unchanged)s đơn.") % {
            "created": figures.number(len(made.created)),
            "changed": figures.number(len(made.changed) + len(made.proposed)),
            "unchanged": figures.number(made.unchanged),
        }
        messages.success(request, said)
        for code, sentence in made.problems[:10]:
            messages.warning(request, f"{code}: {sentence}")
        return redirect("orders:from-plan", plan=plan)
    return render(request, "orders/from_plan.html", {"plan": found, "seen": seen, **_named(seen)})


def _named(seen: Difference) -> dict[str, object]:
    """The first rows of each part with their names."""
    keys = list(seen.new)[:_SHOWN]
    people = Organisation.objects.only("name").in_bulk({key.seller for key in keys})
    needs = Need.objects.select_related("buyer").defer("words", "folded", "buyer__words")
    wanted = needs.in_bulk({key.need for key in keys})
    touched = [*seen.changed[:_SHOWN], *seen.gone[:_SHOWN]]
    orders = Order.objects.select_related("buyer", "seller").defer("words", "folded")
    there = orders.in_bulk({one.order_id for one in touched})
    return {
        "fresh": [
            (wanted[key.need], people[key.seller], len(seen.new[key]), sum(seen.new[key].values())) for key in keys
        ],
        "changed": [(there[one.order_id], one) for one in seen.changed[:_SHOWN]],
        "gone": [(there[one.order_id], one) for one in seen.gone[:_SHOWN]],
        "kept": len(seen.same) + seen.done,
        "most": _SHOWN,
    }  # fmt: skip
