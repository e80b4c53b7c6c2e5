"""Forms 01 and 02 of a file as papers, with the list of its evidence annexed.

Source: 26/2026/QĐ-TTg, Appendix III, forms 01 and 02 (their structure; the wording is ours).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from cungcau.domain.ocop import paper_kinds, registration
from cungcau.domain.ocop.models import Choice, Dossier, Evidence
from cungcau.domain.ocop.selectors.evidence import Cited
from cungcau.domain.ocop.selectors.standing import Standing
from cungcau.domain.registry.selectors import masked
from cungcau.engines import scoring
from cungcau.kernel.vntext import show_date, show_money, show_number
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn

_TWO = (TableColumn("Nội dung", "left", 3), TableColumn("Kê khai", "left", 5))
_SCORED = (
    TableColumn("Mã", "left", 2), TableColumn("Tiêu chí, mức tự chọn", "left", 8), TableColumn("Điểm", "center", 2),
    TableColumn("Giải trình", "left", 6), TableColumn("Minh chứng", "left", 3),
)  # fmt: skip
_ANNEX = (
    TableColumn("Số", "center", 1), TableColumn("Minh chứng", "left", 6), TableColumn("Loại", "left", 4),
    TableColumn("Số hiệu, ngày cấp", "left", 4), TableColumn("Đến hết ngày", "left", 3),
    TableColumn("Cho tiêu chí", "left", 3),
)  # fmt: skip


def form_01(dossier: Dossier, cited: Mapping[str, Sequence[Cited]], on: date, *, whole: bool) -> Paper:
    """The registration; ``whole`` prints the phone number as it is, else masked."""
    product = dossier.product
    rows = [("Tên sản phẩm", product.name), ("Mã sản phẩm", product.code or "(cấp khi nộp)")]
    rows += [
        ("Bộ tiêu chí", f"{dossier.criteria_set.number}. {dossier.criteria_set.name}"),
        ("Loại hồ sơ", str(dossier.get_kind_display())),
    ]
    if dossier.renews is not None:
        old = dossier.renews
        said_old = f"{old.number or '(chưa ghi số)'}, {old.star} sao, đến hết {show_date(old.last_day)}"
        rows.append(("Giấy chứng nhận hiện có", said_old))
    body: list[Block] = [Heading("SẢN PHẨM, LOẠI HỒ SƠ"), Table(_TWO, tuple(rows))]
    for section in registration.SECTIONS:
        told = tuple(
            (field.paper, said(field, dossier.registration, whole) or "–") for field in section.fields
        )
        body += [Heading(section.paper), Table(_TWO, told)]
    body += [Heading("CAM KẾT"), Paragraph(_commitment(dossier))]
    return _paper(
        dossier, "PHIẾU ĐĂNG KÝ", "Đánh giá, phân hạng sản phẩm OCOP (Mẫu 01)", (*body, *annex(cited)), on
    )


def form_02(
    dossier: Dossier,
    sheet: scoring.Sheet,
    choices: Mapping[str, Choice],
    cited: Mapping[str, Sequence[Cited]],
    standing: Standing,
    on: date,
) -> Paper:
    """The self-assessment: level, points, explanation and evidence of every criterion, the total, the star."""
    numbers = evidence_numbers(cited)
    body: list[Block] = []
    for part, stands in zip(sheet.parts, standing.parts, strict=True):
        rows = tuple(_scored(row, choices, cited, numbers) for row in part.criteria)
        body += [
            Heading(f"PHẦN {part.code}. {part.name.upper()} ({stands.points}/{part.most} ĐIỂM)"),
            Table(_SCORED, rows),
        ]
    star = f"{standing.star} sao" if standing.star is not None else "chưa đạt hạng nào"
    body.append(
        Paragraph(f"Tổng điểm tự chấm: {standing.total}/{standing.most}. Hạng theo điểm tự chấm: {star}.")
    )
    if standing.unanswered:
        codes = ", ".join(row.code for row in standing.unanswered)
        body.append(Paragraph(f"Tiêu chí chưa chọn mức, tính 0 điểm: {codes}."))
    body += [Heading("CAM KẾT"), Paragraph(_commitment(dossier))]
    subject = f"Sản phẩm {dossier.product.name}, bộ {sheet.number}: {sheet.name} (Mẫu 02)"
    return _paper(dossier, "PHIẾU TỰ ĐÁNH GIÁ", subject, (*body, *annex(cited)), on)


def annex(cited: Mapping[str, Sequence[Cited]]) -> tuple[Block, ...]:
    """The list of evidence: each piece once, with the criteria that cite it."""
    numbers = evidence_numbers(cited)
    pieces: dict[int, Evidence] = {}
    used: dict[int, list[str]] = {}
    for code, rows in cited.items():
        for row in rows:
            pieces[row.evidence.pk] = row.evidence
            used.setdefault(row.evidence.pk, []).append(code or "cả hồ sơ")
    if not pieces:
        return (Heading("DANH MỤC MINH CHỨNG"), Paragraph("Hồ sơ chưa kèm minh chứng nào."))
    lines = []
    for pk, number in sorted(numbers.items(), key=lambda pair: pair[1]):
        one = pieces[pk]
        issued = ", ".join(filter(None, (one.number, show_date(one.issued_on) if one.issued_on else "")))
        title = f"{one.title} ({one.url})" if one.url else one.title
        last = show_date(one.expires_on) if one.expires_on else "–"
        lines.append(
            (
                str(number),
                title,
                paper_kinds.label(one.paper) or "–",
                issued or "–",
                last,
                ", ".join(used[pk]),
            )
        )
    return (Heading("DANH MỤC MINH CHỨNG"), Table(_ANNEX, tuple(lines)))


def evidence_numbers(cited: Mapping[str, Sequence[Cited]]) -> dict[int, int]:
    """The number of each piece in the annex, by id, in the order they are first cited."""
    found: dict[int, int] = {}
    for rows in cited.values():
        for one in rows:
            found.setdefault(one.evidence.pk, len(found) + 1)
    return found


def said(field: registration.Field, filled: Mapping[str, object], whole: bool) -> str:
    """A field of form 01 as it is printed."""
    text = registration.said(filled, field.name)
    if not text:
        return ""
    if field.kind == "phone" and not whole:
        return masked(text)
    if field.kind == "money":
        return show_money(int(text))
    if field.kind == "number" and field.name != "since_year":
        return show_number(int(text))
    if field.kind == "day":
        return show_date(date.fromisoformat(text))
    return f"{text} sao" if field.kind == "choice" else text


def _scored(
    row: scoring.Criterion,
    choices: Mapping[str, Choice],
    cited: Mapping[str, Sequence[Cited]],
    numbers: Mapping[int, int],
) -> tuple[str, str, str, str, str]:
    if not row.scorable:
        return row.code, row.name, f"(tối đa {row.most})", "", ""
    choice = choices.get(row.code)
    proofs = ", ".join(
        f"{numbers[one.evidence.pk]}{f' ({one.citation.where})' if one.citation.where else ''}"
        for one in cited.get(row.code, ())
    )
    if choice is None:
        return row.code, f"{row.name}: chưa chọn mức", f"0/{row.most}", "", proofs
    labels = [
        one.label for one in row.options if one.points == choice.points and (one.case or "") == choice.case
    ]
    case = f" (trường hợp {choice.case})" if choice.case else ""
    return (
        row.code, f"{row.name}: {'; '.join(labels)}{case}", f"{choice.points}/{row.most}", choice.explanation, proofs,
    )  # fmt: skip


def _commitment(dossier: Dossier) -> str:
    words = (
        "Chủ thể cam kết những điều kê khai là đúng sự thật, minh chứng kèm theo là thật, sản phẩm không xâm phạm "
        "quyền sở hữu trí tuệ của người khác, và chịu trách nhiệm trước pháp luật về nội dung hồ sơ."
    )
    if dossier.committed_at is None:
        return f"{words} (Chưa cam kết: bản in của hồ sơ đang soạn.)"
    given = dossier.registration.get(registration.COMMITMENT, {})
    moment = timezone.localtime(dossier.committed_at)
    heard = f", ghi nhận qua {given['heard']}" if given.get("heard") else ""
    who, day = given.get("name", ""), show_date(moment.date())
    return f"{words} Đã cam kết trên phần mềm: {who}, {moment:%H:%M} ngày {day}{heard}."


def _paper(dossier: Dossier, kind: str, subject: str, body: tuple[Block, ...], on: date) -> Paper:
    unit = dossier.product.unit
    place = unit.name if unit is not None else "……"
    symbol = (dossier.code or "").partition("/")[2] or "PĐK"
    day = timezone.localtime(dossier.submitted_at).date() if dossier.submitted_at else on
    return Paper(
        organisation=registration.said(dossier.registration, "legal_name") or dossier.product.entity.name,
        kind=kind,
        subject=subject,
        symbol=symbol,
        number=dossier.slip_no,
        place=place,
        day=day,
        addressees=(f"Ủy ban nhân dân {unit.title.lower() if unit is not None else '……'}",),
        body=body,
        signature=Signature(
            capacity=("ĐẠI DIỆN CHỦ THỂ",), name=registration.said(dossier.registration, "representative")
        ),
    )
