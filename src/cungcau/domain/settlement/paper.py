"""A statement as a paper both sides sign: what was weighed, at what price, what was taken off, what was paid."""

from __future__ import annotations

from cungcau.domain.settlement.models import ItemKind, Statement
from cungcau.kernel.vntext import show_date, show_kg, show_money, show_number
from cungcau.platform.documents.paper import Heading, Paper, Paragraph, Signature, Table, TableColumn
from cungcau.platform.ui import clock


def receipt(statement: Statement) -> Paper:
    """The receipt of a statement as it stands today; the seller's organisation issues it."""
    order = statement.order
    due = f" Hạn trả: {show_date(statement.due_on)}." if statement.due_on else ""
    return Paper(
        organisation=statement.payer.name,
        kind="BẢNG KÊ THANH TOÁN KIÊM BIÊN NHẬN",
        subject=f"{statement.payee.name} – đơn hàng {order.code}",
        symbol="BK",
        place=_place(statement),
        day=clock.today(),
        body=(
            Paragraph(
                f"Người nhận tiền: {statement.payee.name} ({statement.payee.code}). Mã bảng kê: {statement.code}. "
                f"Nông sản: {order.commodity.name_vi}. Bên mua: {order.buyer.name}.{due}"
            ),
            Heading("1. Tiền hàng"),
            _goods(statement),
            *_others(statement),
            Paragraph(
                f"Phải trả: {show_money(statement.due_vnd)}. Đã trả: {show_money(statement.paid_vnd)}. "
                f"Còn lại: {show_money(statement.left_vnd)}."
            ),
            *_payments(statement),
        ),
        signature=Signature(capacity=("NGƯỜI NHẬN TIỀN", "(ký, ghi rõ họ tên)")),
        recipients=(statement.payee.name, f"Lưu: {statement.payer.name}"),
    )


def _place(statement: Statement) -> str:
    unit = statement.payer.unit
    return unit.name if unit is not None else "……"


def _goods(statement: Statement) -> Table:
    columns = (
        TableColumn("Phiếu hái", "left", 3),
        TableColumn("Ngày hái", "left", 2),
        TableColumn("Khối lượng (kg)", "right", 2),
        TableColumn("Giá chốt (đ/kg)", "right", 2),
        TableColumn("Giá trả (đ/kg)", "right", 2),
        TableColumn("Thành tiền (đ)", "right", 2),
    )
    rows = tuple(
        (
            item.slip.code if item.slip else "–",
            show_date(item.slip.harvest_date) if item.slip else "–",
            show_number(item.kg),
            show_number(item.frozen_vnd_per_kg or 0),
            show_number(item.price_vnd_per_kg or 0) + (f" ({item.text})" if item.text else ""),
            show_number(item.amount_vnd),
        )
        for item in statement.items.filter(kind=ItemKind.GOODS).select_related("slip")
    )
    caption = f"Cộng {show_kg(statement.kg)}"
    return Table(columns=columns, rows=rows or (("–",) * len(columns),), caption=caption)


def _others(statement: Statement) -> tuple[Heading | Table, ...]:
    rows = tuple(
        (str(item.get_kind_display()), item.text, show_number(item.amount_vnd))
        for item in statement.items.exclude(kind=ItemKind.GOODS)
    )
    if not rows:
        return ()
    columns = (
        TableColumn("Khoản", "left", 2), TableColumn("Nội dung", "left", 4), TableColumn("Số tiền (đ)", "right", 2)
    )  # fmt: skip
    return (Heading("2. Các khoản cộng, trừ"), Table(columns=columns, rows=rows))


def _payments(statement: Statement) -> tuple[Heading | Table, ...]:
    rows = tuple(
        (
            show_date(one.paid_on), str(one.get_method_display()), one.bank_ref or one.reason or "–",
            show_number(one.amount_vnd),
        )
        for one in statement.payments.all()
    )  # fmt: skip
    if not rows:
        return ()
    columns = (
        TableColumn("Ngày", "left", 2), TableColumn("Cách trả", "left", 2),
        TableColumn("Số giao dịch, ghi chú", "left", 3), TableColumn("Số tiền (đ)", "right", 2),
    )  # fmt: skip
    return (Heading("3. Đã trả"), Table(columns=columns, rows=rows))
