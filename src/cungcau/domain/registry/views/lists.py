"""The list of organisations, the certificates running out, suggestions under a text box."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cungcau.domain.registry import policies, selectors, tables
from cungcau.domain.registry.fields import label_of
from cungcau.domain.registry.filters import OrganisationFilter
from cungcau.domain.registry.models import Certificate
from cungcau.domain.registry.selectors.certificates import SOON_DAYS
from cungcau.domain.registry.views.frame import reader
from cungcau.platform.access import services as access
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.filters import ANY, SeasonFilter
from cungcau.reference.catalogue.models import CertificateKind
from cungcau.reference.catalogue.views import Sheet, show_list


@require_safe
def organisations(request: HttpRequest) -> HttpResponseBase:
    """The organisations one may see."""
    user, on = reader(request), clock.today()
    rows = selectors.listed(user, on)
    names = dict(CertificateKind.objects.values_list("code", "name"))
    chosen = OrganisationFilter(request.GET, queryset=rows, on=on, areas=selectors.areas_shown(user))
    table = tables.OrganisationTable(chosen.qs, on=on, names=names)
    sheet = Sheet("tổ chức, hộ", tables.SHEET, lambda found: tables.sheet_rows(found, on, names))
    context: dict[str, Any] = {
        "title": _("Tổ chức, hộ"),
        "may_add": access.allows(user, policies.RECORD) or access.allows(user, policies.RECORD_PARTNER),
    }
    return show_list(request, "registry/organisations.html", chosen, table, sheet, context)


class _PaperFilter(SeasonFilter):
    """Papers by kind."""

    kind = filters.ModelChoiceFilter(
        label=gettext_lazy("Loại giấy"), queryset=CertificateKind.objects.all(), empty_label=ANY
    )


@require_safe
def certificates(request: HttpRequest) -> HttpResponseBase:
    """Certificates that run out soon, or ran out not long ago, of the organisations one may see."""
    user, on = reader(request), clock.today()
    rows = (
        Certificate.objects.filter(
            revoked_on=None,
            expires_on__range=(on - timedelta(days=SOON_DAYS), on + timedelta(days=SOON_DAYS)),
            organisation__in=selectors.shown_to(user, on),
        )
        .select_related("organisation", "kind")
        .defer("organisation__words")
    )
    chosen = _PaperFilter(request.GET, queryset=rows)
    table = tables.CertificateTable(chosen.qs, on=on)
    sheet = Sheet("giấy sắp hết hạn", tables.PAPERS, lambda found: tables.paper_rows(found, on))
    context = {"title": _("Giấy chứng nhận sắp hết hạn"), "is_empty": not rows.exists(), "days": SOON_DAYS}
    return show_list(request, "registry/certificates.html", chosen, table, sheet, context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Organisations a text may mean (``q``), of some kinds (``loai``), as options under a text box; at most eight."""
    user, on = reader(request), clock.today()
    kinds = [kind for kind in request.GET.get("loai", "").split(",") if kind]
    text = request.GET.get("q", "")[:200].replace("\x00", "")
    found = selectors.suggested(selectors.shown_to(user, on), text, kinds)
    choices = [{"label": label_of(one), "one": one} for one in found]
    return render(request, "registry/suggestions.html", {"choices": choices})
