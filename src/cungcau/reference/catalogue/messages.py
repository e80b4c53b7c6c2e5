"""What is said when this app refuses, and what the trail says of it."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register(
    "season_unknown", 404, "Địa bàn của bạn không có mùa vụ {value}.", "Your area has no season {value}."
)

COMMODITIES_RECORDED = verbs.register(
    "catalogue.commodities_recorded", "ghi {created} nông sản mới, sửa {changed}"
)
GRADES_RECORDED = verbs.register("catalogue.grades_recorded", "ghi {created} loại mới, sửa {changed}")
CERTIFICATES_RECORDED = verbs.register(
    "catalogue.certificates_recorded", "ghi {created} chứng nhận mới, sửa {changed}"
)
SEASON_RECORDED = verbs.register("catalogue.season_recorded", "ghi mùa vụ {thing}")
