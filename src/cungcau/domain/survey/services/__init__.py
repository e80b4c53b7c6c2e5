"""Recording observations, choosing among them, and keeping questions; the only writers of this app."""

from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.services.areas import refresh_areas
from cungcau.domain.survey.services.linking import link_goods
from cungcau.domain.survey.services.observations import (
    Recorded,
    choose_in_use,
    confirm_observation,
    correct_observation,
    enter_observation,
    record_observations,
)
from cungcau.domain.survey.services.questions import (
    Doubtful,
    answer_question,
    ask_again,
    keep_doubts,
    keep_many,
)

__all__ = [
    "Doubtful",
    "Entry",
    "Recorded",
    "answer_question",
    "ask_again",
    "choose_in_use",
    "confirm_observation",
    "correct_observation",
    "enter_observation",
    "keep_doubts",
    "keep_many",
    "link_goods",
    "record_observations",
    "refresh_areas",
]
