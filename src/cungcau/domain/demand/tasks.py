"""Reminding officers of needs about to expire, each morning."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cungcau.domain.demand import services


@app.periodic(cron="0 6 * * *")
@app.task(name="cungcau.demand.remind", queueing_lock="cungcau.demand.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Tell each coordinator how many needs of their areas expire soon."""
    services.remind()
