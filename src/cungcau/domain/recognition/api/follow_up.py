"""Revocation cases, inspections and findings over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.ocop.models import Evidence
from cungcau.domain.ocop.selectors.products import products_shown
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.api.follow_up_shapes import (
    OcopFindingAgainIn,
    OcopFindingAnswerIn,
    OcopFindingNoteIn,
    OcopFindingOut,
    OcopInspectionAdHocIn,
    OcopInspectionMoveIn,
    OcopInspectionOut,
    OcopInspectionPageIn,
    OcopInspectionPlanIn,
    OcopInspectionResultIn,
    OcopInspectionSuggestedOut,
    OcopInspectionSuggestIn,
    OcopRevocationDecideIn,
    OcopRevocationIn,
    OcopRevocationOut,
    OcopRevocationPageIn,
)
from cungcau.domain.recognition.api.shapes import Number, OcopCertificateReasonIn
from cungcau.domain.recognition.models import Inspection, Revocation
from cungcau.domain.recognition.selectors import inspections as selectors
from cungcau.domain.recognition.selectors import revocations as cases
from cungcau.domain.recognition.selectors.shown import named_q
from cungcau.domain.recognition.services import findings, inspections, revocations
from cungcau.domain.recognition.views.frame import (
    certificate_for,
    finding_for,
    inspection_for,
    product_for,
    reader,
    revocation_for,
)
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["OCOP: kiểm tra, thu hồi"])


@router.get("/revocations", response={200: list[OcopRevocationOut], **PROBLEMS}, summary="Các vụ thu hồi")
def list_revocations(request: HttpRequest, wanted: Query[OcopRevocationPageIn]) -> list[OcopRevocationOut]:
    """The cases one may see, the latest first."""
    user = reader(request)
    rows = cases.revocations(user).filter(named_q(wanted.q, "certificate__product"))
    if wanted.area:
        rows = rows.filter(area_code=wanted.area)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.overdue:
        rows = cases.overdue(rows, clock.today())
    page = rows.order_by("-pk")[wanted.offset : wanted.offset + wanted.limit]
    return [OcopRevocationOut.of(one) for one in page]


@router.post(
    "/certificates/{int:number}/revocations", response={201: OcopRevocationOut, **PROBLEMS},
    summary="Đề nghị thu hồi giấy chứng nhận",
)  # fmt: skip
def open_revocation(
    request: HttpRequest, number: Number, wanted: OcopRevocationIn
) -> Status[OcopRevocationOut]:
    """Open a case on one of the six grounds; the decision is due within 15 days of the conclusion."""
    user, certificate = certificate_for(request, number)
    visit = inspection_for(request, wanted.inspection)[1] if wanted.inspection else None

    def work() -> dict[str, object]:
        made: Revocation = revocations.open_revocation(
            certificate=certificate, ground=wanted.ground, facts=wanted.facts, concluded_on=wanted.concluded_on,
            inspection=visit, actor=user,
        )  # fmt: skip
        return {"pk": made.pk}

    done = editing.once(once_token(request), user, "recognition.revoke.api", work, content=wanted.dict())
    return Status(201, OcopRevocationOut.of(revocation_for(request, int(str(done.result["pk"])))[1]))


@router.get(
    "/revocations/{int:number}", response={200: OcopRevocationOut, **PROBLEMS}, summary="Một vụ thu hồi"
)
def one_revocation(request: HttpRequest, number: Number) -> OcopRevocationOut:
    """One case."""
    return OcopRevocationOut.of(revocation_for(request, number)[1])


@router.post(
    "/revocations/{int:number}/decide",
    response={200: OcopRevocationOut, **PROBLEMS},
    summary="Ghi quyết định thu hồi",
)
def decide(request: HttpRequest, number: Number, wanted: OcopRevocationDecideIn) -> OcopRevocationOut:
    """The certificate counts no more from this moment."""
    user, found = revocation_for(request, number)
    revocations.decide_revocation(revocation=found, actor=user, **wanted.dict())
    return OcopRevocationOut.of(revocation_for(request, number)[1])


@router.post(
    "/revocations/{int:number}/drop",
    response={200: OcopRevocationOut, **PROBLEMS},
    summary="Khép vụ, không thu hồi",
)
def drop(request: HttpRequest, number: Number, wanted: OcopCertificateReasonIn) -> OcopRevocationOut:
    """Close a case without revoking."""
    user, found = revocation_for(request, number)
    revocations.drop_revocation(revocation=found, reason=wanted.reason, actor=user)
    return OcopRevocationOut.of(revocation_for(request, number)[1])


@router.get(
    "/inspections", response={200: list[OcopInspectionOut], **PROBLEMS}, summary="Kiểm tra sau công nhận"
)
def list_inspections(request: HttpRequest, wanted: Query[OcopInspectionPageIn]) -> list[OcopInspectionOut]:
    """The inspections one may see, the latest first."""
    user = reader(request)
    rows = selectors.inspections(user).filter(named_q(wanted.q, "product")).prefetch_related("findings")
    if wanted.area:
        rows = rows.filter(area_code=wanted.area)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    page = rows.order_by("-planned_on", "-pk")[wanted.offset : wanted.offset + wanted.limit]
    return [OcopInspectionOut.of(one) for one in page]


@router.get(
    "/inspections/suggestions", response={200: list[OcopInspectionSuggestedOut], **PROBLEMS},
    summary="Sản phẩm nên kiểm tra",
)  # fmt: skip
def suggestions(
    request: HttpRequest, wanted: Query[OcopInspectionSuggestIn]
) -> list[OcopInspectionSuggestedOut]:
    """Never inspected first, then the longest ago; those with an inspection planned are left out."""
    user = reader(request)
    access.require(user, policies.INSPECT)
    wish = selectors.Wish(wanted.area, wanted.star, wanted.limit)
    return [
        OcopInspectionSuggestedOut(
            product=one.pk, product_name=one.name, entity_name=one.entity.name, area_code=one.area_code,
            star=getattr(one, "star"), last_inspected=getattr(one, "last_inspected"),  # noqa: B009 - annotated
        )
        for one in selectors.to_inspect(user, wish, clock.today())
    ]  # fmt: skip


@router.post(
    "/inspections/plan",
    response={201: list[OcopInspectionOut], **PROBLEMS},
    summary="Lên lịch kiểm tra nhiều sản phẩm",
)
def plan(request: HttpRequest, wanted: OcopInspectionPlanIn) -> Status[list[OcopInspectionOut]]:
    """Plan an inspection of each product, all or none."""
    user = reader(request)
    products = list(products_shown(user).filter(pk__in=wanted.products).defer("words"))
    if len(products) < len(set(wanted.products)):
        raise DomainError("not_found")

    def work() -> dict[str, object]:
        made = inspections.plan_inspections(
            products=products, planned_on=wanted.planned_on, team=wanted.team, why=wanted.why, actor=user
        )
        return {"pks": [one.pk for one in made]}

    done = editing.once(once_token(request), user, "recognition.plan.api", work, content=wanted.dict())
    pks = done.result["pks"]
    assert isinstance(pks, list), "given above"
    rows = (
        Inspection.objects.filter(pk__in=pks).select_related("product__entity").prefetch_related("findings")
    )
    return Status(201, [OcopInspectionOut.of(one) for one in rows.order_by("pk")])


@router.post(
    "/inspections/ad-hoc",
    response={201: OcopInspectionOut, **PROBLEMS},
    summary="Kiểm tra đột xuất một sản phẩm",
)
def ad_hoc(request: HttpRequest, wanted: OcopInspectionAdHocIn) -> Status[OcopInspectionOut]:
    """Order an ad hoc inspection; the entity is not told beforehand."""
    user = reader(request)
    product = product_for(user, str(wanted.product))

    def work() -> dict[str, object]:
        made = inspections.order_inspection(
            product=product, planned_on=wanted.planned_on, why=wanted.why, team=wanted.team, actor=user
        )
        return {"pk": made.pk}

    done = editing.once(once_token(request), user, "recognition.ad-hoc.api", work, content=wanted.dict())
    return Status(201, OcopInspectionOut.of(inspection_for(request, int(str(done.result["pk"])))[1]))


@router.get(
    "/inspections/{int:number}", response={200: OcopInspectionOut, **PROBLEMS}, summary="Một lần kiểm tra"
)
def one_inspection(request: HttpRequest, number: Number) -> OcopInspectionOut:
    """One inspection with its findings."""
    return OcopInspectionOut.of(inspection_for(request, number)[1])


@router.post(
    "/inspections/{int:number}/finish",
    response={200: OcopInspectionOut, **PROBLEMS},
    summary="Ghi kết quả kiểm tra",
)
def finish(request: HttpRequest, number: Number, wanted: OcopInspectionResultIn) -> OcopInspectionOut:
    """Record the result with everything to be mended."""
    user, found = inspection_for(request, number)
    rows = [inspections.FindingRow(one.text, one.to_do, one.due_on, one.criterion) for one in wanted.findings]
    inspections.finish_inspection(
        inspection=found, done_on=wanted.done_on, conclusion=wanted.conclusion, team=wanted.team, findings=rows,
        actor=user,
    )  # fmt: skip
    return OcopInspectionOut.of(inspection_for(request, number)[1])


@router.post(
    "/inspections/{int:number}/move",
    response={200: OcopInspectionOut, **PROBLEMS},
    summary="Đổi lịch kiểm tra",
)
def move(request: HttpRequest, number: Number, wanted: OcopInspectionMoveIn) -> OcopInspectionOut:
    """Another day or team."""
    user, found = inspection_for(request, number)
    inspections.move_inspection(inspection=found, actor=user, **wanted.dict())
    return OcopInspectionOut.of(inspection_for(request, number)[1])


@router.post(
    "/inspections/{int:number}/cancel",
    response={200: OcopInspectionOut, **PROBLEMS},
    summary="Huỷ lần kiểm tra",
)
def cancel(request: HttpRequest, number: Number, wanted: OcopCertificateReasonIn) -> OcopInspectionOut:
    """Call it off."""
    user, found = inspection_for(request, number)
    inspections.cancel_inspection(inspection=found, reason=wanted.reason, actor=user)
    return OcopInspectionOut.of(inspection_for(request, number)[1])


@router.post(
    "/findings/{int:number}/answer",
    response={200: OcopFindingOut, **PROBLEMS},
    summary="Chủ thể báo đã khắc phục",
)
def answer_finding(request: HttpRequest, number: Number, wanted: OcopFindingAnswerIn) -> OcopFindingOut:
    """What was mended, with pieces of evidence uploaded before."""
    user, found = finding_for(request, number)
    pieces = list(Evidence.objects.filter(key__in=wanted.evidence))
    if len(pieces) < len(set(wanted.evidence)):
        raise DomainError("finding_proof_unknown")
    findings.answer_finding(finding=found, text=wanted.answer, evidence=pieces, actor=user)
    return OcopFindingOut.of(finding_for(request, number)[1])


@router.post(
    "/findings/{int:number}/close",
    response={200: OcopFindingOut, **PROBLEMS},
    summary="Xác nhận đã khắc phục",
)
def close_finding(request: HttpRequest, number: Number, wanted: OcopFindingNoteIn) -> OcopFindingOut:
    """It is mended."""
    user, found = finding_for(request, number)
    findings.close_finding(finding=found, note=wanted.note, actor=user)
    return OcopFindingOut.of(finding_for(request, number)[1])


@router.post(
    "/findings/{int:number}/reopen",
    response={200: OcopFindingOut, **PROBLEMS},
    summary="Yêu cầu khắc phục lại",
)
def reopen_finding(request: HttpRequest, number: Number, wanted: OcopFindingAgainIn) -> OcopFindingOut:
    """It is not mended yet."""
    user, found = finding_for(request, number)
    findings.reopen_finding(finding=found, reason=wanted.reason, due_on=wanted.due_on, actor=user)
    return OcopFindingOut.of(finding_for(request, number)[1])
