"""One criterion of form 02: its levels, the explanation, the evidence it cites; the one before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cungcau.domain.ocop import sheet_rows
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.selectors.evidence import cited_by
from cungcau.domain.ocop.selectors.rules import bands_of, sheet_of
from cungcau.domain.ocop.selectors.standing import points_of, standing
from cungcau.domain.ocop.services import choices as services
from cungcau.domain.ocop.services.choices import Said, option_value
from cungcau.domain.ocop.views.dossier_frame import dossier_for, rights_of
from cungcau.domain.ocop.views.sheet import said_saved
from cungcau.engines import scoring
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.seen import pack, unpack
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form shows: what was typed or stands, what it began with, what somebody else wrote meanwhile."""

    typed: Said
    began: Said
    theirs: Said | None = None
    status: int = 200


@require_http_methods(["GET", "POST"])
def criterion(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One criterion; a phone shows it alone, with the bar of what the whole sheet comes to."""
    user, found = dossier_for(request, pk)
    whole = sheet_of(found.criteria_set)
    row = whole.by_code.get(code)
    if row is None or not row.scorable:
        raise DomainError("not_found")
    there = services.saved(found).get(code, Said())
    shown = Shown(there, there)
    if request.method == "POST":
        kept = _save(request, user, found, code, there)
        if isinstance(kept, HttpResponse):
            return kept
        shown = kept
    context = _context(user, found, whole, row, shown)
    return render(request, "ocop/criterion.html", context, status=shown.status)


def draft_key(dossier: Dossier, code: str) -> str:
    """What the typing on a criterion's page is kept under."""
    return f"ocop.criterion.{dossier.pk}.{code.lower()}"


def _save(request: HttpRequest, user: User, found: Dossier, code: str, there: Said) -> HttpResponse | Shown:
    typed = sheet_rows.said_of(
        request.POST.get(sheet_rows.BEFORE + code, ""), request.POST.get("explanation", "")
    )
    held = unpack(request.POST.get("seen", ""))
    began = sheet_rows.said_of(str(held["option"]), str(held["explanation"]))
    if request.POST.get("giu") == "theirs":
        return Shown(there, there)
    try:
        stands = services.choose(dossier=found, criterion=code, said_now=typed, seen=began, actor=user)
    except EditedMeanwhile:
        return Shown(typed, there, there, 409)
    except InputInvalid as refused:
        for fault in refused.faults:
            messages.error(request, f"{fault.expected[:1].upper()}{fault.expected[1:]}.")
        return Shown(typed, began, None, 400)
    editing.finish_draft(user, draft_key(found, code), request.POST.get("draft_id"))
    messages.success(request, said_saved(stands))
    return redirect(_next(request, found, code))


def _next(request: HttpRequest, found: Dossier, code: str) -> str:
    """Where to go after saving: the criterion after this one, its evidence, or the sheet."""
    _before, after, _place = sheet_rows.neighbours(sheet_of(found.criteria_set), code)
    if "tiep" in request.POST and after:
        return reverse("ocop:criterion", args=[found.pk, after])
    if "o-lai" in request.POST:
        return reverse("ocop:criterion", args=[found.pk, code])
    return reverse("ocop:sheet", args=[found.pk]) + f"#tc-{code}"


def _context(
    user: User, found: Dossier, whole: scoring.Sheet, row: scoring.Criterion, shown: Shown
) -> dict[str, Any]:
    before, after, place = sheet_rows.neighbours(whole, row.code)
    points = points_of(found)
    points.pop(row.code, None)
    points |= sheet_rows.sound_points(whole, {row.code: shown.typed})
    mine = rights_of(user, found)
    doubts = sheet_rows.flags_by_criterion(whole)
    context: dict[str, Any] = {
        "dossier": found, "sheet": whole, "row": row, "mine": mine,
        "parents": sheet_rows.parents_of(row, whole), "levels": sheet_rows.levels_of(row, shown.typed),
        "typed": shown.typed, "field": sheet_rows.BEFORE + row.code, "flags": doubts.get(row.code, ()),
        "before": before, "after": after, "place": place, "count": len(whole.scorable),
        "cited": cited_by(found, clock.today(), row.code).get(row.code, []),
        "draft_key": draft_key(found, row.code),
        "seen": pack({"option": option_value(shown.began), "explanation": shown.began.explanation}),
        "standing": standing(whole, bands_of(found.criteria_set.book.instrument), points),
    }  # fmt: skip
    if shown.theirs is not None:
        context["theirs"] = {
            "option": sheet_rows.in_words(row, option_value(shown.theirs)),
            "explanation": shown.theirs.explanation,
        }
    return context
