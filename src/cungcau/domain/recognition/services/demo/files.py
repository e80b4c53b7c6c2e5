"""Made-up files, written through the verbs people use and left at the stage each is to show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from cungcau.domain.ocop.models import CriteriaSet, Dossier, DossierKind, Evidence, Product
from cungcau.domain.ocop.paper_kinds import PaperKind
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.services import samples
from cungcau.domain.ocop.services.choices import Said, choose_all
from cungcau.domain.ocop.services.dossiers import Commitment, save_registration, start_dossier, submit_dossier
from cungcau.domain.ocop.services.evidence import add_file, cite
from cungcau.domain.ocop.services.report import Findings, save_report
from cungcau.domain.ocop.services.request_rows import Item
from cungcau.domain.ocop.services.requests import ask
from cungcau.domain.ocop.services.road_commune import Letter, forward, send_back
from cungcau.domain.ocop.services.road_office import finish_review, take_up
from cungcau.domain.recognition.services.demo.entities import SHOWN
from cungcau.domain.registry.models import Organisation
from cungcau.engines import scoring
from cungcau.platform.documents.paper import Paper, Paragraph, Signature
from cungcau.platform.documents.pdf import to_pdf
from cungcau.platform.ui import clock

_DAY = timedelta(days=1)
_PAPERS = (
    (PaperKind.FOOD_SAFETY, "Giấy chứng nhận an toàn thực phẩm (minh hoạ)", 300),
    (PaperKind.TRADEMARK, "Giấy chứng nhận nhãn hiệu (minh hoạ)", 1500),
    (PaperKind.LICENCE, "Giấy phép, điều kiện sản xuất (minh hoạ)", 25),
    (PaperKind.DECLARATION, "Bản tự công bố sản phẩm (minh hoạ)", None),
    (PaperKind.TEST, "Phiếu kiểm nghiệm (minh hoạ)", 200),
    (PaperKind.CONTRACT, "Hợp đồng mua bán (minh hoạ)", None),
    (PaperKind.STORY, "Câu chuyện sản phẩm (minh hoạ)", None),
)


def papers_of(entity: Organisation) -> list[Evidence]:
    """Evidence of an entity: papers that say themselves that they are made up."""
    made = []
    for kind, title, days in _PAPERS:
        facts = {
            "title": title,
            "paper": kind,
            "issued_on": clock.today() - 90 * _DAY,
            "expires_on": clock.today() + days * _DAY if days else None,
        }
        sheet = _paper(entity, title)
        made.append(
            add_file(
                organisation=entity, content=to_pdf(sheet), name=f"{kind}.pdf", actor=None, facts=facts, is_demo=True
            ).evidence
        )  # fmt: skip
    return made


def levels(sheet: scoring.Sheet, points: int) -> dict[str, int]:
    """Options that come to about ``points`` and miss no minimum of the stars below five."""
    bound = {one.criterion for one in sheet.star_conditions if one.star < 5}
    chosen = {row.code: row.most for row in sheet.scorable}
    easy = [row for row in reversed(sheet.scorable) if row.code not in bound]
    for row in (*easy, *reversed(sheet.scorable)):
        while sum(chosen.values()) > points:
            lower = [step for step in row.ladder if step < chosen[row.code]]
            if not lower or not lower[-1]:
                break
            chosen[row.code] = lower[-1]
    return chosen


def write(product: Product, points: int, papers: list[Evidence], *, whole: bool = True) -> Dossier:
    """A file with form 01, choices and evidence; ``whole`` False leaves it half written."""
    criteria_set = CriteriaSet.objects.filter(code=product.set_code, book__state="published").latest("book")
    dossier = start_dossier(
        product=product, criteria_set=criteria_set, kind=DossierKind.FIRST, actor=None, is_demo=True
    )
    sheet = sheet_of(criteria_set)
    wanted = _said(sheet, levels(sheet, points))
    if not whole:
        wanted = dict(list(wanted.items())[: len(wanted) // 2])
    dossier = save_registration(
        dossier=dossier,
        version=dossier.version,
        seen=dossier.registration,
        mine=_form(product, whole),
        actor=None,
    )
    choose_all(dossier=dossier, wanted=wanted, seen=None, actor=None)
    for place, code in enumerate(wanted):
        cite(dossier=dossier, evidence=[papers[place % len(papers)]], criterion=code, actor=None)
    return dossier


def carry(dossier: Dossier, stage: str) -> Dossier:
    """Move a written file along its road up to a stage: "submitted", "forwarded", "reviewing" or "ready"."""
    name = dossier.product.entity.name
    dossier = submit_dossier(
        dossier=dossier, commitment=Commitment(SHOWN, f"{name}: nói trực tiếp"), actor=None
    )
    if stage == "submitted":
        return dossier
    fine = f"Đúng như hồ sơ ({SHOWN})."
    save_report(
        dossier=dossier,
        findings=Findings(True, True, fine, True, fine, True, fine, True, fine, fine),
        actor=None,
    )
    number = f"{dossier.slip_no or dossier.pk}/CV-UBND"
    sent = forward(
        dossier=dossier,
        letter=Letter(number, clock.today()),
        samples=dossier.criteria_set.samples,
        actor=None,
    )
    if stage == "forwarded":
        return sent
    for box in sent.samples.filter(received_on=None):
        samples.receive(
            samples=box,
            count=box.count,
            received_on=clock.today(),
            condition=f"nguyên vẹn ({SHOWN})",
            actor=None,
        )
    sent = take_up(dossier=sent, actor=None)
    if stage == "reviewing":
        return sent
    return finish_review(dossier=sent, conclusion=f"Hồ sơ đủ, trình hội đồng ({SHOWN}).", actor=None)


def ask_more(dossier: Dossier) -> None:
    """What the advisory team asks of a file it looks at."""
    due = clock.today() + 7 * _DAY
    ask(
        dossier=dossier,
        items=[
            Item("Chụp rõ nhãn hàng, thấy được ngày đóng gói.", due, "2.3"),
            Item("Bổ sung hợp đồng với nơi bán ngoài tỉnh.", due, "4.1"),
        ],
        actor=None,
    )


def give_back(dossier: Dossier) -> None:
    """What the commune gives a file back for."""
    send_back(
        dossier=dossier,
        items=[
            Item("Ghi rõ số lao động là người trong xã.", clock.today() + 5 * _DAY, "3.3"),
            Item("Giấy phép, điều kiện sản xuất sắp hết hạn: gửi giấy mới.", clock.today() + 10 * _DAY),
        ],
        reason="còn thiếu hai mục",
        actor=None,
    )


def _said(sheet: scoring.Sheet, points: Mapping[str, int]) -> dict[str, Said]:
    found = {}
    for code, value in points.items():
        option = next(one for one in sheet.criterion(code).options if one.points == value)
        found[code] = Said(value, option.case or "", f"Theo giấy tờ kèm theo ({SHOWN}).")
    return found


def _form(product: Product, whole: bool) -> dict[str, object]:
    entity = product.entity
    filled: dict[str, object] = {
        "legal_name": entity.name,
        "legal_form": entity.get_kind_display(),
        "address": f"{product.unit.name if product.unit else ''}, Lạng Sơn ({SHOWN})",
        "representative": f"Người đại diện ({SHOWN})",
        "phone": "0900000000",
        "summary": f"{product.name}: sản phẩm đặt ra để xem thử phần mềm.",
        "ingredients": f"Nguyên liệu trong xã ({SHOWN}).",
        "place_of_making": f"Thôn Mẫu ({SHOWN})",
        "output": "12.000 kg",
        "labour_total": "20",
        "labour_local": "16",
        "target_star": "4",
    }
    return filled if whole else dict(list(filled.items())[:6])


def _paper(entity: Organisation, title: str) -> Paper:
    return Paper(
        organisation="VĂN BẢN MINH HOẠ",
        subject=title,
        place="Lạng Sơn",
        day=date(clock.today().year, 3, 2),
        kind="GIẤY TỜ MINH HOẠ",
        symbol="MH",
        body=(
            Paragraph(
                f"Tệp này đặt ra để xem thử phần mềm, không phải giấy tờ thật. Chủ thể: {entity.name}."
            ),
        ),
        signature=Signature(("NGƯỜI KÝ MINH HOẠ",)),
    )
