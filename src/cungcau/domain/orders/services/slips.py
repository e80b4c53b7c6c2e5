"""Verbs of harvest slips, in one place for views, API, tasks and other rooms."""

from __future__ import annotations

import logging

from cungcau.domain.orders.selectors.slips import overdue
from cungcau.domain.orders.services.answers import answer, cancel, fail, lapse
from cungcau.domain.orders.services.sending import new_link, send_slips
from cungcau.domain.orders.services.slips_follow import line_changed
from cungcau.domain.orders.services.splitting import (
    USUAL_LEAST_KG,
    Part,
    Proposal,
    add_slip,
    keep_split,
    propose,
)
from cungcau.platform.ui.clock import now as present

__all__ = [
    "USUAL_LEAST_KG",
    "Part",
    "Proposal",
    "add_slip",
    "answer",
    "cancel",
    "fail",
    "keep_split",
    "lapse",
    "lapse_overdue",
    "line_changed",
    "new_link",
    "propose",
    "send_slips",
]

_log = logging.getLogger(__name__)
_MOST = 500


def lapse_overdue() -> int:
    """Let every slip whose time to answer is over give its kg to the next; returns how many did.

    Each in a transaction of its own: one that cannot is left for the next round and told to the log.
    """
    count = 0
    for pk in overdue(present(), _MOST):
        try:
            count += lapse(pk) is not None
        except Exception:
            _log.exception("slip %s could not lapse", pk)
    return count
