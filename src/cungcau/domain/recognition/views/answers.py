"""The entity's answer to a finding: words and evidence, written on a phone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.ocop.models import Evidence
from cungcau.domain.ocop.services.evidence import add_file
from cungcau.domain.recognition import states
from cungcau.domain.recognition.forms.after import AnswerForm
from cungcau.domain.recognition.models import Finding
from cungcau.domain.recognition.services import findings as services
from cungcau.domain.recognition.views.frame import finding_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.files.papers import most_bytes
from cungcau.platform.ui.messages import answer

_OFFERED = 30


@require_http_methods(["GET", "POST"])
def answer_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was mended, with pictures taken now or evidence uploaded before."""
    user, found = finding_for(request, pk)
    if not services.may_answer(user, found):
        raise DomainError("finding_not_found", number=pk)
    if found.state != states.OPEN:
        return redirect("recognition:inspection", pk=found.inspection_id)
    form = AnswerForm(request.POST or None)
    owned = Evidence.objects.filter(organisation=found.inspection.product.entity_id, withdrawn_at=None)
    if request.method == "POST" and form.is_valid() and _answer(request, user, found, form):
        return redirect("recognition:inspection", pk=found.inspection_id)
    context = {
        "finding": found, "inspection": found.inspection, "product": found.inspection.product, "form": form,
        "evidence": list(owned.order_by("-uploaded_at", "-pk")[:_OFFERED]), "most": services.MOST_PROOFS,
        "ticked": set(request.POST.getlist("evidence")),
    }  # fmt: skip
    return render(request, "recognition/answer.html", context, status=400 if form.errors else 200)


def _answer(request: HttpRequest, user: User, found: Finding, form: AnswerForm) -> bool:
    numbers = [
        one for one in request.POST.getlist("evidence") if one.isascii() and one.isdecimal() and len(one) < 19
    ]
    owner = found.inspection.product.entity_id
    photos = request.FILES.getlist("photo")[: services.MOST_PROOFS]
    if any((one.size or 0) > most_bytes() for one in photos):
        form.add_error(None, _("Có tệp lớn quá %(most)s MB.") % {"most": most_bytes() // 1024 // 1024})
        return False
    chosen = list(Evidence.objects.filter(pk__in=numbers[: services.MOST_PROOFS + 1], organisation=owner))

    def work() -> dict[str, object]:
        organisation = found.inspection.product.entity
        chosen.extend(
            add_file(organisation=organisation, content=one.read(), name=one.name or "", actor=user).evidence
            for one in photos
        )
        services.answer_finding(finding=found, text=form.cleaned_data["answer"], evidence=chosen, actor=user)
        return {}

    try:
        editing.once(once_token(request), user, f"recognition.finding.{found.pk}", work, content=request.POST)
    except DomainError as refused:
        if answer(refused).status in (403, 404):
            raise
        form.add_error(None, answer(refused).text)
        return False
    editing.finish_draft(user, f"recognition.finding.{found.pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã gửi. Văn phòng OCOP sẽ xem lại."))
    return True
