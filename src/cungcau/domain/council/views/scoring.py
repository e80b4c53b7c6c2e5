"""The scoring page: a member's own sheet beside the evidence; every tap kept at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.council import states
from cungcau.domain.council.models import Item
from cungcau.domain.council.selectors.desk import desk_of, file_of
from cungcau.domain.council.selectors.sessions import programme
from cungcau.domain.council.services import scores as services
from cungcau.domain.council.services.rights import scorer
from cungcau.domain.council.services.scores import Tap
from cungcau.domain.council.views.frame import carried_out, item_here, mine_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui.messages import answer

_LONGEST = 200_000
_SCORE, _NOTE = "s-", "n-"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet; without scripts its form keeps all of it at once."""
    user, item = item_here(request, pk)
    if not mine_of(user, item.session).scores:
        raise DomainError("scores_not")
    if request.method == "POST":
        return _keep_all(request, user, item)
    why_not = ""
    if item.state == states.SCORING:
        try:
            scorer(user, item)
        except DomainError as refused:
            why_not = answer(refused).text
    desk = desk_of(item, user)
    context = {
        "item": item, "session": item.session, "desk": desk, "file": file_of(item.dossier), "why_not": why_not,
        "writable": desk.writable and not why_not, "words": _words(),
        "handed_in": desk.sheet is not None and desk.sheet.state == states.SUBMITTED,
        "may_take_back": item.state == states.SCORING and not why_not,
        "is_waiting": item.state == states.WAITING, "is_scoring": item.state == states.SCORING,
        **_neighbours(item),
    }  # fmt: skip
    return render(request, "council/score.html", context)


@never_cache
@require_POST
def save(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep taps sent by the page: JSON in, what stands now out; refusals with their sentence."""
    try:
        user, item = item_here(request, pk)
        if not mine_of(user, item.session).scores:
            raise DomainError("scores_not")
        taps, remark = _read(request.body)
        kept = services.keep(item=item, taps=taps, actor=user, remark=remark)
    except DomainError as refused:
        found = answer(refused)
        return JsonResponse({"code": found.code, "text": found.text}, status=found.status)
    desk = desk_of(item, user)
    return JsonResponse(
        {
            "kept": [
                {
                    "criterion": one.score.criterion, "points": one.score.points, "case": one.score.case,
                    "note": one.score.note, "tick": one.score.tick, "stale": one.stale,
                }
                for one in kept
            ],
            "answered": desk.answered, "of": len(desk.lines), "total": desk.total,
            "left": [line.criterion.code for line in desk.left],
        }
    )  # fmt: skip


@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the sheet in."""
    user, item = item_here(request, pk)
    said = _("Đã nộp phiếu chấm %(name)s.") % {"name": item.dossier.product.name}
    return carried_out(request, lambda: services.hand_in(item=item, actor=user), said, "council:score", pk)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back while the scoring is open."""
    user, item = item_here(request, pk)
    said = _("Đã lấy lại phiếu; sửa xong hãy nộp lại.")
    return carried_out(request, lambda: services.take_back(item=item, actor=user), said, "council:score", pk)


@require_POST
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over one's own points of the scoring before where nothing is chosen yet."""
    user, item = item_here(request, pk)
    return carried_out(
        request, lambda: services.repeat_earlier(item=item, actor=user),
        _("Đã lấy điểm lần trước của bạn cho các tiêu chí chưa chấm. Hãy xem lại rồi nộp."), "council:score", pk,
    )  # fmt: skip


def _keep_all(request: HttpRequest, user: User, item: Item) -> HttpResponse:
    """The whole form at once, for a browser without scripts."""
    desk = desk_of(item, user)
    taps = []
    for line in desk.lines:
        sent = request.POST.get(_SCORE + line.criterion.code)
        if not sent:
            continue
        points, _colon, case = sent.partition(":")
        if points.isascii() and points.isdigit() and len(points) < 5:
            note = request.POST.get(_NOTE + line.criterion.code)
            taps.append(Tap(line.criterion.code, int(points), case, note))

    def deed() -> object:
        return services.keep(item=item, taps=taps, actor=user, remark=request.POST.get("remark", ""))

    return carried_out(request, deed, _("Đã lưu phiếu."), "council:score", item.pk)


def _read(body: bytes) -> tuple[list[Tap], str | None]:
    """The taps a page sent; raises ``scores_unreadable``."""
    try:
        sent = json.loads(body) if len(body) <= _LONGEST else None
        if not isinstance(sent, dict):
            raise ValueError("not an object")
        taps = sent.get("taps", [])
        remark = sent.get("remark")
        if not isinstance(taps, list) or not (remark is None or isinstance(remark, str)):
            raise ValueError("not taps")
        return [_tap(one) for one in taps], remark
    except (ValueError, KeyError, TypeError) as error:
        raise DomainError("scores_unreadable") from error


def _tap(one: Mapping[str, Any]) -> Tap:
    points, note, tick = one["points"], one.get("note"), one.get("tick")
    sound = isinstance(one["criterion"], str) and type(points) is int and 0 <= points <= 1000
    if not sound or not (note is None or isinstance(note, str)) or not (tick is None or type(tick) is int):
        raise ValueError("not a tap")
    uuid = one.get("uuid")
    return Tap(
        one["criterion"][:12], points, str(one.get("case", ""))[:4], note, UUID(uuid) if uuid else None,
        max(0, tick) if tick is not None else None,
    )  # fmt: skip


def _neighbours(item: Item) -> dict[str, Any]:
    """The products before and after this one on the programme."""
    rows = list(programme(item.session))
    place = next((n for n, one in enumerate(rows) if one.pk == item.pk), 0)
    return {
        "before": rows[place - 1] if place > 0 else None,
        "after": rows[place + 1] if place + 1 < len(rows) else None,
    }


def _words() -> dict[str, str]:
    """What the page's script says; {n} is a count, {why} the server's sentence."""
    return {
        "saved": _("Đã lưu"),
        "allSaved": _("Mọi điểm đã lưu"),
        "saving": _("Đang lưu…"),
        "waiting": _("Chưa lưu {n} lựa chọn: mất mạng, máy sẽ tự gửi lại."),
        "notSaved": _("chưa lưu"),
        "elsewhere": _("đã đổi ở máy khác"),
        "refused": _("Không lưu được {n} lựa chọn: {why}"),
        "signedOut": _("Phiên đăng nhập đã hết. Các lựa chọn vẫn giữ trong máy này; hãy đăng nhập lại."),
        "first": _("Hãy chọn mức trước khi ghi chú."),
        "wait": _("Đang gửi nốt các lựa chọn chưa lưu, xin đợi…"),
        "stuck": _("Còn lựa chọn chưa lưu nên chưa nộp được. Hãy kiểm tra mạng."),
        "left": _("Còn {n} tiêu chí chưa chấm"),
        "points": _("{n} điểm"),
    }
