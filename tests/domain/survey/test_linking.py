"""Figures of goods unknown to the catalogue are linked once the goods are recorded there."""

from __future__ import annotations

import pytest

from cungcau.domain.survey import services
from cungcau.domain.survey.models import Figure, Observation
from cungcau.domain.survey.reading import Goods
from cungcau.reference.catalogue import services as catalogue
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import SOURCE, person
from tests.domain.survey.conftest import record_units
from tests.domain.survey.test_observations import entry

pytestmark = pytest.mark.django_db
LATE = catalogue.CommodityRow("quyt", "Quýt Tràng Định", SOURCE, aliases=("Quýt vàng",))


@pytest.fixture(autouse=True)
def units(db: None) -> None:
    record_units()


def figures() -> list[tuple[str, str, int]]:
    return list(
        Figure.objects.order_by("-commodity_code", "commodity_text").values_list(
            "commodity_code", "commodity_text", "count"
        )
    )


def test_a_name_written_before_is_linked_when_the_goods_are_recorded() -> None:
    user = person("dieu-phoi", "coordinator")
    services.record_observations(
        entries=[
            entry("100 tấn", goods=Goods("", name)) for name in ("Quyt trang dinh", "Quýt vàng", "Mắc ca")
        ],
        actor=user,
    )
    catalogue.record_commodities(rows=[LATE], actor=None)
    assert figures() == [("quyt", "Quýt Tràng Định", 2), ("", "Mắc ca", 1)]
    assert set(Observation.objects.values_list("figure__commodity_code", flat=True)) == {"quyt", ""}
    again = entry("120 tấn", "báo cáo B", goods=Goods("quyt", "Quýt Tràng Định"))
    services.record_observations(entries=[again], actor=user)
    assert figures()[0] == ("quyt", "Quýt Tràng Định", 3)
    assert Figure.objects.get(commodity_code="quyt").conflicting
    assert services.link_goods() == 0


def test_a_choice_goes_along_and_other_names_wait() -> None:
    user = person("dieu-phoi", "coordinator")
    entries = [
        entry("100 tấn", goods=Goods("", "Quýt vàng")),
        entry("90 tấn", "B", goods=Goods("", "Quýt vàng")),
    ]
    done = services.record_observations(entries=entries, actor=user)
    figure = Figure.objects.get()
    services.choose_in_use(
        observation=done.observations[1], reason="sổ xã", version=figure.version, actor=user
    )
    catalogue.record_commodities(rows=[catalogue.CommodityRow("quyt", "Quýt Tràng Định", SOURCE)], actor=None)
    assert figures() == [("", "Quýt vàng", 2)]
    catalogue.record_commodities(rows=[LATE], actor=None)
    linked = Figure.objects.get()
    assert linked.commodity_code == "quyt" and linked.in_use_id == done.observations[1].pk
    page = text_of(client_of(user).get(f"/so-lieu/{linked.pk}/"))
    assert "Quýt Tràng Định" in page and "Người dieu-phoi chọn" in page and "Vì dieu-phoi" not in page
