"""Doubts in a form, and the questions kept of them: asked once, answered, withdrawn, asked anew."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.template.loader import render_to_string

from cungcau.domain.survey import selectors, services, states, wording
from cungcau.domain.survey.asking import digest, read_answers
from cungcau.domain.survey.models import Question
from cungcau.engines.plausibility import Doubt, bags_against_weight, output_against_area, price_against_value
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
LAND = output_against_area(area_m2=3_000_000, yield_kg_per_ha=6000, output_kg=11_000_000)
BAGS = bags_against_weight(bags=100, kg_per_bag=50, total_kg=8000)
MORE = output_against_area(area_m2=3_000_000, yield_kg_per_ha=6000, output_kg=12_000_000)


def keep(
    thing: User, doubts: tuple[Doubt, ...], answers: dict[str, str] | None = None, actor: User | None = None
) -> int:
    with transaction.atomic():
        return services.keep_doubts(
            thing=thing, doubts=doubts, answers=answers or {}, area_code="20.06172", actor=actor
        )


def kept() -> dict[str, str]:
    return {f"{one.rule}:{one.facts.get('output_kg', '')}": one.state for one in Question.objects.all()}


@pytest.fixture
def thing(db: None) -> User:
    return person("mot-ban-ghi")


def test_a_form_is_complete_when_each_doubt_is_answered_or_left_for_later() -> None:
    doubts = (*LAND, *BAGS)
    assert read_answers(QueryDict(), ()).complete
    assert not read_answers(QueryDict(), doubts).complete
    half = read_answers(QueryDict("doubt-output_beyond_area-answer=hai+vụ"), doubts)
    assert not half.complete and half.answers == {"output_beyond_area": "hai vụ"}
    both = "doubt-output_beyond_area-reason=1&doubt-output_beyond_area-answer=x&doubt-bags_unlike_weight-answer=y"
    full = read_answers(QueryDict(both), doubts)
    assert full.complete
    assert full.answers == {"output_beyond_area": "thu hoạch hai vụ trong năm; x", "bags_unlike_weight": "y"}
    assert read_answers(QueryDict("doubts-later=1"), doubts).complete


@pytest.mark.parametrize("odd", ["99", "-1", "²", "9" * 5000, "\x00", ""])
def test_odd_reasons_are_no_answer(odd: str) -> None:
    data = QueryDict(mutable=True)
    data["doubt-output_beyond_area-reason"] = odd
    assert not read_answers(data, LAND).complete


def test_an_answer_to_other_figures_does_not_count_but_is_not_lost() -> None:
    data = QueryDict(mutable=True)
    data["doubt-output_beyond_area-answer"] = "hai vụ"
    data["doubt-output_beyond_area-seen"] = digest(LAND[0])
    assert read_answers(data, LAND).complete
    changed = read_answers(data, MORE)
    assert not changed.complete and changed.items[0].text == "hai vụ"
    html = render_to_string("survey/doubts.html", {"asked": changed})
    for words in ("300 ha × 6 tấn/ha = 1.800 tấn", "12.000 tấn", "Vì sao hỏi", "Lưu, trả lời sau", 'value="hai vụ"',
                  'name="doubt-output_beyond_area-reason"', digest(MORE[0])):  # fmt: skip
        assert words in html, words


def test_two_doubts_of_one_rule_have_keys_of_their_own() -> None:
    asked = read_answers(QueryDict("doubt-output_beyond_area-2-answer=ok"), (*LAND, *MORE))
    assert [item.key for item in asked.items] == ["output_beyond_area", "output_beyond_area-2"]
    assert asked.answers == {"output_beyond_area-2": "ok"}


def test_a_question_is_asked_once_and_anew_when_the_figures_change(thing: User) -> None:
    assert keep(thing, LAND) == 1
    assert keep(thing, LAND) == 1
    assert kept() == {"output_beyond_area:11000000": states.OPEN}
    assert keep(thing, MORE) == 1
    assert kept() == {
        "output_beyond_area:11000000": states.WITHDRAWN,
        "output_beyond_area:12000000": states.OPEN,
    }
    assert keep(thing, ()) == 0
    assert set(kept().values()) == {states.WITHDRAWN}
    assert keep(thing, LAND) == 1
    assert kept()["output_beyond_area:11000000"] == states.OPEN


def test_an_answer_is_kept_with_the_save_and_stands_for_the_same_figures(thing: User) -> None:
    actor = person("nguoi-ghi", "coordinator")
    assert keep(thing, (*LAND, *BAGS), {"output_beyond_area": "hai vụ"}, actor) == 1
    answered = Question.objects.get(rule="output_beyond_area")
    assert (answered.state, answered.answer, answered.answered_by) == (states.ANSWERED, "hai vụ", actor)
    assert keep(thing, MORE) == 1
    assert keep(thing, LAND) == 0
    assert Question.objects.get(digest=digest(LAND[0])).state == states.ANSWERED
    entries = Entry.objects.filter(verb="survey.questions_kept")
    assert entries.count() == 3 and entries.order_by("pk")[0].facts["answered"] == 1


def test_a_question_is_answered_by_those_of_the_area(thing: User) -> None:
    keep(thing, LAND)
    question = Question.objects.get()
    outsider, officer = (
        person("an-giang", "coordinator", "91"),
        person("can-bo", "commune_officer", "20.06172"),
    )
    with pytest.raises(DomainError) as refused:
        services.answer_question(question=question, answer="x", actor=outsider)
    assert refused.value.code == "not_allowed"
    with pytest.raises(DomainError) as refused:
        services.answer_question(question=question, answer="  \x00", actor=officer)
    assert refused.value.code == "question_answer_missing"
    with pytest.raises(DomainError) as refused:
        services.answer_question(question=question, answer="x" * 1001, actor=officer)
    assert refused.value.code == "question_answer_too_long"
    done = services.answer_question(question=question, answer="thu hai vụ", actor=officer)
    assert (done.state, done.answered_by) == (states.ANSWERED, officer)
    with pytest.raises(DomainError) as refused:
        services.answer_question(question=question, answer="nữa", actor=officer)
    assert refused.value.code == "verb_not_allowed"
    services.ask_again(question=done, actor=officer)
    assert Question.objects.get().state == states.OPEN and Question.objects.get().answer == ""
    assert [entry.verb for entry in Entry.objects.filter(verb__startswith="question.").order_by("pk")] == [
        "question.answer", "question.ask_again",
    ]  # fmt: skip


def test_many_records_cost_no_more_statements(thing: User, django_assert_max_num_queries: object) -> None:
    people = [person(f"nguoi-{i}") for i in range(12)]
    about = [services.Doubtful(one, LAND, "20") for one in people]
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert services.keep_many(about, actor=None) == 12
    assert services.keep_many(about, actor=None) == 12
    assert Question.objects.count() == 12


def test_questions_are_listed_answered_and_taken_away(thing: User) -> None:
    keep(thing, (*LAND, *BAGS))
    officer = client_of(person("can-bo", "commune_officer", "20.06172"))
    text = text_of(officer.get("/so-lieu/cau-hoi/"))
    assert "300 ha × 6 tấn/ha = 1.800 tấn" in text and "100 bao × 50 kg = 5 tấn" in text
    one = Question.objects.get(rule="output_beyond_area")
    sent = officer.post(
        f"/so-lieu/cau-hoi/{one.pk}/tra-loi", {"reason": "1", "answer": "xã báo", "query": "q=ha"}
    )
    assert sent.status_code == 302 and sent["Location"] == "/so-lieu/cau-hoi/?q=ha"
    one.refresh_from_db()
    assert one.answer == "thu hoạch hai vụ trong năm; xã báo"
    assert "300 ha" not in text_of(officer.get("/so-lieu/cau-hoi/"))
    assert "300 ha" in text_of(officer.get("/so-lieu/cau-hoi/", {"state": ""}))
    assert "Không có câu hỏi nào khớp" in text_of(officer.get("/so-lieu/cau-hoi/", {"age": "7"}))
    csv = b"".join(officer.get("/so-lieu/cau-hoi/", {"xuat": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "100 bao" in csv and "300 ha" not in csv
    assert officer.get("/so-lieu/cau-hoi/", {"state": "gi"}).status_code == 400
    assert officer.post(f"/so-lieu/cau-hoi/{one.pk}/tra-loi", {"again": "1"}).status_code == 302
    away = client_of(person("an-giang", "coordinator", "91"))
    assert "Không còn câu hỏi nào" in text_of(away.get("/so-lieu/cau-hoi/"))
    assert away.post(f"/so-lieu/cau-hoi/{one.pk}/tra-loi", {"answer": "x"}).status_code == 404
    assert client_of(person("xem", "viewer")).get("/so-lieu/cau-hoi/").status_code == 403


def test_every_rule_of_the_engine_has_words_and_every_sentence_its_figures() -> None:
    doubts = (
        *LAND,
        *BAGS,
        *price_against_value(price_vnd_per_kg=20_000, output_kg=1000, value_vnd=10_000_000),
    )
    for doubt in doubts:
        assert "…" not in wording.sentence(doubt.rule, doubt.facts) and wording.why(doubt.rule)
    assert wording.sentence("la_hoac", {}) == "Số liệu này cần được xem lại."
    with pytest.raises(ValueError, match="words already"):
        wording.register("told_twice", wording.Words("x", "y"))


def test_the_database_keeps_the_rules(thing: User) -> None:
    keep(thing, LAND)
    row = Question.objects.get()
    for change in ({"state": "other"}, {"state": states.ANSWERED}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=row.pk).update(**change)
    assert selectors.question(row.pk) == row and selectors.question(0) is None
