"""Figures of a day, of years, of targets and of reports: each is the number of rows it leads to."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from cungcau.domain.ocop.models import Certificate, Product
from cungcau.domain.recognition.filters.figures import HeldFilter
from cungcau.domain.recognition.models import Measure, PlanTarget
from cungcau.domain.recognition.selectors import figures, trend
from cungcau.domain.recognition.selectors.period_report import HALF, YEAR, bounds_of, next_due, report_of
from cungcau.domain.recognition.selectors.targets import progress_of
from cungcau.domain.recognition.services.known_products import load_known_products
from cungcau.domain.recognition.services.targets import (
    FIELDS,
    PLAN_129,
    Figure,
    change_target,
    drop_target,
    load_plan_targets,
    set_target,
)
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.versions import EditedMeanwhile
from tests.domain.ocop import certificate_rows
from tests.domain.ocop import ocop_rows as rows
from tests.domain.recognition.number_rows import many_products, record_lang_son

pytestmark = pytest.mark.django_db
DAYS = (date(2020, 12, 31), date(2022, 12, 7), date(2023, 9, 5), date(2026, 6, 1), date(2027, 1, 1))


@pytest.fixture
def office(db: None) -> User:
    record_lang_son()
    return rows.office()


def listed(user: User, day: date, **wanted: str) -> int:
    """How many rows the list behind a figure has."""
    found = figures.held_rows(user, day)
    areas = figures.place_choices(user)
    chosen = HeldFilter({"day": day.isoformat(), **wanted}, queryset=found, user=user, areas=areas)
    assert chosen.form.is_valid(), chosen.form.errors
    return chosen.qs.count()


def by_hand(day: date) -> Counter[str]:
    """How products stand on a day, reckoned one by one."""
    found: Counter[str] = Counter()
    for product in Product.objects.prefetch_related("certificates"):
        begun = sorted(
            (one.starts_on, one.pk, one) for one in product.certificates.all() if one.starts_on <= day
        )
        if not begun:
            continue
        held = begun[-1][2]
        if held.revoked_on is not None and held.revoked_on <= day:
            found["revoked"] += 1
        elif held.last_day < day:
            found["lapsed"] += 1
        else:
            found["valid"] += 1
            found["lapsing"] += held.last_day <= day + timedelta(days=180)
    return found


def test_figures_are_what_stands_one_by_one(office: User) -> None:
    """Past, present and days to come: valid, about to lapse, lapsed, revoked; every part sums to the whole."""
    many_products(120)
    for day in DAYS:
        found, mine = figures.figures_of(office, day), by_hand(day)
        total = found.total
        assert (total.valid, total.lapsing, total.lapsed, total.revoked) == tuple(
            mine[key] for key in ("valid", "lapsing", "lapsed", "revoked")
        )
        for part in (found.by_star(), found.by_category(), found.by_kind(), found.by_place()):
            assert sum(part.values(), figures.Tally()) == total  # type: ignore[arg-type]


def test_every_figure_is_the_number_of_its_rows(office: User) -> None:
    many_products(120)
    day = date(2024, 3, 1)
    found = figures.figures_of(office, day)
    for standing, count in (
        ("valid", found.total.valid), ("lapsing", found.total.lapsing), ("lapsed", found.total.lapsed),
        ("revoked", found.total.revoked),
    ):  # fmt: skip
        assert listed(office, day, standing=standing) == count
    for star, tally in found.by_star().items():
        assert listed(office, day, star=str(star)) == tally.all
    for category, tally in found.by_category().items():
        assert listed(office, day, group=category or "none", standing="valid") == tally.valid
    for kind, tally in found.by_kind().items():
        assert listed(office, day, kind=kind or "none") == tally.all
    for key, tally in found.by_place().items():
        assert listed(office, day, area=figures.place_code(*key), standing="lapsed") == tally.lapsed
    assert "" in found.by_category() and "" in found.by_kind()


def test_years_are_the_number_of_their_rows(office: User) -> None:
    """New, upgraded, evaluated again, lapsed, revoked; what is valid at the end is the figure of that day."""
    many_products(120)
    day = date(2026, 6, 1)
    years = trend.years(trend.spans(office), day)
    assert [one.year for one in years] == list(range(2019, 2027)) and years[-1].last == day
    for one in years:
        within = {"first": one.first.isoformat(), "last": one.last.isoformat()}
        counts = (
            (trend.NEW, one.new), (trend.UPGRADED, one.upgraded), (trend.RENEWED, one.renewed),
            (trend.ENDED, one.lapsed), (trend.TAKEN_BACK, one.revoked),
        )  # fmt: skip
        for event, count in counts:
            assert listed(office, day, event=event, **within) == count, (one.year, event)
        assert figures.figures_of(office, one.last).total.valid == one.valid
    assert sum(one.lapsed for one in years) > 0 and sum(one.revoked for one in years) > 0


def test_lapsing_on_the_last_day_of_a_year_counts_in_the_next(office: User) -> None:
    """A certificate counts up to and including its last day: it has lapsed the day after."""
    product = rows.entity_with_product().product
    certificate_rows.old(product, date(2021, 1, 5), expires_on=date(2023, 12, 31))
    found = {one.year: one.lapsed for one in trend.years(trend.spans(office), date(2026, 6, 1))}
    assert found == {2021: 0, 2022: 0, 2023: 0, 2024: 1, 2025: 0, 2026: 0}


def test_areas_are_kept_apart(office: User) -> None:
    """A commune's officer counts and lists their commune's products only."""
    many_products(60)
    commune = rows.officer()
    day = date(2024, 3, 1)
    found = figures.figures_of(commune, day)
    assert {one.area for one in found.groups} == {rows.AREA}
    assert found.total == figures.figures_of(office, day, rows.AREA).total
    assert listed(commune, day) == found.total.all
    assert figures.figures_of(rows.agent_of(rows.organisation()), day).total.all == 0


def test_plan_129(office: User) -> None:
    """The plan's four figures with their source, written down once, counted from the day it was signed."""
    load_known_products(actor=None)
    assert (load_plan_targets(actor=None), load_plan_targets(actor=None)) == (4, 0)
    wanted = {one.measure: (one.least, one.most) for one in PlanTarget.objects.all()}
    assert wanted == {"kept": (30, None), "new": (50, None), "five_star": (1, None), "entities": (60, 70)}
    assert set(PlanTarget.objects.values_list("source", flat=True)) == {PLAN_129}
    found = {one.target.measure: one.reached for one in progress_of(office, date(2022, 12, 31))}
    assert found == {"kept": 18, "new": 7, "five_star": 0, "entities": 0}
    after = {one.target.measure: (one.reached, one.open) for one in progress_of(office, date(2026, 6, 1))}
    assert after["kept"] == (0, False) and after["new"] == (7, False)


