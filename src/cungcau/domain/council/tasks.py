"""What goes on by itself: reminders of meetings and of written opinions."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cungcau.domain.council.services import reminders
from cungcau.domain.ocop.day import ocop_day


@app.periodic(cron="0 0 * * *")
@app.task(name="cungcau.council.remind", queueing_lock="cungcau.council.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """At seven in the morning remind of meetings tomorrow and of opinions due."""
    with ocop_day():
        reminders.remind()
