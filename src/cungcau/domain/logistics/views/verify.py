"""The page a checkpoint opens by a paper's QR: no account, no script, nothing personal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cungcau.domain.logistics.forms.papers import TypedForm
from cungcau.domain.logistics.services import signing
from cungcau.platform.ui import clock
from cungcau.platform.ui.throttle import slow_down, unlisted

_SAID = {
    signing.VALID: (
        _("Giấy thật, còn hiệu lực"),
        "good",
        _("So biển số trên trang này với biển số xe. Khớp thì cho xe đi."),
    ),
    signing.NOT_YET: (
        _("Giấy thật, chưa tới ngày có hiệu lực"),
        "warn",
        _("Giấy này do cơ quan cấp nhưng chưa tới ngày được dùng."),
    ),
    signing.EXPIRED: (
        _("Giấy thật nhưng đã hết hạn"),
        "bad",
        _("Giấy này hết hiệu lực. Lái xe cần giấy mới; có thể gọi đơn vị vận tải."),
    ),
    signing.REVOKED: (
        _("Giấy đã bị thu hồi"),
        "bad",
        _("Cơ quan cấp đã thu hồi giấy này trước hạn: giấy không còn giá trị."),
    ),
    signing.ALTERED: (
        _("Nội dung đã bị sửa"),
        "bad",
        _("Số giấy là thật nhưng nội dung không khớp với lúc ký: coi như không có giá trị."),
    ),
    signing.FORGED: (
        _("Không phải giấy do hệ thống này cấp"),
        "bad",
        _(
            "Mã này không có chữ ký hợp lệ, hoặc số giấy và biển số không khớp nhau. Hãy quét lại hoặc nhập tay."
        ),
    ),
}


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What a scanned code is worth today; the plate is shown whole only where the code bears the full signature."""
    slow_down(request, "logistics.verify", most=120, code="too_many_tries")
    shown = {name: request.GET.get(name, "")[:200] for name in ("xe", "tu", "den", "k", "s")}
    verdict = signing.judge(code[:40], shown, on=clock.today())
    return _answer(request, verdict)


@require_safe
def verify_typed(request: HttpRequest) -> HttpResponse:
    """A number and plate typed by hand; nothing of the paper is shown but whether it holds for what was typed."""
    form = TypedForm(request.GET or None)
    if not form.is_bound or not form.is_valid():
        return unlisted(render(request, "logistics/verify_typed.html", {"form": form}))
    slow_down(request, "logistics.typed", most=20, code="too_many_tries")
    number, plate = form.cleaned_data["so"].strip().upper(), form.cleaned_data["bien"]
    verdict = signing.judge_typed(number, plate, on=clock.today())
    return _answer(request, verdict, typed=(number, plate.strip().upper()))


def _answer(
    request: HttpRequest, verdict: signing.Verdict, typed: tuple[str, str] | None = None
) -> HttpResponse:
    heading, tone, advice = _SAID[verdict.word]
    context = {
        "heading": heading,
        "tone": tone,
        "advice": advice,
        "paper": verdict.paper,
        "typed": typed,
        "today": clock.today(),
    }
    status = 404 if verdict.word == signing.FORGED else 200
    return unlisted(render(request, "logistics/verify.html", context, status=status))
