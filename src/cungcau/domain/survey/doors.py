"""The tables of figures that come in: ``survey.figures`` (one row, several metrics) and ``survey.outputs``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.domain.survey import policies
from cungcau.domain.survey.bringing import figures, outputs
from cungcau.platform.intake.doors import Door, open_door

FIGURES = open_door(
    Door(
        "survey.figures",
        _("Số liệu điều tra: diện tích, năng suất, sản lượng, giá"),
        _(
            "Mỗi dòng một nơi, một năm, một nguồn; mỗi ô thành một số liệu. Ô nhận khoảng và chữ: «gần 500»,"
            " «15-25.000», «trên 35.000 tấn»; ô năm nhận «2019-2021», «(không rõ)». Nguồn «(như trên)» là nguồn của"
            " dòng trên. Nhập lại cùng tệp thì không ghi thêm."
        ),
        figures.COLUMNS,
        policies.RECORD,
        figures.record,
        done_url="survey:list",
        examples=figures.EXAMPLES,
    )
)
OUTPUTS = open_door(
    Door(
        "survey.outputs",
        _("Số liệu điều tra: sản lượng theo nông sản và thời gian"),
        _(
            "Mỗi dòng sản lượng của một nông sản, một giống trong một khoảng tháng. Dòng «TỔNG» được so với các dòng"
            " còn lại; dòng «Tiêu thụ nội tỉnh», «Cần tiêu thụ ngoài tỉnh» được giữ là số tiêu thụ."
        ),
        outputs.COLUMNS,
        policies.RECORD,
        outputs.record,
        done_url="survey:list",
        examples=outputs.EXAMPLES,
    )
)
