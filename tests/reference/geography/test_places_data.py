"""The data that came with the product: complete, consistent, as the resolutions say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Count, F

from cungcau.reference.geography import selectors
from cungcau.reference.geography.models import Edition, Level, Succession, Unit
from cungcau.reference.geography.services import load_files, refresh_areas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
RESOLUTION = Path(__file__).with_name("lang_son_1672.txt")


def count(on: date, level: str) -> int:
    return selectors.in_force(on).filter(level=level).count()


def test_as_many_units_as_there_were_and_are() -> None:
    assert [count(BEFORE, level) for level in Level.values] == [63, 696, 10_035]
    assert [count(AFTER, level) for level in Level.values] == [34, 0, 3_321]
    kinds = dict(selectors.in_force(AFTER).order_by().values_list("kind").annotate(Count("pk")))
    assert kinds == {"tỉnh": 28, "thành phố": 6, "xã": 2_621, "phường": 687, "đặc khu": 13}


def test_provinces_of_the_two_pilots_have_their_communes() -> None:
    assert selectors.tree(AFTER, "20").count() == 65
    assert selectors.tree(AFTER, "91").count() == 102
    assert selectors.tree(AFTER, "20").filter(kind="phường").count() == 4


def test_every_unit_lies_somewhere_and_below_something() -> None:
    assert not Unit.objects.filter(lat=None).exists()
    assert not Unit.objects.filter(area_code="").exists()
    commune = Unit.objects.get(code="06172", valid_to=None)
    assert (commune.title, commune.area_code) == ("Xã Hoàng Văn Thụ", "20.06172")
    assert commune.parent is not None and commune.parent.title == "Tỉnh Lạng Sơn"


def test_every_ended_commune_went_somewhere_and_once_mainly() -> None:
    ended = Unit.objects.exclude(valid_to=None).filter(level=Level.COMMUNE)
    assert ended.count() == 10_035
    assert not ended.filter(successions=None).exists()
    mains = ended.filter(successions__is_main=True).annotate(mains=Count("successions"))
    assert mains.count() == 10_035
    assert not Unit.objects.filter(valid_from=AFTER, level=Level.COMMUNE, origins=None).exists()
    alone = Unit.objects.annotate(n=Count("successions")).filter(n=1, successions__extent="part")
    assert not alone.exists()


def test_eleven_provinces_stayed_and_fifty_two_became_twenty_three() -> None:
    provinces = Unit.objects.filter(level=Level.PROVINCE)
    assert provinces.filter(valid_from=None, valid_to=None).count() == 11
    links = Succession.objects.filter(old__level=Level.PROVINCE)
    assert (links.count(), links.values("new").distinct().count()) == (52, 23)


def test_lang_son_is_as_the_resolution_says() -> None:
    wrong = []
    for line in RESOLUTION.read_text(encoding="utf-8").splitlines()[1:]:
        new, olds = line.split(" = ")
        unit = selectors.tree(AFTER, "20").get(name=new)
        said = {re.sub(r" \(.*\)|\*", "", old) for old in olds.split(", ")}
        links = Succession.objects.filter(new=unit)
        if said != (told := set(links.values_list("old__name", flat=True))):
            wrong.append((new, said, told))
        for old in olds.split(", "):
            name = re.sub(r" \(.*\)|\*", "", old)
            district = re.search(r"\((.*)\)", old)
            mine = links.filter(old__name=name)
            if district and not mine.filter(old__parent__name=district[1]).exists():
                wrong.append((new, old, "district"))
            if mine.exclude(extent="part" if old.endswith("*") else "whole").exists():
                wrong.append((new, old, "extent"))
    assert wrong == []
    assert not Succession.objects.filter(new__parent__code="20").exclude(decree="1672/NQ-UBTVQH15").exists()


def test_a_successor_lies_near_what_it_was_made_of() -> None:
    """One degree is about 111 km: nothing but the far islands may lie half a degree off."""
    far = Succession.objects.exclude(new__level=Level.PROVINCE).exclude(new__kind="đặc khu")
    lat, lon = F("old__lat") - F("new__lat"), F("old__lon") - F("new__lon")
    odd = far.annotate(square=lat * lat + lon * lon).filter(square__gt=0.25)
    assert list(odd.values_list("old__name", "new__name")) == []


def test_islands_are_at_sea() -> None:
    for name in ("Hoàng Sa", "Trường Sa"):
        lons = Unit.objects.filter(name=name).values_list("lon", flat=True)
        assert min(lon for lon in lons if lon) > 111


def test_loading_the_same_files_again_changes_nothing() -> None:
    assert load_files() is None
    assert Edition.objects.count() == 1
    assert refresh_areas() == 0
