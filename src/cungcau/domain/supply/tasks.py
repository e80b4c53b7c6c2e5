"""Background work of this app."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cungcau.domain.registry.services import follow
from cungcau.domain.supply import services
from cungcau.platform.ui.clock import today
from cungcau.reference.geography.services import areas

areas.follow(services.refresh_areas)
follow(services.renew_words)


@app.periodic(cron="30 6 * * *")
@app.task(name="cungcau.supply.remind", queueing_lock="cungcau.supply.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Each morning: tell those in charge which offers nobody has confirmed."""
    services.remind_of_stale(on=today())
