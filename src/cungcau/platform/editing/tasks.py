"""Housekeeping: old drafts and old notes of what was sent go once a day."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cungcau.platform.editing import services


@app.periodic(cron="20 3 * * *")
@app.task(name="cungcau.editing.drop_old", queueing_lock="cungcau.editing.drop_old", pass_context=False)
def drop_old(timestamp: int) -> None:
    """Delete what is past its time."""
    now = timezone.now()
    services.drop_old_drafts(now)
    services.drop_old_submissions(now)
