"""Background work on forecasts."""

from procrastinate.contrib.django import app

from cungcau.domain.forecast import services
from cungcau.reference.geography.services.areas import follow

follow(services.refresh_areas)


@app.periodic(cron="0 0 * * *")
@app.task(name="cungcau.forecast.remind", queueing_lock="cungcau.forecast.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Remind officers of forecasts that are old or absent."""
    services.remind_all()
