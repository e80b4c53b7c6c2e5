"""The source tables come in as they are; their slips are questioned, their correct rows are not."""

from __future__ import annotations

import pytest

from cungcau.domain.survey.doors import FIGURES, OUTPUTS
from cungcau.domain.survey.models import Figure, Observation, Question
from cungcau.platform.accounts.models import User
from tests.domain.survey.conftest import bring

pytestmark = pytest.mark.django_db
MANY, FRUIT = "08_langson_na_hong_thach_hoi_nhieu_nguon.csv", "05_angiang_trai_cay_T8_T12_2021.csv"


def test_dump(officer: User, goods: None) -> None:
    print(bring(FIGURES, MANY, officer))
    print(bring(OUTPUTS, FRUIT, officer))
    from cungcau.domain.survey import wording
    for q in Question.objects.all():
        print(q.thing_label, "|", q.rule, "|", wording.sentence(q.rule, q.facts))
    for f in Figure.objects.all():
        print(f, f.commodity_code, f.area_code, f.place_id, f.period_from, f.period_to, f.period_text, f.count, f.low, f.high, f.conflicting, f.use_reason)
    print(bring(FIGURES, MANY, officer))
    print(Question.objects.count(), Observation.objects.count())
    assert 0
