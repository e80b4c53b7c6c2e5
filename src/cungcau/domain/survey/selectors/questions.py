"""Questions waiting for an answer, and where the record each is about can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.apps import apps
from django.db.models import Q, QuerySet

from cungcau.domain.survey import policies, states
from cungcau.domain.survey.models import Observation, Question
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import Somebody, visible
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching

_UNITS = 200


def questions_shown(user: Somebody) -> QuerySet[Question]:
    """The questions of somebody's areas, the oldest first."""
    rows = Question.objects.defer("words", "folded").select_related("answered_by", "asked_by")
    return visible(rows, user, policies.ASK).order_by("asked_at", "pk")


def open_in(area_code: str) -> QuerySet[Question]:
    """The questions of an area that wait for an answer."""
    return Question.objects.filter(areas.within("area_code", frozenset({area_code})), state=states.OPEN)


def question(pk: int) -> Question | None:
    """One question, or None."""
    return Question.objects.select_related("answered_by", "asked_by").filter(pk=pk).first()


def open_about(observations: Iterable[Observation]) -> list[Question]:
    """The questions, open or answered, about some observations."""
    ids = [str(one.pk) for one in observations]
    rows = Question.objects.filter(thing_type="survey.observation", thing_id__in=ids)
    return list(rows.exclude(state=states.WITHDRAWN).order_by("state", "asked_at", "pk"))


def of_place(rows: QuerySet[Question], text: str) -> QuerySet[Question]:
    """Questions of the areas of the units whose name holds the words."""
    units = matching(Unit.objects.exclude(area_code=""), text).order_by("area_code")
    codes = set(units.values_list("area_code", flat=True).distinct()[:_UNITS])
    return rows.filter(areas.within("area_code", frozenset(codes)) if codes else Q(pk__in=[]))


def older_than(rows: QuerySet[Question], days: int) -> QuerySet[Question]:
    """Questions asked at least so many days ago."""
    return rows.filter(asked_at__lte=clock.now() - timedelta(days=days))


def apps_asked(rows: QuerySet[Question]) -> list[tuple[str, str]]:
    """(app, what people call it) of the apps whose records are asked about."""
    labels = rows.order_by("app").values_list("app", flat=True).distinct()
    return [(label, _name(label)) for label in labels]


def figure_ids(questions: Iterable[Question]) -> dict[str, int]:
    """The figures of the observations that questions are about, by the observation's number as text."""
    ids = [int(one.thing_id) for one in questions if one.thing_type == "survey.observation"]
    return {
        str(pk): figure
        for pk, figure in Observation.objects.filter(pk__in=ids).values_list("pk", "figure_id")
    }


def _name(label: str) -> str:
    return str(apps.get_app_config(label).verbose_name) if label in apps.app_configs else label
