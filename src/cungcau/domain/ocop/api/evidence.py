"""Evidence over the API: the library, files and addresses, citations, opening a piece."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from cungcau.domain.ocop.api import inputs as given
from cungcau.domain.ocop.api import shapes
from cungcau.domain.ocop.models import Citation, Evidence
from cungcau.domain.ocop.selectors import evidence as selectors
from cungcau.domain.ocop.services import evidence as services
from cungcau.domain.ocop.views.dossier_frame import dossier_for
from cungcau.domain.ocop.views.evidence import evidence_for
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.files import papers
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["OCOP: minh chứng"])
ONE = {200: shapes.OcopEvidenceOut, **PROBLEMS}


@router.get(
    "", response={200: list[shapes.OcopEvidenceOut], **PROBLEMS}, summary="Kho minh chứng của một chủ thể"
)
def library(
    request: HttpRequest, organisation: Query[given.OcopWord], page: Query[given.OcopPageIn]
) -> list[Evidence]:
    """An organisation's evidence (by code), the newest first."""
    _user, found = _keeper(request, organisation)
    rows = selectors.called(selectors.library_of(found).select_related("organisation"), page.q)
    return list(rows[page.offset : page.offset + page.limit])


@router.post("/links", response={201: shapes.OcopEvidenceOut, **PROBLEMS}, summary="Thêm đường dẫn")
def add_link(request: HttpRequest, wanted: given.OcopLinkIn) -> Status[Evidence]:
    """Keep the address of a page; the same again is the piece there is."""
    user, found = _keeper(request, wanted.organisation)
    facts = {
        name: value
        for name, value in wanted.dict(exclude={"organisation", "url"}, exclude_unset=True).items()
        if value is not None
    }
    return Status(
        201, services.add_link(organisation=found, url=wanted.url, actor=user, facts=facts).evidence
    )


@router.post("/files", response={201: shapes.OcopEvidenceOut, **PROBLEMS}, summary="Tải tệp lên")
def add_file(
    request: HttpRequest, said: Form[given.OcopFileIn], file: File[UploadedFile]
) -> Status[Evidence]:
    """Keep a PDF or picture; the same content again is the piece there is."""
    user, found = _keeper(request, said.organisation)
    if (file.size or 0) > papers.most_bytes():
        most = papers.most_bytes() // 1024 // 1024
        raise DomainError("paper_too_large", name=(file.name or "")[:80], most_mb=most)
    added = services.add_file(
        organisation=found, content=file.read(), name=file.name or "", actor=user, facts={"paper": said.paper}
    )
    return Status(201, added.evidence)


@router.get("/{uuid:key}", response=ONE, summary="Một minh chứng")
def piece(request: HttpRequest, key: UUID) -> Evidence:
    """What is said of a piece."""
    return evidence_for(signed_in(request), str(key))


@router.patch("/{uuid:key}", response=ONE, summary="Sửa thông tin minh chứng")
def change(request: HttpRequest, key: UUID, wanted: given.OcopEvidenceFacts) -> Evidence:
    """Change what is given; an empty text or null takes it away, the title stays."""
    user = signed_in(request)
    facts = wanted.dict(exclude_unset=True)
    for name in ("paper", "number", "issuer"):
        if name in facts and facts[name] is None:
            facts[name] = ""
    if facts.get("title", "") is None:
        del facts["title"]
    services.change_evidence(evidence=evidence_for(user, str(key)), facts=facts, actor=user)
    return evidence_for(user, str(key))


@router.post("/{uuid:key}/withdraw", response=ONE, summary="Rút lại minh chứng")
def withdraw(request: HttpRequest, key: UUID) -> Evidence:
    """Take a piece back; files that cite it keep it."""
    user = signed_in(request)
    return services.withdraw_evidence(evidence=evidence_for(user, str(key)), actor=user)


@router.post("/{uuid:key}/offer", response=ONE, summary="Dùng lại minh chứng")
def offer(request: HttpRequest, key: UUID) -> Evidence:
    """Offer a piece taken back once more."""
    user = signed_in(request)
    return services.offer_again(evidence=evidence_for(user, str(key)), actor=user)


@router.get(
    "/{uuid:key}/file",
    response=PROBLEMS,
    summary="Tệp minh chứng",
    openapi_extra={
        "responses": {200: {"description": "PDF, JPEG", "content": {papers.PDF: {}, papers.JPEG: {}}}}
    },
)
def opened(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file itself; the trail keeps who looked."""
    user = signed_in(request)
    found = evidence_for(user, str(key))
    if found.url:
        raise DomainError("not_found")
    services.look(evidence=found, user=user)
    return papers.shown(found.sha256, found.mime, found.title)


@router.get(
    "/of/{int:number}",
    response={200: list[shapes.OcopCitationOut], **PROBLEMS},
    summary="Minh chứng của hồ sơ",
)
def cited(request: HttpRequest, number: given.OcopNumber) -> list[Citation]:
    """Everything a file cites, by criterion."""
    found = dossier_for(request, number)[1]
    rows = Citation.objects.filter(dossier=found).select_related("evidence__organisation")
    return list(rows.defer("evidence__organisation__words").order_by("criterion", "id"))


@router.post(
    "/of/{int:number}", response={200: list[shapes.OcopCitationOut], **PROBLEMS}, summary="Dẫn minh chứng"
)
def cite(request: HttpRequest, number: given.OcopNumber, wanted: given.OcopCitationIn) -> list[Citation]:
    """Cite pieces of the entity's own library for a criterion."""
    user, found = dossier_for(request, number)
    chosen = list(Evidence.objects.filter(key__in=set(wanted.evidence)))

    def work() -> dict[str, object]:
        new = services.cite(
            dossier=found, evidence=chosen, criterion=wanted.criterion, actor=user, where=wanted.where
        )
        return {"new": new}

    editing.once(
        once_token(request), user, f"ocop.cite.{number}.api", work, content=wanted.model_dump(mode="json")
    )
    return cited(request, number)


@router.delete(
    "/of/{int:number}/{int:citation}", response={204: None, **PROBLEMS}, summary="Bỏ dẫn minh chứng"
)
def uncite(request: HttpRequest, number: given.OcopNumber, citation: given.OcopNumber) -> Status[None]:
    """Cite a piece no longer."""
    user, found = dossier_for(request, number)
    one = Citation.objects.select_related("dossier", "evidence").filter(pk=citation, dossier=found).first()
    if one is None:
        raise DomainError("not_found")
    services.uncite(citation=one, actor=user)
    return Status(204, None)


def _keeper(request: HttpRequest, code: str) -> tuple[User, Organisation]:
    """Who asks, and the organisation whose evidence they keep; raises ``not_found``."""
    user = signed_in(request)
    found = by_code([code]).get(code)
    if found is None or not selectors.may_keep(user, found.pk, found.area_code):
        raise DomainError("not_found")
    return user, found
