"""A plan as an official paper in the layout of Decree 30/2020/NĐ-CP: head, numbered parts, tables, recipients."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import groupby

from cungcau.domain.programmes import states, wording
from cungcau.domain.programmes.models import (
    Agency,
    BudgetLine,
    Direction,
    Fund,
    Indicator,
    Level,
    Part,
    Passage,
    Plan,
    Scenario,
    Task,
)
from cungcau.kernel.vntext import show_date, show_kg, show_number
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_MILLION = 1_000_000
_NO_PLACE = "……"
_FULL = re.compile(r"^UBND\b")
"""The issuing body is named in full; the one above it may be shortened (appendix I, part II, 2)."""
_MONEY = re.compile(r"^.{0,40}\bkinh phí\b", re.IGNORECASE)


def paper(plan: Plan, today: date) -> Paper:
    """The plan's paper. A draft has the number left free, the day of ``today`` and says that it is one.

    Reads the parts of the plan in as many questions as there are kinds of them.
    """
    passages = {
        part: list(rows)
        for part, rows in groupby(plan.passages.order_by("part", "position"), key=lambda one: one.part)
    }
    issuer = plan.issuer
    above = Agency.objects.filter(pk=issuer.parent_id).only("name").first() if issuer.parent_id else None
    draft = plan.state == states.DRAFT
    return Paper(
        organisation=_FULL.sub("Ủy ban nhân dân", issuer.name),
        parent_organisation=above.name if above is not None else "",
        kind="KẾ HOẠCH",
        subject=f"{plan.title}{' (dự thảo)' if draft else ''}",
        number=int(plan.number) if plan.number.isdigit() and int(plan.number) < 100_000 else None,
        symbol=_symbol(plan),
        place=plan.place or _NO_PLACE,
        day=plan.issued_on or today,
        bases=_bases(passages.get(Part.BASIS, [])),
        body=tuple(_numbered(_sections(plan, passages))),
        signature=Signature(capacity=tuple(_capacity(plan.signer))),
        recipients=tuple(one.text for one in passages.get(Part.RECIPIENT, [])) or ("Lưu: VT",),
    )


def _symbol(plan: Plan) -> str:
    """ "KH-UBND"; where none is known yet, that of a plan of its issuer."""
    given = plan.symbol or "-".join(filter(None, ("KH", plan.issuer.symbol)))
    spoken = plan.number and not plan.number.isdigit()
    return f"{plan.number}/{given}" if spoken else given


def _bases(passages: Iterable[Passage]) -> tuple[str, ...]:
    """ "Căn cứ …;" each on its line, the last one with a full stop."""
    texts = [one.text.strip().rstrip(";.") for one in passages]
    said = [
        text if text.lower().startswith(("căn cứ", "thực hiện", "theo")) else f"Căn cứ {text}"
        for text in texts
    ]
    return tuple(f"{text}{'.' if place == len(said) else ';'}" for place, text in enumerate(said, 1))


def _capacity(signer: str) -> Iterator[str]:
    """ "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH" stands in two lines."""
    yield from (text.strip() for text in signer.split(",") if text.strip())


Section = tuple[str, list[Block]]


def _sections(plan: Plan, passages: dict[str, list[Passage]]) -> Iterator[Section]:
    """The parts of the paper in the order such plans have them, those that are empty left out by the caller."""
    yield "KHÁI QUÁT TÌNH HÌNH", list(_texts(passages.get(Part.SITUATION, [])))
    purpose, wanted = passages.get(Part.PURPOSE, []), passages.get(Part.REQUIREMENT, [])
    if purpose and wanted:
        yield "MỤC ĐÍCH, YÊU CẦU", [
            Heading("1. Mục đích", 2), *_texts(purpose, dashed=True),
            Heading("2. Yêu cầu", 2), *_texts(wanted, dashed=True),
        ]  # fmt: skip
    else:
        yield "MỤC ĐÍCH" if purpose else "YÊU CẦU", list(_texts(purpose or wanted))
    yield "MỤC TIÊU", [*_texts(passages.get(Part.OBJECTIVE, [])), *_targets(plan)]
    deeds = passages.get(Part.SOLUTION, [])
    money = [one for one in deeds if _MONEY.match(one.text)]
    yield "NHIỆM VỤ, GIẢI PHÁP", list(_texts(one for one in deeds if one not in money))
    yield "KINH PHÍ THỰC HIỆN", [*_texts(money), *_money(plan)]
    yield "KỊCH BẢN TIÊU THỤ", list(_scenarios(plan))
    yield "TỔ CHỨC THỰC HIỆN", [*_texts(passages.get(Part.ORGANISATION, [])), *_tasks(plan)]
    yield "CHẾ ĐỘ BÁO CÁO", list(_texts(passages.get(Part.REPORTING, [])))


def _numbered(sections: Iterable[Section]) -> Iterator[Block]:
    place = 0
    for title, blocks in sections:
        if blocks:
            yield Heading(f"{_ROMAN[place]}. {title}")
            yield from blocks
            place += 1


def _texts(passages: Iterable[Passage], *, dashed: bool = False) -> Iterator[Block]:
    """Passages as paragraphs under their own marks; ``dashed`` gives those that stand below a heading a dash."""
    for one in passages:
        mark = one.mark.strip()
        if dashed or mark == "-" or mark in _ROMAN:
            yield Paragraph(f"- {one.text}" if dashed or mark == "-" else one.text)
        else:
            yield Paragraph(f"{mark.rstrip('.')}. {one.text}" if mark else one.text)


def _targets(plan: Plan) -> Iterator[Block]:
    rows = list(plan.indicators.order_by("position"))
    if not rows:
        return
    columns = (
        TableColumn("TT", "center", 1), TableColumn("Chỉ tiêu", "left", 7), TableColumn("Đơn vị", "center", 3),
        TableColumn("Hiện trạng", "right", 2), TableColumn("Mục tiêu", "right", 3),
        TableColumn("Đến ngày", "center", 3),
    )  # fmt: skip
    cells = tuple(
        (
            str(place), one.name, one.unit, "–" if one.baseline is None else show_number(one.baseline), _wanted(one),
            show_date(one.due_on) if one.due_on else "–",
        )
        for place, one in enumerate(rows, 1)
    )  # fmt: skip
    yield Table(columns, cells, "Bảng chỉ tiêu")


def _wanted(one: Indicator) -> str:
    """ "≥ 50", "60 – 70", "≤ 3"."""
    if one.target is None:
        return "–"
    if one.target_high is not None:
        return f"{show_number(one.target)} – {show_number(one.target_high)}"
    signs = {Direction.AT_MOST: "≤ ", Direction.AT_LEAST: "≥ "}
    return f"{signs.get(Direction(one.direction), '')}{show_number(one.target)}"


def _tasks(plan: Plan) -> Iterator[Block]:
    rows = list(
        Task.objects.filter(plan=plan)
        .defer("words")
        .select_related("lead")
        .prefetch_related("helpers")
        .order_by("position")
    )
    if not rows:
        return
    columns = (
        TableColumn("TT", "center", 2), TableColumn("Nhiệm vụ", "left", 10), TableColumn("Chủ trì", "left", 5),
        TableColumn("Phối hợp", "left", 5), TableColumn("Thời hạn", "center", 4),
    )  # fmt: skip
    cells = tuple(
        (
            str(place), one.text, str(one.lead) if one.lead else "–",
            ", ".join(str(helper) for helper in one.helpers.all()) or "–",
            show_date(one.due_on) if one.due_on else "–",
        )
        for place, one in enumerate(rows, 1)
    )  # fmt: skip
    yield Table(columns, cells, "Phân công nhiệm vụ")


def _money(plan: Plan) -> Iterator[Block]:
    rows = list(BudgetLine.objects.filter(plan=plan).order_by("position"))
    added = [one for one in rows if not one.is_control]
    total = (
        plan.stated_total_vnd if plan.stated_total_vnd is not None else sum(one.amount_vnd for one in added)
    )
    if not rows:
        if plan.stated_total_vnd is not None:
            yield Paragraph(f"Tổng kinh phí: {_millions(total)} triệu đồng.")
        return
    columns = (
        TableColumn("TT", "center", 1), TableColumn("Nội dung", "left", 6), TableColumn("Nguồn", "left", 4),
        TableColumn("Năm", "center", 2), TableColumn("Số tiền (triệu đồng)", "right", 3),
    )  # fmt: skip
    cells = tuple(
        (
            "" if one.is_control else str(place), one.name, str(Fund(one.fund).label) if one.fund else "–",
            str(one.year) if one.year else "–", _millions(one.amount_vnd),
        )
        for place, one in enumerate(rows, 1)
    )  # fmt: skip
    yield Table(columns, (*cells, ("", "Tổng cộng", "", "", _millions(total))), "Kinh phí")


def _millions(vnd: int) -> str:
    whole, rest = divmod(vnd, _MILLION)
    return show_number(whole) if rest == 0 else show_number(Fraction(vnd, _MILLION))


def _scenarios(plan: Plan) -> Iterator[Block]:
    columns = (
        TableColumn("Cấp", "left", 3), TableColumn("Nguồn, thị trường, kênh", "left", 6),
        TableColumn("Khối lượng (kg)", "right", 3), TableColumn("Thời gian", "center", 4),
    )  # fmt: skip
    for one in Scenario.objects.filter(plan=plan).prefetch_related("rows").order_by("position"):
        total = f": {show_kg(one.total_kg)}" if one.total_kg is not None else ""
        yield Heading(f"{one.name}{total}", 2)
        if one.assumption:
            yield Paragraph(one.assumption)
        cells = tuple(
            (
                str(Level(row.level).label), row.name, "–" if row.kg is None else show_number(row.kg),
                wording.period(row.from_on, row.to_on) if row.from_on and row.to_on else "–",
            )
            for row in one.rows.all()
        )  # fmt: skip
        if cells:
            yield Table(columns, cells)
