"""Form 02 as a whole: every criterion with its options, and the live count of what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.ocop import sheet_rows
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.selectors import files
from cungcau.domain.ocop.selectors.rules import bands_of, sheet_of
from cungcau.domain.ocop.selectors.standing import Standing, standing
from cungcau.domain.ocop.services import choices as services
from cungcau.domain.ocop.services.choices import Said, option_value
from cungcau.domain.ocop.views.dossier_frame import dossier_for, rights_of
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.seen import pack, unpack
from cungcau.platform.editing.versions import EditedMeanwhile

_CLASHED = "#clashed"


@dataclass(frozen=True, slots=True)
class Begun:
    """What a form began with, by criterion, and the criteria two people chose differently for."""

    values: dict[str, Said]
    clashed: tuple[str, ...] = ()

    def packed(self) -> str:
        """As the form carries it."""
        said: dict[str, object] = {code: option_value(one) for code, one in self.values.items()}
        return pack({**said, _CLASHED: list(self.clashed)})


@dataclass(frozen=True, slots=True)
class Tried:
    """What was sent and could not be saved: the levels ticked, what others chose meanwhile."""

    wanted: Mapping[str, Said]
    begun: Begun
    theirs: Mapping[str, str] = field(default_factory=dict)
    status: int = 400


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet: radio buttons while the file may be written, else what was chosen."""
    user, found = dossier_for(request, pk)
    if request.method == "POST":
        return _save(request, user, found)
    return _draw(request, user, found)


@require_POST
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """What the levels ticked so far come to, nothing saved: for the bar that follows while choosing."""
    _user, found = dossier_for(request, pk)
    whole = sheet_of(found.criteria_set)
    ticked = services.saved(found) | sheet_rows.posted(request.POST, whole)
    shown = standing(
        whole, bands_of(found.criteria_set.book.instrument), sheet_rows.sound_points(whole, ticked)
    )
    return render(request, "ocop/parts/standing.html", {"standing": shown, "dossier": found, "tried": True})


def said_saved(kept: Standing) -> str:
    """What is said after saving: where the sheet stands now."""
    if kept.star is None:
        said = _("Đã lưu: %(total)s điểm, chưa đạt hạng nào.") % {"total": kept.total}
    else:
        said = _("Đã lưu: %(total)s điểm, %(star)s sao.") % {"total": kept.total, "star": kept.star}
    left = len(kept.unanswered)
    if not left:
        return said
    more = ngettext("Còn %(count)s tiêu chí chưa chọn.", "Còn %(count)s tiêu chí chưa chọn.", left)
    return f"{said} {more % {'count': left}}"


def _save(request: HttpRequest, user: User, found: Dossier) -> HttpResponse:
    whole = sheet_of(found.criteria_set)
    wanted, begun = sheet_rows.posted(request.POST, whole), _begun(request.POST.get("seen", ""))
    kept = {code: request.POST.get(f"giu-{code}", "") for code in begun.clashed}
    if any(choice not in ("mine", "theirs") for choice in kept.values()):
        messages.error(request, _("Hãy chọn giữ mức nào ở các tiêu chí cả hai cùng sửa."))
        theirs = {code: option_value(begun.values.get(code, Said())) for code in begun.clashed}
        return _draw(request, user, found, Tried(wanted, begun, theirs, 409))
    mine = {code: one for code, one in wanted.items() if kept.get(code) != "theirs"}
    try:
        stands = services.choose_all(dossier=found, wanted=mine, seen=begun.values, actor=user)
    except EditedMeanwhile as error:
        theirs = {clash.field: str(clash.theirs) for clash in error.clashes}
        seen = begun.values | {code: sheet_rows.said_of(value) for code, value in theirs.items()}
        return _draw(request, user, found, Tried(wanted, Begun(seen, tuple(theirs)), theirs, 409))
    except InputInvalid as refused:
        messages.error(request, "; ".join(f"{fault.column}: {fault.expected}" for fault in refused.faults))
        return _draw(request, user, found, Tried(wanted, begun))
    editing.finish_draft(user, f"ocop.sheet.{found.pk}", request.POST.get("draft_id"))
    messages.success(request, said_saved(stands))
    return redirect("ocop:sheet", pk=found.pk)


def _draw(request: HttpRequest, user: User, found: Dossier, tried: Tried | None = None) -> HttpResponse:
    whole, bands = sheet_of(found.criteria_set), bands_of(found.criteria_set.book.instrument)
    saved = services.saved(found)
    ticked = dict(saved)
    for code, one in (tried.wanted if tried else {}).items():
        ticked[code] = Said(one.points, one.case, saved.get(code, Said()).explanation)
    theirs = tried.theirs if tried else {}
    mine = rights_of(user, found)
    context: dict[str, Any] = {
        "dossier": found,
        "mine": mine,
        "sheet": whole,
        "parts": list(
            sheet_rows.part_rows(whole, ticked, evidence=files.citation_counts(found), theirs=theirs)
        ),
        "standing": standing(whole, bands, sheet_rows.sound_points(whole, ticked)),
        "seen": (tried.begun if tried else Begun(saved)).packed() if mine.edits else "",
        "clashes": len(theirs),
        "whole_flags": sheet_rows.flags_by_criterion(whole).get("", ()),
    }
    return render(request, "ocop/sheet.html", context, status=tried.status if tried else 200)


def _begun(text: str) -> Begun:
    """What the form began with; raises ``form_token_invalid`` for anything we did not send."""
    held = unpack(text)
    clashed = tuple(cast("list[str]", held.pop(_CLASHED, [])))
    return Begun({code: sheet_rows.said_of(str(value)) for code, value in held.items()}, clashed)
