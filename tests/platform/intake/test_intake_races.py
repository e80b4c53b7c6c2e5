"""Two tables at once, and a worker that dies: no deadlock, no double, nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import OperationalError, connection, transaction
from goods_door import HOOKS, SEASON, codes, table
from people import Together
from psycopg.errors import DeadlockDetected

from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.intake import services, states
from cungcau.platform.intake.doors import Row
from cungcau.platform.intake.models import Intake
from cungcau.platform.intake.services import Brought
from cungcau.platform.intake.trying import again_after_deadlock
from cungcau.platform.jobs import runner
from cungcau.platform.jobs import services as jobs
from cungcau.platform.jobs.models import Job
from cungcau.reference.catalogue.models import Commodity

pytestmark = pytest.mark.django_db(transaction=True)


def lines(numbers: Sequence[int], name: str) -> list[str]:
    return [f"n{number:04},{name},1,," for number in numbers]


def bring(officer: User, rows: list[str], name: str) -> Brought:
    return services.bring_in("test.goods", table(*rows), name, SEASON, name, actor=officer)


def previewed(officer: User, rows: list[str]) -> Intake:
    intake = services.upload(
        door_kind="test.goods",
        name="a.csv",
        content=table(*rows),
        options=SEASON,
        source="Thử",
        actor=officer,
    )
    assert intake.job_id is not None
    runner.run(intake.job_id)
    intake.refresh_from_db()
    return intake


def test_two_imports_of_overlapping_rows_in_opposite_orders(officer: User, together: Together) -> None:
    up, down = list(range(600)), list(range(900, 300, -1))
    done = together(
        [lambda: bring(officer, lines(up, "Hồng"), "một"), lambda: bring(officer, lines(down, "Na"), "hai")]
    )
    assert [one.written for one in done if isinstance(one, Brought)] == [True, True]
    assert Commodity.objects.filter(code__startswith="n").count() == 901
    names = set(
        Commodity.objects.filter(code__gte="n0301", code__lte="n0599").values_list("name_vi", flat=True)
    )
    assert len(names) == 1


def test_the_same_apply_asked_for_twice_at_once_is_written_once(officer: User, together: Together) -> None:
    intake = previewed(officer, lines(range(5), "Hồng"))
    again = Intake.objects.get(pk=intake.pk)
    done = together(
        [lambda: services.request_apply(intake=one, actor=officer, keep_good=True) for one in (intake, again)]  # noqa: B023
    )
    refused = [one for one in done if isinstance(one, Exception)]
    assert [getattr(one, "code", one) for one in refused] == ["verb_not_allowed"]
    intake.refresh_from_db()
    assert intake.job_id is not None
    runner.run(intake.job_id)
    assert Entry.objects.filter(verb="intake.finish").count() == 1


def test_a_deadlock_is_met_by_beginning_again() -> None:
    tried = []

    def work() -> str:
        tried.append(1)
        if len(tried) < 3:
            raise OperationalError from DeadlockDetected()
        return "xong"

    assert (again_after_deadlock(work), len(tried)) == ("xong", 3)
    with pytest.raises(OperationalError):
        again_after_deadlock(lambda: (_ for _ in ()).throw(OperationalError("khác")))


def test_two_doors_that_lock_against_the_order_both_end(officer: User, together: Together) -> None:
    """Rows locked in opposite orders by what the door does beside its upsert: one begins again, both are written."""
    Commodity.objects.bulk_create(Commodity(code=code, name_vi=code, source="thử") for code in ("xa", "xb"))
    gate = threading.Barrier(2)
    first_time = threading.local()

    def lock(code: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM catalogue_commodity WHERE code = %s FOR UPDATE", [code])

    def before(rows: Sequence[Row]) -> None:
        order = ("xa", "xb") if rows[0].values["code"] == "n0001" else ("xb", "xa")
        lock(order[0])
        if not getattr(first_time, "met", False):
            first_time.met = True
            gate.wait(20)
        lock(order[1])

    HOOKS.before = before
    done = together(
        [lambda: bring(officer, lines([1], "Hồng"), "một"), lambda: bring(officer, lines([2], "Na"), "hai")]
    )
    assert [one.written for one in done if isinstance(one, Brought)] == [True, True]


def test_a_crash_while_writing_leaves_nothing_and_the_next_worker_writes_once(officer: User) -> None:
    intake = previewed(officer, lines(range(20), "Hồng"))
    services.request_apply(intake=intake, actor=officer, keep_good=True)

    def dies(rows: Sequence[Row]) -> None:
        raise KeyboardInterrupt

    HOOKS.after = dies
    assert intake.job_id is not None
    with pytest.raises(KeyboardInterrupt):
        runner.run(intake.job_id)
    assert codes() == set()
    assert jobs.retake_abandoned() == 1
    HOOKS.after = None
    runner.run(intake.job_id)
    intake.refresh_from_db()
    assert (intake.state, intake.created, len(codes())) == (states.APPLIED, 20, 20)


def test_a_worker_that_died_after_the_commit_finds_the_table_written(officer: User) -> None:
    intake = previewed(officer, lines(range(3), "Hồng"))
    services.request_apply(intake=intake, actor=officer, keep_good=True)
    assert intake.job_id is not None
    services.apply_work(_Quiet(), {"intake": str(intake.pk), "actor": officer.pk})
    runner.run(intake.job_id)
    job = Job.objects.get(pk=intake.job_id)
    intake.refresh_from_db()
    assert (job.state, intake.state, Entry.objects.filter(verb="intake.finish").count()) == (
        "succeeded",
        "applied",
        1,
    )


class _Quiet:
    job_id = None

    def report(self, **facts: object) -> None:
        return None

    def cancelled(self) -> bool:
        return False


def test_a_job_that_crashes_says_so_and_may_be_tried_again(officer: User) -> None:
    def breaks(rows: Sequence[Row]) -> None:
        raise RuntimeError("hỏng")

    HOOKS.after = breaks
    intake = previewed(officer, lines(range(3), "Hồng"))
    assert intake.state == states.FAILED
    assert "trục trặc" in intake.problem


KILLED = """
import os, sys, django
django.setup()
import goods_door
from cungcau.platform.jobs import runner
goods_door.HOOKS.after = lambda rows: (print("writing", flush=True), __import__("time").sleep(60))
from uuid import UUID
runner.run(UUID(sys.argv[1]))
"""


def test_a_killed_worker_is_followed_by_another_without_double(officer: User) -> None:
    intake = previewed(officer, lines(range(50), "Hồng"))
    services.request_apply(intake=intake, actor=officer, keep_good=True)
    parameters = connection.get_connection_params()
    user, password, name = (quote(str(parameters.get(key) or "")) for key in ("user", "password", "dbname"))
    host, port = quote(str(parameters.get("host") or ""), safe=""), parameters.get("port") or 5432
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "cungcau.config.settings",
        "DATABASE_URL": f"postgresql://{user}:{password}@/{name}?host={host}&port={port}",
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]),
    }  # fmt: skip
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(intake.job_id)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline().strip() == "writing"
    assert codes() == set()
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    for _ in range(100):
        if jobs.retake_abandoned():
            break
        time.sleep(0.1)
    assert intake.job_id is not None
    runner.run(intake.job_id)
    intake.refresh_from_db()
    assert (intake.state, intake.created, len(codes())) == (states.APPLIED, 50, 50)
    with transaction.atomic():
        assert Entry.objects.filter(verb="intake.finish").count() == 1
