"""Verbs of collection points: the only writers."""

from cungcau.domain.collection.services.arrivals import arrive, cancel, finish, miss
from cungcau.domain.collection.services.closing import close_day
from cungcau.domain.collection.services.loads import Load
from cungcau.domain.collection.services.photos import keep_photo
from cungcau.domain.collection.services.points import (
    Decision,
    appoint_keeper,
    end_keeper,
    record_approval,
    set_rules,
)
from cungcau.domain.collection.services.replay import Answer, Entry, replay
from cungcau.domain.collection.services.tickets import Issued, correct, issue
from cungcau.domain.collection.services.turns import Wish, book

__all__ = [
    "Answer",
    "Decision",
    "Entry",
    "Issued",
    "Load",
    "Wish",
    "appoint_keeper",
    "arrive",
    "book",
    "cancel",
    "close_day",
    "correct",
    "end_keeper",
    "finish",
    "issue",
    "keep_photo",
    "miss",
    "record_approval",
    "replay",
    "set_rules",
]
