"""What an entity's representative sees: its certificates, the days to renew, what is to be mended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.selectors.certificates import (
    STANDING_LABELS,
    STANDING_TONES,
    VALID,
    certificates_shown,
    standing,
)
from cungcau.domain.ocop.selectors.products import own_q
from cungcau.domain.recognition import states
from cungcau.domain.recognition.models import Finding, Revocation
from cungcau.domain.recognition.selectors.renewals import renewals_of
from cungcau.domain.recognition.tables.after import days_left
from cungcau.domain.recognition.views.frame import reader
from cungcau.platform.ui import clock

_MOST = 100


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's own certificates as cards, those that need something first."""
    user = reader(request)
    today = clock.today()
    rows = certificates_shown(user).filter(own_q(user, "product__entity")).exclude(state=ocop_states.REPLACED)
    rows = rows.select_related("product__entity", "product__unit").defer(
        "product__words", "product__entity__words", "product__unit__words"
    )
    held = list(rows.order_by("expires_on", "pk")[:_MOST])
    stages = {one.certificate.pk: one for one in renewals_of(held, today, reminded=False)}
    cards = []
    for one in held:
        word = standing(one, today)
        renewal = stages[one.pk]
        cards.append(
            {
                "certificate": one, "label": STANDING_LABELS[word], "tone": STANDING_TONES[word],
                "valid": word == VALID, "renewal": renewal if one.state == ocop_states.IN_FORCE else None,
                "left": days_left(renewal),
            }
        )  # fmt: skip
    findings = Finding.objects.filter(own_q(user, "inspection__product__entity"), state=states.OPEN)
    cases = Revocation.objects.filter(own_q(user, "certificate__product__entity"), state=states.OPEN)
    context = {
        "cards": cards, "today": today,
        "findings": list(findings.select_related("inspection__product").order_by("due_on", "pk")[:_MOST]),
        "cases": list(cases.select_related("certificate__product").order_by("due_on", "pk")[:_MOST]),
    }  # fmt: skip
    return render(request, "recognition/mine.html", context)
