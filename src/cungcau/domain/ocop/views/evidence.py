"""The evidence of an entity: the list, adding files and addresses, one piece, opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.forms.evidence import EvidenceForm, LinkForm, UploadForm
from cungcau.domain.ocop.models import Dossier, Evidence
from cungcau.domain.ocop.paper_kinds import PaperKind
from cungcau.domain.ocop.selectors import evidence as selectors
from cungcau.domain.ocop.services import evidence as services
from cungcau.domain.ocop.views.dossier_frame import dossier_for
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.files import papers
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PER_PAGE = 50
MOST_FILES = 40


@require_safe
def libraries(request: HttpRequest) -> HttpResponse:
    """Whose evidence one keeps; somebody who acts for one organisation goes straight there."""
    user = signed_in(request)
    access.require(user, policies.KEEP_EVIDENCE)
    rows = selectors.keepers(user)
    text = request.GET.get("q", "")[:200].replace("\x00", "")
    page = Paginator(selectors.keepers_called(rows, text), PER_PAGE).get_page(request.GET.get("page"))
    if not text and page.paginator.count == 1:
        return redirect("ocop:evidence", org=page.object_list[0].pk)
    return render(request, "ocop/libraries.html", {"page": page, "q": text})


@require_safe
def library(request: HttpRequest, org: int) -> HttpResponse:
    """An organisation's evidence, the newest first, with forms to add."""
    _user, organisation = organisation_for(request, org)
    rows = selectors.library_of(organisation)
    text, paper, look = _asked(request)
    rows = selectors.called(rows, text) if text else rows
    if paper:
        rows = rows.filter(paper=paper)
    rows = selectors.looking(rows, look, clock.today())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    context: dict[str, Any] = {
        "organisation": organisation, "page": page, "q": text, "paper": paper, "look": look,
        "rows": [(one, *standing_words(one)) for one in page.object_list], "today": today,
        "kinds": PaperKind.choices, "looks": selectors.LOOKS, "upload": UploadForm(),
        "link": LinkForm(auto_id="link_%s"),
        "most_mb": papers.most_bytes() // 1024 // 1024,
    }  # fmt: skip
    return render(request, "ocop/library.html", context)


def standing_words(one: Evidence) -> tuple[str, str]:
    """How a piece stands today, in words, with its tone; blank where there is nothing to say."""
    if one.withdrawn_at is not None:
        return _("đã rút lại"), "warn"
    found = selectors.standing(one, clock.today())
    if found == selectors.OPEN:
        return "", ""
    return str(selectors.STANDING_LABELS[found]), selectors.STANDING_TONES[found]


@require_POST
def upload(request: HttpRequest, org: int) -> HttpResponse:
    """Add files, and cite them at once where a file and criterion are named; each is taken or refused for itself."""
    user, organisation = organisation_for(request, org)
    sent = [*request.FILES.getlist("papers"), *request.FILES.getlist("camera")][:MOST_FILES]
    target = _target(request)
    made, refused = [], []
    for one in sent:
        try:
            made.append(_add(user, organisation, one, request.POST.get("paper", ""), target))
        except DomainError as error:
            refused.append({"name": (one.name or "")[:80], "message": _said(error)})
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"made": made, "refused": refused}, status=400 if refused else 200)
    for row in refused:
        messages.error(request, row["message"])
    if made:
        said = ngettext("Đã thêm %(count)s minh chứng.", "Đã thêm %(count)s minh chứng.", len(made))
        messages.success(request, said % {"count": len(made)})
    if not sent:
        messages.error(request, _("Chưa chọn tệp nào."))
    return redirect(_back(request, organisation))


@require_POST
def add_link(request: HttpRequest, org: int) -> HttpResponse:
    """Add an address."""
    user, organisation = organisation_for(request, org)
    form = LinkForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            added = services.add_link(
                organisation=organisation, url=data["url"], actor=user,
                facts={"title": data["title"], "paper": data["paper"]},
            )  # fmt: skip
            _cite(user, added.evidence, _target(request))
        except DomainError as error:
            messages.error(request, _said(error))
        else:
            messages.success(request, _("Đã thêm đường dẫn."))
    else:
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
    return redirect(_back(request, organisation))


