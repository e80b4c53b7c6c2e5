"""Recording needs and offers; the only writers of this app."""

from cungcau.domain.demand.services.lines import change_line
from cungcau.domain.demand.services.needs import (
    change_need,
    confirm_need,
    enter_need,
    meet_need,
    reopen_need,
    withdraw_need,
)
from cungcau.domain.demand.services.offers import (
    accept_offer,
    change_offer,
    decline_offer,
    enter_offer,
    release_offer,
    withdraw_offer,
)
from cungcau.domain.demand.services.reminders import remind
from cungcau.domain.demand.services.rows import NeedRow, record_needs

__all__ = [
    "NeedRow",
    "accept_offer",
    "change_line",
    "change_need",
    "change_offer",
    "confirm_need",
    "decline_offer",
    "enter_need",
    "enter_offer",
    "meet_need",
    "record_needs",
    "release_offer",
    "remind",
    "reopen_need",
    "withdraw_need",
    "withdraw_offer",
]
