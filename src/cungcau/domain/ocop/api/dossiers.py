"""Files over the API: beginning, form 01, form 02 with its live count, commitment."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Status

from cungcau.domain.ocop import policies, registration
from cungcau.domain.ocop.api import inputs as given
from cungcau.domain.ocop.api import shapes
from cungcau.domain.ocop.models import CriteriaSet, Dossier
from cungcau.domain.ocop.selectors import files
from cungcau.domain.ocop.selectors.certificates import certificate_in_force
from cungcau.domain.ocop.selectors.rules import bands_of, current_sets, sheet_of
from cungcau.domain.ocop.selectors.standing import Standing, points_of, standing, standing_of
from cungcau.domain.ocop.services import choices as choice_services
from cungcau.domain.ocop.services import dossiers as services
from cungcau.domain.ocop.services.choices import Said
from cungcau.domain.ocop.services.dossiers import Commitment
from cungcau.domain.ocop.views.dossier_frame import dossier_for, may_read_files, rights_of
from cungcau.domain.ocop.views.products import product_for
from cungcau.domain.registry.selectors import masked
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.search import matching

router = Router(tags=["OCOP: hồ sơ"])
WHOLE = {200: shapes.OcopDossierWholeOut, **PROBLEMS}
STANDS = {200: shapes.OcopStandingOut, **PROBLEMS}


@router.get("", response={200: list[shapes.OcopDossierOut], **PROBLEMS}, summary="Hồ sơ OCOP")
def dossiers(request: HttpRequest, page: Query[given.OcopDossierPageIn]) -> list[Dossier]:
    """The files one may see, the last changed first."""
    rows = matching(files.listed(may_read_files(request)), page.q)
    for field, value in (
        ("state", page.state), ("kind", page.kind), ("criteria_set__code", page.set), ("area_code", page.area),
    ):  # fmt: skip
        if value:
            rows = rows.filter(**{field: value})
    return list(rows[page.offset : page.offset + page.limit])


@router.post("", response={201: shapes.OcopDossierWholeOut, **PROBLEMS}, summary="Lập hồ sơ")
def start(request: HttpRequest, wanted: given.OcopDossierIn) -> Status[Dossier]:
    """Begin a file for a product under a set of the rules in force."""
    user, product = product_for(request, wanted.product)

    def work() -> dict[str, object]:
        made = services.start_dossier(
            product=product, criteria_set=_set(wanted.set), kind=wanted.kind, actor=user,
            renews=None if wanted.kind == "first" else certificate_in_force(product),
        )  # fmt: skip
        return {"pk": made.pk}

    done = editing.once(once_token(request), user, "ocop.dossier.api", work, content=wanted.dict())
    return Status(201, told(*dossier_for(request, int(str(done.result["pk"])))))


@router.get("/{int:number}", response=WHOLE, summary="Một hồ sơ")
def dossier(request: HttpRequest, number: given.OcopNumber) -> Dossier:
    """One file with form 01 and what was chosen."""
    return told(*dossier_for(request, number))


@router.patch("/{int:number}/registration", response=WHOLE, summary="Điền phiếu đăng ký (Mẫu 01)")
def register(request: HttpRequest, number: given.OcopNumber, wanted: given.OcopRegistrationIn) -> Dossier:
    """Change the fields given, unless somebody else changed form 01 since ``version``."""
    user, found = dossier_for(request, number)
    if wanted.version != found.version:
        raise DomainError("edited_meanwhile", version=found.version, fields=0)
    seen = {name: registration.said(found.registration, name) for name in wanted.fields}
    services.save_registration(
        dossier=found, version=wanted.version, seen=seen, mine=wanted.fields, actor=user
    )
    return told(*dossier_for(request, number))


@router.get("/{int:number}/standing", response=STANDS, summary="Điểm tự chấm, còn thiếu gì")
def stands(request: HttpRequest, number: given.OcopNumber) -> Standing:
    """Where the saved choices stand, and the cheapest ways up."""
    return standing_of(dossier_for(request, number)[1])


@router.post("/{int:number}/standing", response=STANDS, summary="Tính thử các mức")
def try_out(request: HttpRequest, number: given.OcopNumber, wanted: given.OcopChoicesIn) -> Standing:
    """Where the choices would stand with these; nothing is saved."""
    found = dossier_for(request, number)[1]
    points = points_of(found)
    for code, value in wanted.choices.items():
        points.pop(code, None)
        if value is not None:
            points[code] = value
    return standing(sheet_of(found.criteria_set), bands_of(found.criteria_set.book.instrument), points)


@router.put("/{int:number}/choices/{criterion}", response=STANDS, summary="Chọn mức một tiêu chí")
def choose(
    request: HttpRequest, number: given.OcopNumber, criterion: given.OcopCode, wanted: given.OcopChoiceIn
) -> Standing:
    """Write one criterion."""
    user, found = dossier_for(request, number)
    said = Said(wanted.points, wanted.case, wanted.explanation)
    return choice_services.choose(dossier=found, criterion=criterion, said_now=said, seen=None, actor=user)


@router.delete("/{int:number}/choices/{criterion}", response=STANDS, summary="Bỏ chọn một tiêu chí")
def unchoose(request: HttpRequest, number: given.OcopNumber, criterion: given.OcopCode) -> Standing:
    """Take one choice back."""
    user, found = dossier_for(request, number)
    return choice_services.choose(dossier=found, criterion=criterion, said_now=Said(), seen=None, actor=user)


@router.put("/{int:number}/choices", response=STANDS, summary="Chọn mức nhiều tiêu chí")
def choose_many(request: HttpRequest, number: given.OcopNumber, wanted: given.OcopChoicesIn) -> Standing:
    """Write many criteria; explanations stay."""
    user, found = dossier_for(request, number)
    said = {code: Said(points) for code, points in wanted.choices.items()}
    return choice_services.choose_all(dossier=found, wanted=said, seen=None, actor=user)


@router.post("/{int:number}/set", response={200: shapes.OcopLostOut, **PROBLEMS}, summary="Đổi bộ tiêu chí")
def change_set(request: HttpRequest, number: given.OcopNumber, wanted: given.OcopSetIn) -> dict[str, object]:
    """Let a draft follow another set of the rules in force."""
    user, found = dossier_for(request, number)
    lost = services.follow_current_rules(dossier=found, criteria_set=_set(wanted.set), actor=user)
    return {"lost": sorted(lost)}


@router.post("/{int:number}/submit", response=WHOLE, summary="Cam kết và nộp hồ sơ")
def submit(request: HttpRequest, number: given.OcopNumber, wanted: given.OcopCommitmentIn) -> Dossier:
    """Commit to the file and send it to the commune."""
    user, found = dossier_for(request, number)

    def work() -> dict[str, object]:
        services.submit_dossier(
            dossier=found, commitment=Commitment(wanted.name, wanted.heard), actor=user,
            despite_unanswered=wanted.despite_unanswered,
        )  # fmt: skip
        return {}

    token = once_token(request)
    editing.once(token, user, f"ocop.dossier.submit.{number}.api", work, content=wanted.dict())
    return told(*dossier_for(request, number))


def told(user: User, found: Dossier) -> Dossier:
    """A file as its reader may know it: the phone whole for those who work with the entity."""
    whole = rights_of(user, found).writes or access.allows(user, policies.OFFICE, found.area_code)
    filled = {name: registration.said(found.registration, name) for name in registration.FIELDS}
    if not whole:
        filled["phone"] = masked(filled["phone"])
    found.registration = filled
    return found


def _set(code: str) -> CriteriaSet:
    found = current_sets(clock.today()).filter(code=code).first()
    if found is None:
        raise InputInvalid([Fault("dossier", 1, "set", code, "cần một bộ của văn bản đang áp dụng")])
    return found
