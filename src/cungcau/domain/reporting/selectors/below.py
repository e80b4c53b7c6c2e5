"""What the reports from below say, for the one that sums them up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cungcau.domain.reporting.models import Due, Line, Report, Section
from cungcau.domain.reporting.states import EXCUSED, SENT


@dataclass(frozen=True, slots=True)
class Below:
    """One due below: the agency, its sent report (None: nothing sent yet), its figures by key."""

    due: Due
    report: Report | None
    figures: dict[str, Decimal | None]
    words: dict[str, str]


def below_of(due: Due) -> list[Below]:
    """The dues whose reports are summed into this one's, by agency; excused ones stay out. Four questions."""
    dues = list(
        Due.objects.filter(above=due).exclude(state=EXCUSED).select_related("agency", "duty")
        .defer("words", "agency__words", "duty__words").order_by("agency__name", "pk")
    )  # fmt: skip
    sent = {one.due_id: one for one in Report.objects.filter(due__in=[due.pk for due in dues], state=SENT)}
    ids = [one.pk for one in sent.values()]
    figures: dict[int, dict[str, Decimal | None]] = {pk: {} for pk in ids}
    for line in Line.objects.filter(report__in=ids):
        figures[line.report_id][line.key] = line.shown
    words: dict[int, dict[str, str]] = {pk: {} for pk in ids}
    for report, key, text in Section.objects.filter(report__in=ids).values_list("report_id", "key", "text"):
        words[report][key] = text.strip()
    found = []
    for one in dues:
        told = sent.get(one.pk)
        pk = told.pk if told else 0
        found.append(Below(one, told, figures.get(pk, {}), words.get(pk, {})))
    return found


def summed(rows: Iterable[Below], key: str) -> tuple[Decimal | None, int, int]:
    """The sum of a figure over the reports that tell it (None: none does), how many tell it, of how many."""
    given = list(rows)
    told = [value for one in given if (value := one.figures.get(key)) is not None]
    return (sum(told, Decimal(0)) if told else None), len(told), len(given)


def gathered(rows: Iterable[Below], key: str) -> list[str]:
    """The words of a section from each report below that has any, each with its agency's name before."""
    return [f"{one.due.agency.name}: {one.words[key]}" for one in rows if one.words.get(key)]
