"""``work``: a background worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from cungcau.platform.jobs import services


class Command(BaseCommand):
    """Take up what a dead worker left, then serve the queue until told to stop."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGINT or SIGTERM; a job under way gets a few seconds, then is left to the next worker."""
        services.retake_abandoned()
        assert isinstance(app.connector, DjangoConnector)
        worker_app = app.with_connector(app.connector.get_worker_connector())
        worker_app.run_worker(
            fetch_job_polling_interval=1.0,
            shutdown_graceful_timeout=3.0,
            update_heartbeat_interval=5.0,
            stalled_worker_timeout=20.0,
            delete_jobs="successful",
        )
