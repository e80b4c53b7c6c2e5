"""What goes on by itself: opening what falls due, reminding of it."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cungcau.domain.reporting.services.areas import refresh_areas
from cungcau.domain.reporting.services.opening import open_all
from cungcau.domain.reporting.services.reminding import remind_all
from cungcau.reference.geography.services.areas import follow

follow(refresh_areas)


@app.periodic(cron="25 * * * *")
@app.task(name="cungcau.reporting.open", queueing_lock="cungcau.reporting.open", pass_context=False)
def open_and_remind(timestamp: int) -> None:
    """Open what falls due and remind of it; every hour, so that a run cut short is taken up again."""
    open_all()
    remind_all()
