"""Statements as a table and as a spreadsheet; debts and transfers as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from cungcau.domain.settlement import states
from cungcau.domain.settlement.models import Statement, TransferFile
from cungcau.domain.settlement.selectors import Debt
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge_state

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_NAME = {"td": {"class": "name-cell"}}

SHEET = (
    Column("code", "Mã bảng kê"),
    Column("order", "Đơn hàng"),
    Column("payee", "Người nhận"),
    Column("payer", "Người trả"),
    Column("state", "Trạng thái"),
    Column("kg", "Khối lượng (kg)", "kg"),
    Column("due", "Phải trả (đ)", "money"),
    Column("paid", "Đã trả (đ)", "money"),
    Column("left", "Còn lại (đ)", "money"),
    Column("delivered_on", "Ngày giao", "date"),
    Column("due_on", "Hạn trả", "date"),
)
DEBTS = (
    Column("payer", "Người trả"),
    Column("statements", "Số bảng kê", "int"),
    Column("not_due", "Chưa đến hạn (đ)", "money"),
    Column("week", "Trễ đến 7 ngày (đ)", "money"),
    Column("month", "Trễ 8–30 ngày (đ)", "money"),
    Column("older", "Trễ quá 30 ngày (đ)", "money"),
    Column("whole", "Tổng (đ)", "money"),
    Column("longest", "Trễ lâu nhất (ngày)", "int"),
)
TRANSFERS = (
    Column("no", "STT", "int"),
    Column("account", "Số tài khoản"),
    Column("holder", "Tên người nhận"),
    Column("bin", "Mã ngân hàng"),
    Column("bank", "Ngân hàng"),
    Column("amount", "Số tiền", "int"),
    Column("text", "Nội dung"),
)
"""What banks ask for in a list of transfers; amounts as plain whole numbers."""


class StatementTable(tables.Table):
    """Statements of payees."""

    code = tables.Column(
        verbose_name=_("Bảng kê"), linkify=("settlement:statement", [tables.A("pk")]), order_by=("code",),
        attrs=_NAME,
    )  # fmt: skip
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))
    payee = tables.Column(
        verbose_name=_("Người nhận"), accessor="payee__name", order_by=("payee__name", "id"), attrs=_NAME
    )
    payer = tables.Column(
        verbose_name=_("Người trả"), accessor="payer__name", order_by=("payer__name", "id"), attrs=_NAME
    )
    kg = tables.Column(verbose_name=_("Khối lượng"), attrs=_NUMBER, order_by=("kg", "id"))
    due_vnd = tables.Column(verbose_name=_("Phải trả"), attrs=_NUMBER, order_by=("due_vnd", "id"))
    left_vnd = tables.Column(verbose_name=_("Còn lại"), attrs=_NUMBER, orderable=False)
    due_on = tables.Column(verbose_name=_("Hạn trả"), order_by=("due_on", "id"))

    caption = _("Bảng kê thanh toán")

    class Meta:
        attrs = {"class": "table-cards"}
        empty_text = _("Không có bảng kê nào khớp với điều kiện lọc.")

    def render_kg(self, value: int) -> str:
        """Kilograms."""
        return figures.kg(value)

    def render_due_vnd(self, value: int) -> str:
        """Đồng."""
        return figures.money(value)

    def render_left_vnd(self, value: int) -> str:
        """Đồng."""
        return figures.money(value)

    def render_due_on(self, value: Any) -> str:
        """The day."""
        return figures.date(value)

    def render_state(self, value: str) -> str:
        """The state as a badge."""
        badge = badge_state(str(states.LABELS[value]), states.TONES[value])
        return render_to_string("ui/parts/badge_state.html", badge)


def sheet_rows(rows: QuerySet[Statement]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    for one in rows.iterator(chunk_size=2000):
        yield {
            "code": one.code,
            "order": one.order.code,
            "payee": one.payee.name,
            "payer": one.payer.name,
            "state": str(states.LABELS[one.state]),
            "kg": one.kg,
            "due": one.due_vnd,
            "paid": one.paid_vnd,
            "left": one.left_vnd,
            "delivered_on": one.delivered_on,
            "due_on": one.due_on,
        }


def debt_rows(found: Iterable[Debt]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`DEBTS`."""
    for debt in found:
        yield {
            "payer": debt.payer,
            "statements": debt.statements,
            **debt.by_age,
            "whole": debt.whole_vnd,
            "longest": max(0, debt.longest_late),
        }


def transfer_rows(file: TransferFile) -> Iterator[dict[str, Any]]:
    """Rows of :data:`TRANSFERS` the bank has not answered yet; account numbers are whole, for the bank."""
    for number, row in enumerate(file.rows.select_related("account").order_by("pk"), 1):
        if not row.live:
            continue
        yield {
            "no": number,
            "account": row.account.number,
            "holder": row.account.holder,
            "bin": row.account.bank_bin,
            "bank": row.account.bank_name,
            "amount": row.amount_vnd,
            "text": row.text,
        }
