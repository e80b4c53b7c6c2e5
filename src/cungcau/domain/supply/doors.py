"""The table of lots that comes in: ``supply.lots``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.domain.supply import policies
from cungcau.domain.supply.bringing import COLUMNS, EXAMPLES, SeasonForm, choices, propose, record
from cungcau.platform.intake.doors import Door, open_door

LOTS = open_door(
    Door(
        "supply.lots",
        _("Lô hàng chào bán"),
        _(
            "Mỗi dòng một lô: ai bán, nông sản, loại, bao nhiêu, hái từ ngày nào đến ngày nào, giá."
            " Người bán, nông sản, xã ghi tên hay mã đều được."
            " Nhập lại tệp đã sửa thì lô cũ được sửa, không ghi thành lô mới."
        ),
        COLUMNS,
        policies.RECORD,
        record,
        propose=propose,
        options=SeasonForm,
        done_url="supply:list",
        examples=EXAMPLES,
        choices=choices,
    )
)
