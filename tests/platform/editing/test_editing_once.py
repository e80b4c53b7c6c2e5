"""A form sent twice is carried out once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from people import MakeUser, Together

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services, tasks
from cungcau.platform.editing.models import Submission
from cungcau.platform.editing.tokens import once_token

DOOR = "supply.lot.new"


class Counter:
    """Work that counts how often it ran, and may fail first."""

    def __init__(self, fail: int = 0) -> None:
        self.runs, self.fail, self.lock = 0, fail, threading.Lock()

    def __call__(self) -> dict[str, object]:
        with self.lock:
            self.runs += 1
            if self.runs <= self.fail:
                raise DomainError("kg_invalid")
            return {"pk": self.runs}


def test_the_second_time_gives_the_first_result(user: User) -> None:
    work, token = Counter(), uuid4()
    first = services.once(token, user, DOOR, work)
    second = services.once(token, user, DOOR, work)
    assert (first.result, first.again) == ({"pk": 1}, False)
    assert (second.result, second.again) == ({"pk": 1}, True)
    assert work.runs == 1


def test_without_a_token_it_is_simply_done(user: User) -> None:
    work = Counter()
    assert [services.once(None, user, DOOR, work).result["pk"] for _ in range(2)] == [1, 2]
    assert not Submission.objects.exists()


def test_work_that_fails_may_be_sent_again(user: User) -> None:
    work, token = Counter(fail=1), uuid4()
    with pytest.raises(DomainError):
        services.once(token, user, DOOR, work)
    assert not Submission.objects.exists()
    assert services.once(token, user, DOOR, work).again is False


def test_other_content_under_the_same_token_is_not_taken_for_a_repetition(user: User) -> None:
    work, token = Counter(), uuid4()
    sent = QueryDict("kg=500&kg=600&csrfmiddlewaretoken=a&once_token=b&draft_id=c")
    services.once(token, user, DOOR, work, content=sent)
    retried = QueryDict("kg=500&kg=600&csrfmiddlewaretoken=z&once_token=b&draft_id=y")
    assert services.once(token, user, DOOR, work, content=retried).again
    with pytest.raises(DomainError) as refused:
        services.once(token, user, DOOR, work, content=QueryDict("kg=500&kg=601"))
    assert refused.value.code == "already_sent" and refused.value.facts == {"result": {"pk": 1}}
    assert work.runs == 1


def test_a_token_of_somebody_else_or_of_another_door_is_refused(user: User, make_user: MakeUser) -> None:
    work, token = Counter(), uuid4()
    services.once(token, user, DOOR, work)
    for actor, door in ((make_user("binh"), DOOR), (user, "demand.need.new"), (None, DOOR)):
        with pytest.raises(DomainError) as refused:
            services.once(token, actor, door, work)
        assert refused.value.code == "submission_token_invalid"
    assert work.runs == 1


def test_notes_of_what_was_sent_go_after_30_days(user: User) -> None:
    old, new = uuid4(), uuid4()
    for token in (old, new):
        services.once(token, user, DOOR, Counter())
    Submission.objects.filter(token=old).update(created_at=timezone.now() - timedelta(days=31))
    tasks.drop_old(0)
    assert [row.token for row in Submission.objects.all()] == [new]


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def send(self, user: User, token: UUID, work: Callable[[], dict[str, object]]) -> Callable[[], object]:
        return lambda: services.once(token, user, DOOR, work)

    def test_a_double_tap_does_the_work_once(self, user: User, together: Together) -> None:
        for _ in range(5):
            work, token = Counter(), uuid4()
            results = together([self.send(user, token, work)] * 4)
            done = [result for result in results if isinstance(result, services.Done)]
            assert len(done) == 4 and work.runs == 1
            assert {result.result["pk"] for result in done} == {1}
            assert sorted(result.again for result in done) == [False, True, True, True]

    def test_when_the_first_fails_the_one_who_waited_does_it(self, user: User, together: Together) -> None:
        work, token = Counter(fail=1), uuid4()
        results = together([self.send(user, token, work)] * 2)
        assert sorted(type(result).__name__ for result in results) == ["DomainError", "Done"]
        assert work.runs == 2 and Submission.objects.count() == 1


class TestTokens:
    def test_the_hidden_field_is_read(self, user: User) -> None:
        token, made = uuid4(), RequestFactory()
        assert once_token(made.post("/", {"once_token": str(token)})) == token
        assert once_token(made.post("/", {})) is None
        with pytest.raises(DomainError):
            once_token(made.post("/", {"once_token": "x"}))

    def test_the_header_counts_for_one_person(self, user: User, make_user: MakeUser) -> None:
        def keyed(text: str, who: User) -> UUID | None:
            request = RequestFactory().post("/", headers={"Idempotency-Key": text})
            request.user = who
            return once_token(request)

        assert keyed("đơn 1", user) == keyed("đơn 1", user) != keyed("đơn 2", user)
        assert keyed("đơn 1", user) != keyed("đơn 1", make_user("binh"))
        with pytest.raises(DomainError):
            keyed("x" * 201, user)

    def test_a_form_keeps_its_token_until_it_has_been_carried_out(self, user: User) -> None:
        def drawn(token: UUID | None = None) -> str:
            made = RequestFactory()
            request = made.post("/", {"once_token": str(token)}) if token else made.get("/")
            return Template("{% load editing %}{% once_token %}").render(Context({"request": request}))

        token = uuid4()
        assert str(token) in drawn(token) and drawn() != drawn()
        services.once(token, user, DOOR, Counter())
        assert str(token) not in drawn(token) and 'name="once_token"' in drawn(token)
