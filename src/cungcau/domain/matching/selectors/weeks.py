"""Supply against need, week by week."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from cungcau.domain.matching.models import Plan

if TYPE_CHECKING:
    from cungcau.reference.catalogue.models import Season


@dataclass(frozen=True, slots=True)
class Week:
    """One week, Monday ``start``: kg offered, asked, planned to be picked and planned to arrive.

    A lot's kg are spread evenly over its harvest window and a need's over its delivery window, as nobody
    states them by day; ``short_kg`` is what is asked beyond what the plan delivers, never below zero.
    """

    start: date
    offered_kg: int
    asked_kg: int
    picked_kg: int
    delivered_kg: int

    @property
    def end(self) -> date:
        """The week's Sunday."""
        return self.start + timedelta(days=6)

    @property
    def short_kg(self) -> int:
        """Asked and not planned."""
        return max(0, self.asked_kg - self.delivered_kg)

    def to_json(self) -> dict[str, object]:
        """The week as the pictures of a plan keep it."""
        return {**asdict(self), "start": self.start.isoformat(), "short_kg": self.short_kg}


_SQL = """
WITH weeks AS (
  SELECT day::date AS start, day::date + 6 AS finish
  FROM generate_series(date_trunc('week', %(start)s::date), %(end)s::date, interval '7 days') AS day
), offered AS (
  SELECT weeks.start, sum(lot.quantity_kg::numeric
    * (least(lot.harvest_to, weeks.finish) - greatest(lot.harvest_from, weeks.start) + 1)
    / (lot.harvest_to - lot.harvest_from + 1)) AS kg
  FROM weeks JOIN supply_lot lot ON lot.harvest_from <= weeks.finish AND lot.harvest_to >= weeks.start
  WHERE lot.season_id = %(season)s GROUP BY weeks.start
), asked AS (
  SELECT weeks.start, sum(need.quantity_kg::numeric
    * (least(need.deliver_to, weeks.finish) - greatest(need.deliver_from, weeks.start) + 1)
    / (need.deliver_to - need.deliver_from + 1)) AS kg
  FROM weeks JOIN demand_need need ON need.deliver_from <= weeks.finish AND need.deliver_to >= weeks.start
  WHERE need.season_id = %(season)s GROUP BY weeks.start
), picked AS (
  SELECT date_trunc('week', harvest_date)::date AS start, sum(kg) AS kg
  FROM matching_line WHERE plan_id = %(plan)s GROUP BY 1
), delivered AS (
  SELECT date_trunc('week', delivery_date)::date AS start, sum(kg) AS kg
  FROM matching_line WHERE plan_id = %(plan)s GROUP BY 1
)
SELECT weeks.start, coalesce(round(offered.kg), 0), coalesce(round(asked.kg), 0),
       coalesce(picked.kg, 0), coalesce(delivered.kg, 0)
FROM weeks LEFT JOIN offered USING (start) LEFT JOIN asked USING (start)
     LEFT JOIN picked USING (start) LEFT JOIN delivered USING (start)
ORDER BY weeks.start
"""


def season_weeks(season: Season, plan: Plan | None) -> list[Week]:
    """Every week of the season in one query; planned kg are zero without a plan."""
    values: dict[str, int | date] = {
        "season": season.pk,
        "plan": plan.pk if plan else -1,
        "start": season.start,
        "end": season.end,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        return [Week(row[0], int(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in cursor.fetchall()]
