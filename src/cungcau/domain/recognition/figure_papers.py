"""The figures of a day, and the periodic report, as official papers in the layout of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from datetime import date

from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.recognition.models import Measure
from cungcau.domain.recognition.selectors import figures as selectors
from cungcau.domain.recognition.selectors.figures import Figures, Tally
from cungcau.domain.recognition.selectors.period_report import HALF, Report
from cungcau.domain.recognition.selectors.targets import Progress
from cungcau.kernel.vntext import show_date, show_number
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn
from cungcau.reference.geography.models import Level, Unit

_COLUMNS = (
    TableColumn("Tên", "left", 4), TableColumn("Đã công nhận", "right", 2), TableColumn("Còn hiệu lực", "right", 2),
    TableColumn("Trong đó sắp hết hạn", "right", 2), TableColumn("Đã hết hạn", "right", 2),
    TableColumn("Đã thu hồi", "right", 2),
)  # fmt: skip
_TO_FILL = "(Đơn vị bổ sung.)"


def figures_paper(found: Figures, unit: Unit | None) -> Paper:
    """The figures of a day in tables."""
    return Paper(
        organisation=_office(unit), kind="BIỂU SỐ LIỆU", symbol="BSL-OCOP", place=_place(unit), day=found.day,
        subject=f"Sản phẩm OCOP đến ngày {show_date(found.day)}{_of(unit)}",
        body=(Paragraph(_whole(found)), *_tables(found)),
        signature=Signature(capacity=("NGƯỜI LẬP BIỂU",)), recipients=("Lưu: VT",),
    )  # fmt: skip


def report_paper(report: Report, unit: Unit | None) -> Paper:
    """The report of six months or a year; difficulties and proposals are left for its author."""
    half = report.period == HALF
    year = report.last.year
    what = f"6 tháng đầu năm {year}" if half else f"năm {year}"
    is_commune = unit is not None and unit.level == Level.COMMUNE
    return Paper(
        organisation=_office(unit), kind="BÁO CÁO", symbol="BC-UBND" if is_commune else "BC-OCOP",
        place=_place(unit), day=report.last,
        subject=f"Kết quả thực hiện Chương trình Mỗi xã một sản phẩm {what}{_of(unit)}",
        body=(
            Paragraph(
                f"Số liệu từ ngày {show_date(report.first)} đến hết ngày {show_date(report.last)}. "
                f"Căn cứ báo cáo: {report.source}."
            ),
            Heading("I. KẾT QUẢ"),
            Paragraph(_whole(report.figures)),
            Paragraph(_happened(report)),
            *_tables(report.figures),
            Heading("II. HỒ SƠ, KIỂM TRA, THU HỒI"),
            Paragraph(_work(report)),
            Heading("III. SO VỚI CHỈ TIÊU KẾ HOẠCH"),
            _targets(report.targets),
            Heading("IV. KHÓ KHĂN, KIẾN NGHỊ"),
            Paragraph(_TO_FILL),
        ),
        signature=Signature(capacity=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") if is_commune else ("CHÁNH VĂN PHÒNG",)),
        recipients=("Văn phòng OCOP tỉnh" if is_commune else "Sở Nông nghiệp và Môi trường", "Lưu: VT"),
    )  # fmt: skip


def _office(unit: Unit | None) -> str:
    if unit is None:
        return "Văn phòng OCOP"
    if unit.level == Level.COMMUNE:
        return f"Ủy ban nhân dân {unit.kind} {unit.name}"
    return f"Văn phòng OCOP {unit.kind} {unit.name}"


def _place(unit: Unit | None) -> str:
    return unit.name if unit is not None else "……"


def _of(unit: Unit | None) -> str:
    return f", {unit.kind} {unit.name}" if unit is not None else ""


def _whole(found: Figures) -> str:
    n, total, days = show_number, found.total, terms_on(found.day).opens_days
    return (
        f"Đã công nhận {n(total.all)} sản phẩm; còn hiệu lực {n(total.valid)}, trong đó {n(total.lapsing)} sắp hết hạn "
        f"(còn không quá {days} ngày); đã hết hạn {n(total.lapsed)}; đã thu hồi {n(total.revoked)}."
    )


def _happened(report: Report) -> str:
    n, one = show_number, report.happened
    return (
        f"Trong kỳ: công nhận mới {n(one.new)}, nâng hạng {n(one.upgraded)}, đánh giá lại {n(one.renewed)}, "
        f"hết hạn {n(one.lapsed)}, thu hồi {n(one.revoked)} sản phẩm."
    )


def _work(report: Report) -> str:
    n, one = show_number, report.work
    return (
        f"Nhận {n(one.sent)} hồ sơ trong kỳ, đang giải quyết {n(one.under_way)} hồ sơ; cấp {n(one.certified)} giấy "
        f"chứng nhận qua hội đồng. Kiểm tra {n(one.inspected)} sản phẩm, nêu {n(one.found)} điều phải khắc phục, còn "
        f"{n(one.to_mend)} điều chưa khép. Quyết định thu hồi {n(one.revocations)} giấy chứng nhận."
    )


def _tables(found: Figures) -> tuple[Block, ...]:
    places = selectors.places_of(found.by_place())
    by_place = sorted(
        ((places[key].name, tally) for key, tally in found.by_place().items()), key=lambda pair: pair[0]
    )
    parts = (
        ("Theo sao", [(f"{star} sao", tally) for star, tally in found.by_star().items()]),
        ("Theo nhóm", [(selectors.category_name(c), tally) for c, tally in found.by_category().items()]),
        ("Theo loại hình chủ thể", [(selectors.kind_name(k), tally) for k, tally in found.by_kind().items()]),
        ("Theo xã, phường", by_place),
    )
    return tuple(_table(caption, rows) for caption, rows in parts if rows)


def _table(caption: str, rows: list[tuple[str, Tally]]) -> Table:
    cells = tuple((name, *map(show_number, _numbers(tally))) for name, tally in rows)
    return Table(columns=_COLUMNS, rows=cells, caption=caption)


def _numbers(tally: Tally) -> tuple[int, ...]:
    return tally.all, tally.valid, tally.lapsing, tally.lapsed, tally.revoked


def _targets(targets: tuple[Progress, ...]) -> Block:
    if not targets:
        return Paragraph("Chưa ghi chỉ tiêu kế hoạch nào cho địa bàn này.")
    columns = (
        TableColumn("Chỉ tiêu", "left", 4), TableColumn("Kế hoạch", "left", 4), TableColumn("Mục tiêu", "right", 2),
        TableColumn("Đạt được", "right", 2),
    )  # fmt: skip
    rows = tuple(
        (
            str(Measure(one.target.measure).label), f"{one.target.plan} ({one.target.year_from}–{one.target.year_to})",
            wanted(one), show_number(one.reached),
        )
        for one in targets
    )  # fmt: skip
    return Table(columns=columns, rows=rows, caption="Chỉ tiêu và kết quả")


def wanted(one: Progress) -> str:
    """ "60–70", or "từ 50"."""
    if one.target.most is None:
        return f"từ {show_number(one.target.least)}"
    return f"{show_number(one.target.least)}–{show_number(one.target.most)}"


def file_name(what: str, day: date) -> str:
    """The name of a file of this room."""
    return f"{what} {day.isoformat()}"
