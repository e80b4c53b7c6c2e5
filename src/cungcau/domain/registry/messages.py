"""What the trail says of this app."""

from cungcau.platform.audit import verbs

RECORDED = verbs.register("registry.organisations_recorded", "ghi {created} tổ chức, hộ mới, sửa {changed}")
PHONE_SEEN = verbs.register("registry.phone_seen", "xem số điện thoại của {thing}")
