"""What goes on by itself: reminders of tasks, areas kept in step with the country's units."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cungcau.domain.programmes.services.areas import refresh_areas
from cungcau.domain.programmes.services.reminders import remind_all
from cungcau.reference.geography.services.areas import follow

follow(refresh_areas)


@app.periodic(cron="45 0-9 * * *")
@app.task(name="cungcau.programmes.remind", queueing_lock="cungcau.programmes.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Remind leads of their tasks; every hour of the working day, so that a run cut short is taken up again."""
    remind_all()
