"""An order as a paper: who sells what to whom, at the frozen price, on which days; in Decree 30/2020's layout."""

from __future__ import annotations

from cungcau.domain.orders import states
from cungcau.domain.orders.models import Order, Terms
from cungcau.domain.orders.selectors import orders as selectors
from cungcau.kernel.vntext import show_date, show_kg, show_money, show_number
from cungcau.platform.documents.paper import Heading, Paper, Paragraph, Signature, Table, TableColumn
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.selectors import commodity_words

_COLUMNS = (
    TableColumn("Đợt", "right", 1),
    TableColumn("Ngày hái", "left", 2),
    TableColumn("Rời điểm", "left", 2),
    TableColumn("Ngày giao", "left", 2),
    TableColumn("Khối lượng (kg)", "right", 2),
)


def paper(order: Order) -> Paper:
    """The order sheet: the terms in force, else those that wait, said to be unfrozen; names and days, no phones."""
    revisions = selectors.terms_of(order)
    shown = next((one for one in revisions if one.state == states.FROZEN), None)
    waiting = next((one for one in revisions if one.state == states.PROPOSED), None)
    terms = shown or waiting
    demo = " Số liệu minh hoạ." if order.is_demo else ""
    return Paper(
        organisation="Tổ công tác hỗ trợ tiêu thụ nông sản",
        subject=f"Mua bán {order.commodity.name_vi}, mã đơn {order.code}",
        kind="ĐƠN ĐẶT HÀNG",
        symbol="ĐĐH-TCT",
        place="Lạng Sơn" if order.area_code.startswith("20") else "……",
        day=today(),
        body=(
            Heading("I. HAI BÊN"),
            Paragraph(f"Bên bán: {order.seller.name} (mã {order.seller.code})."),
            Paragraph(f"Bên mua: {order.buyer.name} (mã {order.buyer.code}).{demo}"),
            Heading("II. HÀNG VÀ ĐIỀU KHOẢN"),
            *(Paragraph(text) for text in _sentences(order, terms)),
            Heading("III. CÁC ĐỢT GIAO"),
            _days(terms),
            *_said(terms),
        ),
        signature=Signature(capacity=("ĐẠI DIỆN BÊN BÁN",)),
        recipients=("Bên bán", "Bên mua", "Lưu: VT"),
    )


def _sentences(order: Order, terms: Terms | None) -> list[str]:
    where = order.market.name if order.market is not None else ""
    place = ", ".join(part for part in (where, order.place_text) if part)
    point = f" Tập kết tại {order.point.name}." if order.point is not None else ""
    if terms is None:
        return [f"{order.commodity.name_vi}, giao đến {place}.{point}", "Chưa có điều khoản nào."]
    grade = commodity_words(order.commodity).grade(order.commodity_id, terms.grade)
    goods = f"{order.commodity.name_vi}{f', từ {grade}' if grade else ''}{f', {terms.pack}' if terms.pack else ''}"
    price = f"{show_money(terms.price_vnd_per_kg)}/kg" if terms.price_vnd_per_kg else "chưa có giá"
    frozen = terms.state == states.FROZEN
    found = [
        f"{goods}; giao đến {place}.{point}",
        f"{'Giá đã chốt' if frozen else 'Giá đề nghị, CHƯA CHỐT'}: {price}, tính {terms.get_price_at_display()}.",
        f"Được giao thiếu {terms.tolerance_under}%, thừa {terms.tolerance_over}% mỗi đợt.",
        f"Bên mua trả tiền trong {terms.payment_days} ngày kể từ ngày nhận hàng."
        if terms.payment_days
        else "Bên mua trả tiền khi nhận hàng.",
    ]
    if terms.deposit_vnd:
        found.append(f"Đặt cọc {show_money(terms.deposit_vnd)}.")
    if terms.freight_by:
        found.append(f"Cước vận chuyển: {str(terms.get_freight_by_display()).lower()}.")
    if order.agreed_at_text:
        found.append(f"Theo thoả thuận: {order.agreed_at_text}.")
    return found


def _days(terms: Terms | None) -> Table:
    rows = [
        (
            show_number(day.no), show_date(day.harvest_date), show_date(day.dispatch_date),
            show_date(day.delivery_date), show_number(day.kg),
        )
        for day in (terms.days.order_by("no") if terms is not None else ())
    ]  # fmt: skip
    total = sum(day.kg for day in terms.days.all()) if terms is not None else 0
    return Table(
        columns=_COLUMNS,
        rows=tuple(rows) or (tuple("–" for _ in _COLUMNS),),
        caption=f"Tổng cộng {show_kg(total)}",
    )


def _said(terms: Terms | None) -> tuple[Paragraph, ...]:
    """Who agreed when, and how that was heard."""
    if terms is None:
        return ()
    found = []
    for name, at, heard in (
        ("Bên bán", terms.seller_yes_at, terms.seller_heard),
        ("Bên mua", terms.buyer_yes_at, terms.buyer_heard),
    ):
        if at is not None:
            found.append(Paragraph(f"{name} đồng ý ngày {show_date(at.date())} (qua {heard})."))
    if terms.reason:
        found.append(Paragraph(f"Điều khoản lần {terms.revision}; lý do thay đổi: {terms.reason}."))
    return tuple(found)
