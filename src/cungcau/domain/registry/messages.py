"""What is said when this app refuses, and what the trail says of it."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register("phone_missing", 404, "Chưa có số điện thoại của {name}.", "No phone number of {name} is recorded.")

RECORDED = verbs.register("registry.organisations_recorded", "ghi {created} tổ chức, hộ mới, sửa {changed}")
PHONE_SEEN = verbs.register("registry.phone_seen", "xem số điện thoại của {thing}")
