"""Letters go through the queue: asked for with the deed, sent by a worker."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from post_office import open_office

from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import runner
from cungcau.platform.jobs.models import Job
from cungcau.platform.notify import catalogue, services, tasks

MESSAGE = catalogue.register(catalogue.Message("test.queued", "Thử", "Xin chào", "Test", "Hello"))


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_a_job_of_its_own(user: User, settings: Any) -> None:
    services.set_deliverer(tasks.later)
    with open_office() as office:
        settings.EMAIL_URL = office.url
        with transaction.atomic():
            services.tell([user], "test.queued")
            assert office.letters == []
        job = Job.objects.get(kind=tasks.KIND)
        assert office.letters == []
        runner.run(job.pk)
        assert len(office.letters) == 1
    job.refresh_from_db()
    assert (job.state, job.result["sent"]) == ("succeeded", 1)
