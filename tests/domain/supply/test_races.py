"""Several people at the same lots at the same moment: nothing doubled, nothing lost unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply import services
from cungcau.domain.supply.doors import LOTS
from cungcau.domain.supply.models import Channel, Lot
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Row
from cungcau.platform.notify.models import Notification
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity
from tests.at_once import at_once
from tests.domain.season_rows import Small, person, record_all

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two(transactional_db: None) -> tuple[Small, User, User]:
    return record_all(), person("mot", "coordinator"), person("hai", "coordinator")


def table(kg: int) -> list[Row]:
    return [
        Row("t", n, {"producer": f"H{1 + n % 3}", "quantity_kg": kg, "code": f"T{n:03d}"})
        for n in range(2, 62)
    ]


def bring(actor: User, kg: int) -> Any:
    return LOTS.record(table(kg), Context(actor, {"season": "hong-2021"}, "t.xlsx"))


def test_two_officers_at_one_lot_one_is_shown_the_other_s_change(two: tuple[Small, User, User]) -> None:
    _, first, second = two
    one = Lot.objects.get(code="L1")
    seen = services.figures_of(one)

    def edit(actor: User, kg: int) -> Callable[[], object]:
        mine = {**seen, "quantity_kg": kg}
        return lambda: services.correct_lot(lot=one, version=1, seen=seen, mine=mine, actor=actor)

    done = at_once(edit(first, 1100), edit(second, 1200))
    refused = [each for each in done if isinstance(each, DomainError)]
    assert [each.code for each in refused] == ["edited_meanwhile"]
    one.refresh_from_db()
    saved = next(each for each in done if isinstance(each, Lot))
    assert (one.version, one.quantity_kg) == (2, saved.quantity_kg)


def test_two_imports_of_the_same_rows_write_each_once(two: tuple[Small, User, User]) -> None:
    _, first, second = two
    done = at_once(lambda: bring(first, 500), lambda: bring(second, 500))
    assert sorted((each.created, each.unchanged) for each in done) == [(0, 60), (60, 0)]  # type: ignore[attr-defined]
    assert Lot.objects.filter(channel="sheet").count() == 60


def test_an_import_while_somebody_edits(two: tuple[Small, User, User]) -> None:
    _, first, second = two
    bring(first, 500)
    one = Lot.objects.get(code="T002")
    seen = services.figures_of(one)
    edit = lambda: services.correct_lot(  # noqa: E731
        lot=one, version=1, seen=seen, mine={**seen, "note": "để riêng", "quantity_kg": 550}, actor=second
    )
    at_once(lambda: bring(first, 600), edit)
    one.refresh_from_db()
    assert one.quantity_kg == 600 or (one.quantity_kg, one.note) == (550, "để riêng")
    if (
        one.quantity_kg == 550
    ):  # the edit came second: it saw the import's version and would have been refused
        pytest.fail("an edit of version 1 was written over the import's version 2")
    assert one.version in (2, 3)


def test_one_offer_sent_by_two_lines_at_once_is_one_lot(two: tuple[Small, User, User]) -> None:
    small, first, _ = two
    producer = Organisation.objects.select_related("unit", "representative").get(code="H1")
    goods, same = Commodity.objects.get(code="hong"), uuid4()

    def send(uuid: Any) -> Callable[[], object]:
        offer = services.Offer(producer, goods, 600, date(2021, 10, 6), date(2021, 10, 9), client_uuid=uuid)
        return lambda: services.offer_lots(
            season=small.season, offers=[offer], actor=first, channel=Channel.API
        )

    done = at_once(send(same), send(same), send(uuid4()))
    keys = [each[0].pk for each in done]  # type: ignore[index]
    assert keys[0] == keys[1] != keys[2]
    assert Lot.objects.filter(channel="api").count() == 2
    assert len(set(Lot.objects.filter(channel="api").values_list("code", flat=True))) == 2


def test_a_lot_is_withdrawn_once(two: tuple[Small, User, User]) -> None:
    _, first, second = two
    one = Lot.objects.get(code="L1")
    done = at_once(*(
        lambda actor=actor: services.withdraw_lot(lot=one, actor=actor, reason="bán hết") for actor in (first, second)
    ))  # fmt: skip
    assert [each.code for each in done if isinstance(each, DomainError)] == ["verb_not_allowed"]


def test_two_workers_remind_an_officer_once(two: tuple[Small, User, User]) -> None:
    officer = person("can-bo", "commune_officer", "20.06172")
    remind = lambda: services.remind_of_stale(on=clock.today())  # noqa: E731
    assert sorted(at_once(remind, remind)) == [0, 1]  # type: ignore[type-var]
    assert remind() == 0
    notice = Notification.objects.get(message="supply.due")
    assert notice.user == officer and "1 lô cần hỏi lại" in notice.spoken.subject
    assert services.remind_of_stale(on=date(2021, 9, 28)) == 1
