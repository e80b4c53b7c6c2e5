"""Records keep the place they were entered with and are counted under today's, across a made-up decree (minh hoạ)."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services import refresh_areas as refresh_organisations
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.services import refresh_areas as refresh_lots
from cungcau.kernel.errors import InputInvalid
from cungcau.reference.geography.models import Succession, Unit
from cungcau.reference.geography.services import DecreeRow, areas, record_decree
from tests.domain.season_rows import HOANG_VIET, TAN_MY, record_all

DAY = date(2027, 1, 1)
MADE_UP = "99/NQ (minh hoạ)"


def decree(new: str = "06999", name: str = "Tân Văn Lãng") -> list[DecreeRow]:
    return [
        DecreeRow(MADE_UP, DAY, "06172", new, "xã", name),
        DecreeRow(MADE_UP, DAY, "06124", new, "xã", name, extent="part", main=True),
        DecreeRow(MADE_UP, DAY, "06124", "06124", "xã", "Na Sầm", extent="part", main=False),
    ]


@pytest.mark.django_db
def test_lots_and_organisations_keep_their_place_and_count_under_todays() -> None:
    record_all()
    for refresh in (refresh_organisations, refresh_lots):
        areas.follow(refresh)
    before = dict(Lot.objects.values_list("code", "place_id"))
    assert set(Lot.objects.values_list("area_code", flat=True)) == {"20.06172", "20.06124"}
    done = record_decree(rows=decree(), source="minh hoạ", actor=None)
    assert done.ended == 2
    assert dict(Lot.objects.values_list("code", "place_id")) == before
    assert {lot.place.code for lot in Lot.objects.select_related("place")} == {TAN_MY, HOANG_VIET}
    assert set(Lot.objects.values_list("area_code", flat=True)) == {"20.06999"}
    seats = Organisation.objects.exclude(area_code="").values_list("area_code", flat=True)
    assert set(seats) == {"20.06999"}
    assert sum(done.copies.values()) >= Lot.objects.count()
    again = record_decree(rows=decree(), source="minh hoạ", actor=None)
    assert (again.ended, again.copies["geography"]) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_decrees_at_once_leave_one_unit_per_code() -> None:
    record_all()
    start = Barrier(2)
    refused: list[str] = []

    def send(new: str, name: str) -> None:
        start.wait()
        try:
            record_decree(rows=decree(new, name), source="minh hoạ", actor=None)
        except InputInvalid as error:
            refused.append(error.faults[0].column)
        finally:
            connection.close()

    threads = [Thread(target=send, args=pair) for pair in (("06999", "Một"), ("06998", "Hai"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    old = Unit.objects.get(code="06172", valid_to=date(2026, 12, 31))
    assert len(refused) == 1
    assert Succession.objects.filter(old=old).count() == 1
    assert Unit.objects.filter(code__in=("06999", "06998"), valid_to=None).count() == 1
