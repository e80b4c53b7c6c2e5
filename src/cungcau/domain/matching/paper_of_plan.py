"""The plan as an official paper: what goes where in which week, in Decree 30/2020's layout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Sum
from django.db.models.functions import TruncWeek
from django.utils import timezone

from cungcau.domain.matching import selectors, wording
from cungcau.domain.matching.models import Line, Plan
from cungcau.kernel.vntext import show_date, show_kg, show_money, show_number, show_percent
from cungcau.platform.documents.paper import Heading, Paper, Paragraph, Signature, Table, TableColumn
from cungcau.platform.ui.clock import today


def paper(plan: Plan) -> Paper:
    """A draft for signature: figures from the plan's rows, number and signer left open.

    The issuing body is named as the season's working group; a province puts its own name in when it issues.
    """
    season = plan.season
    return Paper(
        organisation="Tổ công tác hỗ trợ tiêu thụ nông sản",
        subject=f"Phân bổ tiêu thụ mùa vụ {season.name}",
        kind="KẾ HOẠCH",
        symbol="KH-TCT",
        place="Lạng Sơn" if season.area_code.startswith("20") else "……",
        day=today(),
        body=(
            Heading("I. KẾT QUẢ CHUNG"),
            Paragraph(_summary(plan)),
            _weeks(plan),
            Heading("II. LƯỢNG HÀNG TỪ ĐIỂM TẬP KẾT ĐẾN THỊ TRƯỜNG"),
            _flows(plan),
            Heading("III. PHẦN CHƯA CÓ NGƯỜI MUA"),
            _left(plan),
            *_changes(plan),
        ),
        signature=Signature(capacity=("TỔ TRƯỞNG",)),
        recipients=("UBND tỉnh", "Các sở, ngành thành viên Tổ công tác", "UBND các xã", "Lưu: VT"),
    )


def _summary(plan: Plan) -> str:
    shares = plan.summary.get("shares") or {}
    lowest = shares.get("min")
    demo = " Số liệu minh hoạ, trừ các con số có dẫn nguồn." if plan.season.is_demo else ""
    return (
        f"Mùa vụ từ {show_date(plan.season.start)} đến hết {show_date(plan.season.end)}. "
        f"Chào bán {show_kg(plan.offered_kg)}, "
        f"hỏi mua {show_kg(plan.asked_kg)}, kế hoạch bán được {show_kg(plan.sold_kg)} "
        f"({show_percent(Fraction(plan.sold_kg, plan.offered_kg)) if plan.offered_kg else '0%'} lượng chào bán). "
        f"Hộ bán được ít nhất đạt {show_percent(Decimal(str(lowest))) if lowest is not None else '–'} "
        f"lượng chào bán của mình. "
        f"Chi phí đưa hàng dự kiến {show_money(plan.cost_vnd)}.{demo}"
    )


def _table(caption: str, columns: tuple[TableColumn, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(columns=columns, rows=tuple(rows) or (tuple("–" for _ in columns),), caption=caption)


def _weeks(plan: Plan) -> Table:
    columns = tuple(
        TableColumn(header, "right" if place else "left", 2)
        for place, header in enumerate(
            ("Tuần từ ngày", "Chào bán (kg)", "Hỏi mua (kg)", "Kế hoạch giao (kg)")
        )
    )
    rows = [
        (
            show_date(date.fromisoformat(week["start"])),
            show_number(week["offered_kg"]),
            show_number(week["asked_kg"]),
            show_number(week["delivered_kg"]),
        )
        for week in plan.pictures.get("weeks", [])
    ]
    return _table("Cung, cầu và kế hoạch theo tuần", columns, rows)


def _flows(plan: Plan) -> Table:
    columns = (
        TableColumn("Tuần từ ngày", "left", 2),
        TableColumn("Điểm tập kết", "left", 4),
        TableColumn("Thị trường", "left", 4),
        TableColumn("Số lô", "right", 1),
        TableColumn("Khối lượng (kg)", "right", 2),
    )
    found = (
        Line.objects.filter(plan=plan)
        .annotate(week=TruncWeek("dispatch_date"))
        .order_by("week", "point__name", "market__name")
        .values_list("week", "point__name", "market__name")
        .annotate(lots=Count("lot", distinct=True), total=Sum("kg"))
    )
    rows = [
        (show_date(week), point, market, show_number(lots), show_number(total))
        for week, point, market, lots, total in found
    ]
    return _table("Lượng hàng theo tuần, điểm và thị trường", columns, rows)


def _left(plan: Plan) -> Table:
    columns = (
        TableColumn("Lý do", "left", 4),
        TableColumn("Số lô", "right", 1),
        TableColumn("Khối lượng (kg)", "right", 2),
        TableColumn("Hướng xử lý", "left", 4),
    )
    rows = [
        (wording.reason_label(reason), show_number(lots), show_number(kg), wording.reason_remedy(reason))
        for reason, kg, lots in selectors.unsold_reasons(plan)
    ]
    return _table("Hàng chưa có người mua, theo lý do", columns, rows)


def _changes(plan: Plan) -> tuple[Heading | Paragraph | Table, ...]:
    """What a version has otherwise than the one before it; nothing for the first."""
    before = selectors.earlier_version(plan)
    found = selectors.compared(before, plan) if before else None
    if before is None or found is None:
        return ()
    lines = found.added_lines + found.removed_lines + found.changed_lines
    columns = (
        TableColumn("Bên mua", "left", 4),
        TableColumn("Trước (kg)", "right", 2),
        TableColumn("Nay (kg)", "right", 2),
    )
    rows = [
        (str(row["name"]), show_number(row["before"]), show_number(row["after"]))
        for row in found.figures.get("needs", [])
    ]
    said = (
        f"So với phiên bản {before.version} công bố ngày {show_date(_day_of(before))}: {show_number(lines)} dòng khác, "
        f"trong đó thêm {show_number(found.added_lines)}, bỏ {show_number(found.removed_lines)}, "
        f"đổi khối lượng {show_number(found.changed_lines)}; {show_kg(found.moved_kg)} rời khỏi dòng cũ."
    )
    return (
        Heading("IV. THAY ĐỔI SO VỚI PHIÊN BẢN TRƯỚC"),
        Paragraph(said),
        _table("Bên mua có khối lượng thay đổi", columns, rows),
    )


def _day_of(plan: Plan) -> date:
    assert plan.published_at is not None
    return timezone.localdate(plan.published_at)