@require_http_methods(["GET", "POST"])
def piece(request: HttpRequest, key: str) -> HttpResponse:
    """One piece: what is said of it, which files cite it."""
    user = signed_in(request)
    found = evidence_for(user, key)
    keeps = selectors.may_keep(user, found.organisation_id, found.area_code)
    form = EvidenceForm(request.POST or None, evidence=found)
    if request.method == "POST":
        if not keeps:
            raise DomainError("not_found")
        if form.is_valid():
            try:
                services.change_evidence(evidence=found, facts=form.cleaned_data, actor=user)
            except InputInvalid as refused:
                for fault in refused.faults:
                    form.add_error(
                        fault.column if fault.column in form.fields else None, f"{fault.expected}."
                    )
            else:
                messages.success(request, _("Đã lưu."))
                return redirect("ocop:evidence-piece", key=found.key)
    label, tone = standing_words(found)
    context = {
        "evidence": found, "keeps": keeps, "form": form, "label": label, "tone": tone,
        "files": selectors.files_citing(found, user),
    }  # fmt: skip
    return render(request, "ocop/evidence_piece.html", context, status=400 if form.errors else 200)


@require_safe
def opened(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file itself, for those who may see it; the trail keeps who looked."""
    user = signed_in(request)
    found = evidence_for(user, key)
    if found.url:
        raise DomainError("not_found")
    services.look(evidence=found, user=user)
    return papers.shown(found.sha256, found.mime, found.title, download="tai-ve" in request.GET)


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take a piece back, or offer it again."""
    user = signed_in(request)
    found = evidence_for(user, key)
    if "dung-lai" in request.POST:
        services.offer_again(evidence=found, actor=user)
        messages.success(request, _("Minh chứng lại dùng được."))
    else:
        services.withdraw_evidence(evidence=found, actor=user)
        messages.success(request, _("Đã rút lại. Hồ sơ đang dẫn minh chứng này vẫn giữ nó."))
    return redirect("ocop:evidence-piece", key=found.key)


def organisation_for(request: HttpRequest, org: int) -> tuple[User, Organisation]:
    """Who asks, and an organisation whose evidence they keep; raises ``not_found``."""
    user = signed_in(request)
    found = (
        Organisation.objects.filter(pk=org, merged_into=None).defer("words").first() if org < 2**63 else None
    )
    if found is None or not selectors.may_keep(user, found.pk, found.area_code):
        raise DomainError("not_found")
    return user, found


def evidence_for(user: User, key: str) -> Evidence:
    """A piece somebody may look at; raises ``not_found``."""
    rows = Evidence.objects.select_related("organisation", "uploaded_by").defer("organisation__words")
    found = rows.filter(key=key).first()
    if found is None or not selectors.may_look(user, found):
        raise DomainError("not_found")
    return found


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    text = request.GET.get("q", "")[:200].replace("\x00", "")
    paper, look = request.GET.get("loai", ""), request.GET.get("xem", "")
    return text, paper if paper in PaperKind.values else "", look if look in dict(selectors.LOOKS) else ""


def _target(request: HttpRequest) -> tuple[Dossier, str] | None:
    """The file and criterion new evidence is cited by at once."""
    wanted = request.POST.get("ho-so", "")
    if not wanted:
        return None
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 18):
        raise DomainError("not_found")
    return dossier_for(request, int(wanted))[1], request.POST.get("tieu-chi", "")[:12]


def _add(
    user: User,
    organisation: Organisation,
    sent: UploadedFile[bytes],
    paper: str,
    target: tuple[Dossier, str] | None,
) -> dict[str, object]:
    name = sent.name or ""
    if (sent.size or 0) > papers.most_bytes():
        raise DomainError("paper_too_large", name=name[:80], most_mb=papers.most_bytes() // 1024 // 1024)
    added = services.add_file(
        organisation=organisation, content=sent.read(), name=name, actor=user, facts={"paper": paper}
    )
    _cite(user, added.evidence, target)
    return {
        "name": name[:80], "title": added.evidence.title, "key": str(added.evidence.key), "again": added.again,
        "said": _("đã có sẵn trong kho") if added.again else _("đã tải lên"),
    }  # fmt: skip


def _cite(user: User, evidence: Evidence, target: tuple[Dossier, str] | None) -> None:
    if target is not None:
        services.cite(dossier=target[0], evidence=[evidence], criterion=target[1], actor=user)


def _said(error: DomainError) -> str:
    if isinstance(error, InputInvalid):
        return "; ".join(fault.expected for fault in error.faults)
    return answer(error).text


def _back(request: HttpRequest, organisation: Organisation) -> str:
    page = request.POST.get("ve", "")
    ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, None)
    return page if ours else f"/ocop/minh-chung/{organisation.pk}/"
