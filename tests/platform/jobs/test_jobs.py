"""Background work: one runner at a time, honest ends, nothing lost when a worker dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import create_user
from cungcau.platform.jobs import registry, runner, selectors, services, states
from cungcau.platform.jobs.lock import hold, runner_is_alive
from cungcau.platform.jobs.models import Job
from cungcau.platform.jobs.registry import Run

SEEN: list[str] = []


def adds(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    run.report(stage="Cộng", percent=50, message="nửa đường")
    return {"sum": int(str(arguments["a"])) + int(str(arguments["b"])), "done_url": "/xong"}


def breaks(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    raise RuntimeError("hỏng thật")


def refuses(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    raise DomainError("season_empty", season="X")


def faulty(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    raise InputInvalid(Fault(f"lô hàng L-{n}", 0, "khối lượng", "-5", "cần lớn hơn 0") for n in range(1, 61))


def waits(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    for _ in range(200):
        if run.cancelled():
            return {}
        time.sleep(0.02)
    raise AssertionError("nobody asked to stop")


def note_abandon(arguments: Mapping[str, object], state: str) -> None:
    SEEN.append(state)


for kind, work in {
    "test.adds": adds,
    "test.breaks": breaks,
    "test.refuses": refuses,
    "test.faulty": faulty,
    "test.waits": waits,
}.items():
    stop = registry.Stop.KEEPS if work is waits else registry.Stop.NEVER
    registry.register(kind, work, on_abandon=note_abandon, stop=stop)
registry.register("test.tidies", waits, stop=registry.Stop.DISCARDS)


@pytest.fixture(autouse=True)
def nothing_seen() -> Iterator[None]:
    SEEN.clear()
    yield


def queued(kind: str = "test.adds", **arguments: object) -> Job:
    return services.later(kind=kind, title="Thử", arguments=arguments or {"a": 2, "b": 3}, actor=None)


def in_queue() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_job_runs_and_keeps_its_result() -> None:
    job = queued()
    assert job.queue_id is not None
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.percent, job.result["sum"], job.done_url, job.attempts) == (
        "succeeded",
        100,
        5,
        "/xong",
        1,
    )
    assert selectors.picture(job)["label"] == "Xong"


@pytest.mark.django_db(transaction=True)
def test_a_job_asked_for_in_a_failed_transaction_never_was() -> None:
    before = in_queue()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queued()
        assert in_queue() == before + 1
        _ = 1 // 0
    assert Job.objects.count() == 0
    assert in_queue() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kind", "word"), [("test.breaks", "hỏng thật"), ("test.refuses", "season_empty")])
def test_a_failure_is_kept_with_its_cause(kind: str, word: str) -> None:
    job = queued(kind)
    runner.run(job.pk)
    job.refresh_from_db()
    assert job.state == states.FAILED
    assert word in job.error
    assert SEEN == ["failed"]


@pytest.mark.django_db(transaction=True)
def test_a_queued_job_is_cancelled_at_once_and_never_runs() -> None:
    job = services.request_cancel(queued())
    assert job.state == states.CANCELLED
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (states.CANCELLED, 0)
    with pytest.raises(DomainError, match="job_finished"):
        services.request_cancel(job)


@pytest.mark.django_db(transaction=True)
def test_a_running_job_stops_when_asked() -> None:
    job = queued("test.waits")
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    runner.run(job.pk)
    job.refresh_from_db()
    assert job.state == states.CANCELLED
    assert SEEN == ["cancelled"]


@pytest.mark.django_db(transaction=True)
def test_two_runners_never_hold_one_job() -> None:
    job = queued()
    with hold(job.pk) as first:
        assert first
        assert runner_is_alive(job.pk)
        with hold(job.pk) as second:
            assert not second
        runner.run(job.pk)
        job.refresh_from_db()
        assert job.state == states.QUEUED
    assert not runner_is_alive(job.pk)


@pytest.mark.django_db(transaction=True)
def test_a_dead_workers_job_is_taken_up_again_and_given_up_after_three_deaths() -> None:
    job = queued()
    for death in range(1, services.MOST_ATTEMPTS + 1):
        assert services.begin(job.pk) is not None
        expected = 1 if death < services.MOST_ATTEMPTS else 0
        assert services.retake_abandoned() == expected
    job.refresh_from_db()
    assert job.state == states.FAILED
    assert "3 lần" in str(selectors.picture(job)["problem"])


@pytest.mark.django_db(transaction=True)
def test_a_living_workers_job_is_left_alone() -> None:
    job = queued()
    with hold(job.pk):
        services.begin(job.pk)
        assert services.retake_abandoned() == 0


HOLDER = """
import sys, time, psycopg
own = psycopg.connect(sys.argv[1], autocommit=True)
own.execute("SELECT pg_advisory_lock(%s, %s)", (int(sys.argv[2]), int(sys.argv[3])))
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.django_db(transaction=True)
def test_kill_9_frees_the_job_within_a_second() -> None:
    """The real thing: another process holds the job's lock and is killed without a chance to clean up."""
    from cungcau.platform.jobs.lock import _SPACE, _key

    job = queued()
    parameters = connection.get_connection_params()
    address = psycopg.conninfo.make_conninfo(
        **{
            key: parameters[key]
            for key in ("dbname", "user", "host", "port", "password")
            if parameters.get(key)
        }
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, address, str(_SPACE), str(_key(job.pk))],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        services.begin(job.pk)
        assert services.retake_abandoned() == 0
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait(5)
        until = time.monotonic() + 5
        while runner_is_alive(job.pk) and time.monotonic() < until:
            time.sleep(0.05)
        assert services.retake_abandoned() == 1
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("kind", "waiting", "running"),
    [
        ("test.waits", "Thôi, không làm nữa", "Dừng, giữ kết quả tốt nhất đến lúc này"),
        ("test.tidies", "Thôi, không làm nữa", "Dừng, không ghi gì"),
        ("test.adds", "Thôi, không làm nữa", "Việc này đã bắt đầu thì chạy đến hết"),
    ],
)
def test_the_page_promises_what_stopping_does(kind: str, waiting: str, running: str, client: Client) -> None:
    owner = User.objects.create(username="chu", full_name="Chủ việc")
    job = services.later(kind=kind, title="Thử", arguments={}, actor=owner)
    client.force_login(owner)
    page = client.get(f"/viec/{job.pk}/").content.decode()
    assert waiting in page and running not in page
    Job.objects.filter(pk=job.pk).update(state=states.RUNNING)
    page = client.get(f"/viec/{job.pk}/").content.decode()
    assert running in page and waiting not in page
    never = kind == "test.adds"
    assert ("/cancel" in page) is not never
    answer = client.post(f"/viec/{job.pk}/cancel")
    assert answer.status_code == (409 if never else 302)
    job.refresh_from_db()
    assert job.cancel_requested is not never