def test_entities_of_a_target_are_counted_once(office: User) -> None:
    """By certificate or by file; those nobody knows are not counted."""
    entity = rows.entity_with_product()
    certificate_rows.old(entity.product, date(2022, 5, 1))
    certificate_rows.old(rows.product_of(entity.organisation, "Mứt na"), date(2022, 6, 1), star=5)
    unknown = rows.product_of(rows.organisation("X", "Nơi giữ"), "Không rõ", entity_unknown=True)
    certificate_rows.old(unknown, date(2022, 5, 1))
    load_plan_targets(actor=None)
    found = {one.target.measure: one.reached for one in progress_of(office, date(2024, 1, 1))}
    assert (found[Measure.ENTITIES], found[Measure.NEW], found[Measure.FIVE_STAR]) == (1, 3, 1)
    assert listed(office, date(2024, 1, 1), target=str(PlanTarget.objects.get(measure="new").pk)) == 3


def test_writing_targets(office: User) -> None:
    """Set once, corrected with the version read, taken away; what makes no sense is refused by field."""
    figure = Figure("Kế hoạch 5", "new", 2026, 2030, 40, "mục II", since=date(2026, 1, 1))
    made = set_target(area="20", figure=figure, actor=office)
    with pytest.raises(DomainError, match="ocop_target_known"):
        set_target(area="20", figure=figure, actor=office)
    seen = {name: getattr(made, name) for name in FIELDS}
    changed = change_target(pk=made.pk, version=1, seen=seen, mine={**seen, "least": 45}, actor=office)
    assert (changed.least, changed.version, changed.set_by) == (45, 2, office)
    with pytest.raises(EditedMeanwhile):
        change_target(pk=made.pk, version=1, seen=seen, mine={**seen, "least": 50}, actor=office)
    with pytest.raises(InputInvalid) as refused:
        bad = Figure(" ", "sai", 2026, 2020, 5, "", most=1)
        set_target(area="20", figure=bad, actor=office)
    assert {fault.column for fault in refused.value.faults} == {
        "plan",
        "measure",
        "year_to",
        "most",
        "source",
    }
    with pytest.raises(DomainError, match="not_allowed"):
        set_target(area="20", figure=figure, actor=rows.officer())
    drop_target(pk=made.pk, actor=office)
    assert not PlanTarget.objects.exists()


def test_reports(office: User) -> None:
    """Six months up to the day before which they are due, the year likewise; what happened within."""
    load_known_products(actor=None)
    entity = rows.entity_with_product()
    certificate_rows.old(entity.product, date(2026, 2, 1))
    today = date(2026, 6, 1)
    found = report_of(office, period=HALF, year=2026, today=today)
    assert (found.first, found.last, found.due) == (date(2026, 1, 1), today, date(2026, 6, 25))
    assert "129/KH-UBND" in found.source and found.happened.new == 1
    assert found.figures.total.all == 27 and found.figures.total.valid == 1
    assert bounds_of(YEAR, 2022, today) == (date(2022, 1, 1), date(2022, 11, 30))
    assert report_of(office, period=YEAR, year=2022, today=today, last=date(2022, 12, 31)).happened.new == 7
    assert next_due(today) == [(HALF, date(2026, 6, 25)), (YEAR, date(2026, 11, 30))]
    for wrong in ({"period": "quý"}, {"last": date(2026, 7, 1)}, {"year": 2027}):
        with pytest.raises(DomainError):
            report_of(office, **{"period": HALF, "year": 2026, "today": today, **wrong})  # type: ignore[arg-type]


def test_a_report_of_a_commune(office: User) -> None:
    many_products(40)
    whole = report_of(office, period=YEAR, year=2024, today=date(2026, 6, 1))
    part = report_of(office, period=YEAR, year=2024, today=date(2026, 6, 1), area=rows.AREA)
    assert 0 < part.figures.total.all < whole.figures.total.all
    assert Certificate.objects.filter(area_code=rows.AREA).exists()
