"""Verbs of reports: the only writers."""

from cungcau.domain.reporting.services.duties import add_owing, change_duty, end_owing, record_duty
from cungcau.domain.reporting.services.entering import Typed, type_figures
from cungcau.domain.reporting.services.opening import ask_quick, excuse, open_all, open_dues, unexcuse
from cungcau.domain.reporting.services.reminding import remind_all
from cungcau.domain.reporting.services.signing import move, revise
from cungcau.domain.reporting.services.writing import (
    begin,
    enter,
    gather,
    recount,
    write_head,
    write_section,
)

__all__ = [
    "Typed",
    "add_owing",
    "ask_quick",
    "begin",
    "change_duty",
    "end_owing",
    "enter",
    "excuse",
    "gather",
    "move",
    "open_all",
    "open_dues",
    "record_duty",
    "recount",
    "remind_all",
    "revise",
    "type_figures",
    "unexcuse",
    "write_head",
    "write_section",
]
