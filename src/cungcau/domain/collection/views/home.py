"""The points somebody has business with today."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cungcau.domain.collection import policies
from cungcau.domain.collection.selectors.points import standings
from cungcau.domain.collection.selectors.rights import points_kept, points_shown
from cungcau.domain.collection.views.frame import day_of
from cungcau.platform.access.services import require
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.search import matching

_PER_PAGE = 50


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Points by name; who keeps a single one goes straight to its day."""
    user, on = signed_in(request), day_of(request)
    require(user, policies.VIEW)
    text = request.GET.get("q", "")[:200]
    rows = points_shown(user, on).select_related("unit").order_by("folded", "pk")
    found = matching(rows, text).defer("words", "unit__words")
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    here = list(page.object_list)
    if not text and page.paginator.count == 1:
        return redirect("collection:day", pk=here[0].pk)
    kept = set(points_kept(user, on).filter(pk__in=[one.pk for one in here]).values_list("pk", flat=True))
    stands = standings(here, on)
    listed = [{"point": one, "may_keep": one.pk in kept, "standing": stands[one.pk]} for one in here]
    return render(request, "collection/points.html", {"rows": listed, "page": page, "q": text, "day": on})
