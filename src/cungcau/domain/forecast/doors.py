"""The table of forecasts that comes in: ``forecast.weeks``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.domain.forecast import policies
from cungcau.domain.forecast.bringing import COLUMNS, EXAMPLES, SeasonForm, choices, propose_value, record
from cungcau.platform.intake.doors import Door, open_door

WEEKS = open_door(
    Door(
        "forecast.weeks",
        _("Dự báo thu hoạch"),
        _(
            "Mỗi dòng một hộ và một tuần; hoặc mỗi dòng một hộ với tổng cả vụ và ngày bắt đầu, rộ, kết thúc; hoặc mỗi"
            " tuần của vụ một cột. Hộ, đơn vị, xã ghi mã hay tên đều được. Chỉ cần số nhiều khả năng, thấp và cao có"
            " thể bỏ trống. Nhập lại tệp đã sửa là lần báo mới, lần cũ vẫn còn."
        ),
        COLUMNS,
        policies.RECORD,
        record,
        propose=propose_value,
        options=SeasonForm,
        done_url="forecast:weeks",
        examples=EXAMPLES,
        choices=choices,
    )
)
