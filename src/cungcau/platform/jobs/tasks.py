"""The queue's own tasks: run a job, and look for jobs whose worker died."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from cungcau.platform.jobs import runner, services


@app.task(name=services.RUN_TASK)
def run(job_id: str) -> None:
    """Run one job."""
    runner.run(UUID(job_id))


@app.periodic(cron="* * * * * */15")
@app.task(name="cungcau.jobs.retake", queueing_lock="cungcau.jobs.retake", pass_context=False)
def retake(timestamp: int) -> None:
    """Take up again what a killed worker left."""
    services.retake_abandoned()