@pytest.mark.django_db(transaction=True)
def test_only_the_owner_and_administrators_see_a_job(client: object) -> None:
    owner = User.objects.create(username="chu", full_name="Chủ việc")
    other = User.objects.create(username="khac", full_name="Người khác")
    job = services.later(kind="test.adds", title="Thử", arguments={"a": 1, "b": 1}, actor=owner)
    client.force_login(other)  # type: ignore[attr-defined]
    assert client.get(f"/viec/{job.pk}/state").status_code == 404  # type: ignore[attr-defined]
    assert client.post(f"/viec/{job.pk}/cancel").status_code == 404  # type: ignore[attr-defined]
    job.refresh_from_db()
    assert not job.cancel_requested
    client.force_login(owner)  # type: ignore[attr-defined]
    answer = client.get(f"/viec/{job.pk}/state")  # type: ignore[attr-defined]
    assert answer.json()["title"] == "Thử"
    assert client.get(f"/viec/{uuid4()}/state").status_code == 404  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_kept_in_words_with_what_is_at_fault(client: Client) -> None:
    job = queued("test.faulty")
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.problem["code"], job.problem["count"], len(job.problem["faults"])) == (
        "input_invalid",
        60,
        50,
    )
    picture = selectors.picture(job)
    assert picture["problem"] == "Dữ liệu có 60 chỗ cần sửa:"
    with translation.override("en"):
        assert selectors.picture(job)["problem"] == "The input has 60 faults:"
    user = create_user(username="nguoi-xem", full_name="Người xem", password="mat-khau-thu-2021")
    Job.objects.filter(pk=job.pk).update(created_by=user)
    client.force_login(user)
    page = client.get(reverse("jobs:show", args=[job.pk])).content.decode()
    assert "lô hàng L-1" in page and "cần lớn hơn 0" in page and "báo cho người quản trị" not in page
    answer = client.get(f"/api/v1/jobs/{job.pk}").json()
    assert answer["problem"] == "Dữ liệu có 60 chỗ cần sửa:" and answer["faults"][0]["file"] == "lô hàng L-1"


@pytest.mark.django_db(transaction=True)
def test_a_crash_is_not_a_refusal() -> None:
    job = queued("test.breaks")
    runner.run(job.pk)
    job.refresh_from_db()
    assert job.problem == {} and selectors.picture(job)["problem"] == ""
