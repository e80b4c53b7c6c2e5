"""Messages leave in the background: soon after the deed that needs them, and on a round every minute."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cungcau.platform.notify import services

CARRY_TASK = "cungcau.notify.carry"
SWEEP_TASK = "cungcau.notify.sweep"


@app.task(name=CARRY_TASK, queueing_lock=CARRY_TASK)
def carry() -> None:
    """Send what is due."""
    services.carry()


@app.periodic(cron="* * * * * */20")
@app.task(name=SWEEP_TASK, queueing_lock=SWEEP_TASK, pass_context=False)
def sweep(timestamp: int) -> None:
    """Look for what is due again: retries, mornings, leases of workers that died, what nobody was woken for."""
    services.carry()


def wake() -> None:
    """Ask the queue for a carrier, unless one is coming."""
    try:
        carry.defer()
    except AlreadyEnqueued:
        return


services.set_waker(wake)
