"""Background work of this app."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cungcau.domain.registry import services
from cungcau.platform.ui.clock import today
from cungcau.reference.geography.services import areas

areas.follow(services.refresh_areas)


@app.periodic(cron="15 6 * * *")
@app.task(name="cungcau.registry.remind", queueing_lock="cungcau.registry.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Each morning: tell people which certificates run out."""
    services.remind_of_certificates(on=today())


@app.periodic(cron="40 * * * *")
@app.task(name="cungcau.registry.follow", queueing_lock="cungcau.registry.follow", pass_context=False)
def follow(timestamp: int) -> None:
    """Each hour: move what was still written for merged organisations."""
    services.follow_merges()
