"""A message of the kind the rooms send, and a household to send it to."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cungcau.platform.notify import catalogue, services
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.services import Address

SLIP = catalogue.register(
    catalogue.Message(
        "test.slip",
        "Phiếu hái ngày {day}",
        "Mời hái {kg} kg hồng ngày {day}. Trả lời: {link}",
        "Slip for {day}",
        "Please pick {kg} kg of persimmons on {day}. Answer: {link}",
        sms_vi="Mời hái {kg} kg hồng ngày {day}. Trả lời: {link}",
        sms_en="Please pick {kg} kg on {day}: {link}",
        longest={"kg": "99.999", "day": "27/9/2021", "link": "https://cungcau.example.vn/p/abcdefghij"},
    )
)
HOUSEHOLD = Address(name="Hộ ông Đặng Văn Bình", phone="0912 345 678")


def slip(to: Address = HOUSEHOLD, *, once: str = "slip:1:asked", **given: Any) -> Outgoing:
    """Ask for a message, in a transaction of its own."""
    facts = {"kg": "700", "day": "27/9/2021", "link": "/p/abc", **given}
    asked = {"actor": None, "area_code": "20.06172", "about": once.rpartition(":")[0], **facts}
    with transaction.atomic():
        return services.send_text(to=to, message_id=SLIP, once=once, **asked)
