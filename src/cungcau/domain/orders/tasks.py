"""Slips nobody answered in time, orders made from a plan, and what other rooms ask of orders."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cungcau.domain.matching import commitments
from cungcau.domain.orders.selectors.commitments import Held
from cungcau.domain.orders.services import areas, from_plan, lines, slips
from cungcau.domain.orders.services.sms import read_sms
from cungcau.domain.orders.things import SLIP
from cungcau.domain.registry.services import follow
from cungcau.platform.jobs.registry import register
from cungcau.platform.notify import readers, things
from cungcau.reference.geography.services.areas import follow as follow_areas

follow_areas(areas.refresh_areas)
follow(areas.renew_words)
commitments.provide(Held())
lines.follow(slips.line_changed)
register(from_plan.KIND, from_plan.make_orders)
things.register(SLIP)
readers.register(read_sms)


@app.periodic(cron="*/5 * * * *")
@app.task(name="cungcau.orders.lapse", queueing_lock="cungcau.orders.lapse", pass_context=False)
def lapse(timestamp: int) -> None:
    """Let slips whose time to answer is over give their kg to the next household."""
    slips.lapse_overdue()
