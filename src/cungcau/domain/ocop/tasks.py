"""What goes on by itself: reminders of files and requests, areas kept in step with the country's units."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cungcau.domain.ocop.day import ocop_day
from cungcau.domain.ocop.services.areas import refresh_ocop_areas
from cungcau.domain.ocop.services.merging import LEFT, follow_merge
from cungcau.domain.ocop.services.road_reminders import remind_all
from cungcau.domain.ocop.services.road_settings import recount_all
from cungcau.domain.registry.services import follow as follow_merging
from cungcau.domain.registry.services import leave
from cungcau.reference.geography.services.areas import follow

follow(refresh_ocop_areas)
leave(LEFT)
follow_merging(follow_merge)


@app.periodic(cron="30 0-9 * * *")
@app.task(name="cungcau.ocop.remind", queueing_lock="cungcau.ocop.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Remind of what is due; every hour of the working day, so that a run cut short is taken up again."""
    with ocop_day():
        remind_all()


@app.periodic(cron="5 0 * * *")
@app.task(name="cungcau.ocop.recount", queueing_lock="cungcau.ocop.recount", pass_context=False)
def recount(timestamp: int) -> None:
    """Count open deadlines anew once a day, so that rules published since, and rounds begun, show in them."""
    with ocop_day():
        recount_all()
