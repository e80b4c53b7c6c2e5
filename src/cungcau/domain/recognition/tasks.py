"""What goes on by itself after recognition: reminders, extensions whose result has come, areas kept in step."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cungcau.domain.ocop.day import ocop_day
from cungcau.domain.ocop.services.extensions import end_finished_extensions
from cungcau.domain.recognition.services.areas import refresh_recognition_areas
from cungcau.domain.recognition.services.reminders import remind_all
from cungcau.reference.geography.services.areas import follow

follow(refresh_recognition_areas)


@app.periodic(cron="15 0-9 * * *")
@app.task(name="cungcau.recognition.remind", queueing_lock="cungcau.recognition.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Remind of certificates that come to an end; every hour of the day, so that a run cut short is taken up again."""
    with ocop_day():
        end_finished_extensions()
        remind_all()
