"""Which place a text means: one, or the ones to ask about."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.platform.accounts.services import create_user
from cungcau.reference.geography.fields import PlaceField
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import EVERY_LEVEL, Resolver, by_code, label_of, resolve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]

AUTUMN_2021, NOW = date(2021, 9, 27), date(2026, 1, 5)


def names(answer: object) -> list[str]:
    assert isinstance(answer, list), answer
    return [label_of(one.unit) for one in answer]


@pytest.mark.parametrize(
    "text",
    [
        "Tân Mỹ, Văn Lãng",
        "tan my van lang",
        "TÂN MĨ, huyện VĂN LÃNG, tỉnh LẠNG SƠN",
        "X. Tân Mỹ; H. Văn Lãng",
        "Văn Lãng - Tân Mỹ",
        "Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn (06172)",
        "06172",
        "20.06172",
    ],
)
def test_one_place_is_meant(text: str) -> None:
    place = resolve(text, AUTUMN_2021)
    assert isinstance(place, Unit), names(place)
    assert (place.code, place.title) == ("06172", "Xã Tân Mỹ")


def test_an_old_name_leads_to_todays_unit_when_the_whole_of_it_went_there() -> None:
    place = resolve("Tân Mỹ, Văn Lãng", NOW)
    assert isinstance(place, Unit)
    assert place.title == "Xã Hoàng Văn Thụ"


def test_an_old_name_that_was_split_is_asked_about() -> None:
    assert names(resolve("Kiên Mộc, Đình Lập", NOW)) == [
        "Xã Kiên Mộc, Tỉnh Lạng Sơn (06625)",
        "Xã Châu Sơn, Tỉnh Lạng Sơn (06637)",
    ]


def test_a_name_of_several_places_is_asked_about_unless_the_asker_works_at_one() -> None:
    assert len(names(resolve("Tân Mỹ", AUTUMN_2021))) > 2
    here = resolve("Tân Mỹ", AUTUMN_2021, area="20")
    assert isinstance(here, Unit)
    assert here.code == "06172"
    assert len(names(resolve("Hoàng Văn Thụ", AUTUMN_2021, area="20"))) == 3


def test_a_bare_name_that_meant_another_place_before_is_asked_about() -> None:
    assert len(names(resolve("Tân Mỹ", NOW))) == 8
    assert names(resolve("Tân Mỹ", NOW, area="20"))[0] == "Xã Hoàng Văn Thụ, Tỉnh Lạng Sơn (06172)"


def test_a_name_written_nearly_so_is_offered_not_taken() -> None:
    offered = names(resolve("Tân Mũy, Văn Lãng", AUTUMN_2021))
    assert offered[0] == "Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn (06172)"
    assert resolve("qwxzqwxz", AUTUMN_2021) == []
    assert resolve("", AUTUMN_2021) == []


def test_levels_narrow_what_is_meant() -> None:
    province = resolve("Lạng Sơn", AUTUMN_2021, levels=("province",))
    assert isinstance(province, Unit)
    assert province.code == "20"
    assert all(one.unit.level == "commune" for one in resolve("Văn Lãng", AUTUMN_2021, levels=("commune",)))  # type: ignore[union-attr]


def test_a_label_of_another_day_does_not_take_the_code_it_shares() -> None:
    place = resolve("Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn (06172)", NOW)
    assert isinstance(place, Unit)
    assert place.title == "Xã Hoàng Văn Thụ"  # by what became of it, not by the code


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    answer = resolve(text, AUTUMN_2021)
    assert isinstance(answer, Unit) or len(answer) <= 8


def test_a_table_asks_each_text_once(django_assert_num_queries: object) -> None:
    meant = Resolver(AUTUMN_2021, area="20")
    first = meant.resolve("Tân Mỹ, Văn Lãng")
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert meant.resolve("Tân Mỹ, Văn Lãng") is first


class Form(forms.Form):
    place = PlaceField(label="Địa bàn", on=AUTUMN_2021)


def test_the_field_gives_the_unit_and_shows_its_label() -> None:
    form = Form({"place": "tan my, van lang"})
    assert form.is_valid()
    unit = form.cleaned_data["place"]
    assert unit.code == "06172"
    assert label_of(unit) in str(Form(initial={"place": unit})["place"])
    assert label_of(unit) in str(Form(initial={"place": unit.pk})["place"])
    assert not Form({"place": label_of(unit)}, initial={"place": unit}).has_changed()


def test_the_field_asks_and_takes_the_choice() -> None:
    form = Form({"place": "Tân Mỹ"})
    assert not form.is_valid()
    assert form.errors["place"] == ["Có nhiều nơi tên như vậy. Ý bạn là nơi nào dưới đây?"]
    drawn = str(form["place"])
    label = "Xã Tân Mỹ, Huyện Chiêm Hóa, Tỉnh Tuyên Quang (02314)"
    assert 'value="Tân Mỹ"' in drawn
    unit = by_code("06172", AUTUMN_2021)
    assert unit is not None
    chosen = Form({"place": "Tân Mỹ", "place-hoi": "Tân Mỹ", "place-chon": label_of(unit)})
    assert chosen.is_valid(), label
    assert chosen.cleaned_data["place"] == unit
    retyped = Form({"place": "Hoàng Việt, Văn Lãng", "place-hoi": "Tân Mỹ", "place-chon": label_of(unit)})
    assert retyped.is_valid()
    assert retyped.cleaned_data["place"].name == "Hoàng Việt"
    unknown = Form({"place": "qwxzqwxz"})
    assert "27/9/2021" in unknown.errors["place"][0]


def test_the_day_and_area_can_be_set_on_the_form() -> None:
    form = Form({"place": "Tân Mỹ"})
    form.fields["place"].area = "20"  # type: ignore[attr-defined]
    assert form.is_valid()
    assert form.fields["place"].widget.area == "20"
    assert Form.base_fields["place"].area == ""  # type: ignore[attr-defined]


def test_suggestions_come_for_what_is_typed() -> None:
    client = Client()
    assert client.get("/dia-ban/tim?q=tan").status_code in {302, 401, 403}
    client.force_login(
        create_user(username="nguoigo", full_name="Người gõ", password="hồng-vành-khuyên-2021")
    )
    html = client.get("/dia-ban/tim", {"q": "tan my, van", "ngay": "2021-09-27"}).content.decode()
    assert html.count('role="option"') == 1
    assert "Xã Hoàng Văn Thụ" in html
    everything = client.get("/dia-ban/tim", {"q": "an giang", "cap": ",".join(EVERY_LEVEL), "ngay": "x\x00"})
    assert 'data-label="Tỉnh An Giang (' in everything.content.decode()
