"""Forms 01 and 02 as PDF and Word."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cungcau.domain.ocop import form_papers, policies
from cungcau.domain.ocop.selectors import files
from cungcau.domain.ocop.selectors.evidence import cited_by
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.selectors.standing import standing_of
from cungcau.domain.ocop.services.prints import note_print
from cungcau.domain.ocop.views.dossier_frame import dossier_for, rights_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.ui import clock

FORMS = (("mau-01", "Mẫu 01"), ("mau-02", "Mẫu 02"))


@require_safe
def printed(request: HttpRequest, pk: int, form: str, kind: str) -> HttpResponse:
    """A form of the file; the phone number whole for those who work with the entity, and the trail keeps it."""
    user, found = dossier_for(request, pk)
    today = clock.today()
    cited = cited_by(found, today)
    if form == "mau-01":
        mine = rights_of(user, found)
        whole = mine.writes or access.allows(user, policies.OFFICE, found.area_code)
        paper = form_papers.form_01(found, cited, today, whole=whole)
        if whole and mine.officer:
            note_print(dossier=found, form="Mẫu 01", user=user)
    elif form == "mau-02":
        sheet = sheet_of(found.criteria_set)
        paper = form_papers.form_02(found, sheet, files.choices_of(found), cited, standing_of(found), today)
    else:
        raise DomainError("not_found")
    name = f"{form}-{found.product.code or found.pk}"
    return paper_response(paper, name, kind)
