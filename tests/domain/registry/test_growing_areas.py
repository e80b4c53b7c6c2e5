"""Growing areas: outlines read and measured, doubtful figures asked about and kept."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cungcau.domain.registry import doubting, outline, services
from cungcau.domain.registry.forms.shared import AreaField
from cungcau.domain.registry.models import GrowingArea
from cungcau.domain.survey.models import Question
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.reference.catalogue.models import Commodity
from tests.domain.registry.registry_rows import ON, org
from tests.domain.season_rows import SOURCE, person, record_catalogue, record_people, record_places

HECTARE = [[106.66, 21.98], [106.66097, 21.98], [106.66097, 21.9809], [106.66, 21.9809]]
"""About 100 m × 100 m at Tân Mỹ."""


def shape(ring: object, kind: str = "Polygon") -> str:
    return json.dumps({"type": kind, "coordinates": [ring]})


def test_an_outline_is_closed_and_measured() -> None:
    polygon = outline.read(shape(HECTARE))
    assert polygon is not None
    assert polygon["coordinates"][0][0] == polygon["coordinates"][0][-1]
    assert 9_900 < outline.measure(polygon) < 10_150
    feature = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon}]}
    assert outline.read(json.dumps(feature)) == polygon
    assert outline.read("  ") is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("không phải", "GeoJSON"), ("[" * 5000, "GeoJSON"), ("7", "Polygon"), (shape(HECTARE, "Point"), "Polygon"),
        (shape([[106.6, 21.9], [106.7, 21.9]]), "3 đến"), (shape([[21.98, 106.66]] * 4), "ngoài Việt Nam"),
        (shape([[106.6, 21.9], ["a", 21.9], [106.6, 22]]), "phải là số"), (shape("xin chào"), "đường bao"),
        (shape([[106, 21], [107, 22], [107, 21], [106, 22]]), "tự cắt"), (" " * 60_001 + "x", "dài hơn"),
        (shape([[106 + n / 1000, 21 + n % 2] for n in range(600)]), "3 đến 500"),
        (json.dumps({"type": "Polygon", "coordinates": [HECTARE, HECTARE]}), "lỗ"),
    ],
)  # fmt: skip
def test_an_outline_that_cannot_be_used_says_why(text: str, why: str) -> None:
    with pytest.raises(DomainError) as refused:
        outline.read(text)
    assert refused.value.code == "outline_invalid" and why in str(refused.value.facts["why"])


_KEYS = st.sampled_from(["type", "coordinates", "geometry", "features"])
_PLAIN = st.none() | st.booleans() | st.floats() | st.sampled_from(["Polygon", "Feature", "x"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.recursive(
        _PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner), max_leaves=8
    )
)
def test_whatever_is_pasted_is_answered(value: object) -> None:
    try:
        outline.read(json.dumps(value))
    except DomainError as error:
        assert error.code == "outline_invalid"


@pytest.mark.parametrize(
    ("code", "usual"),
    [("VN-LSOR-0012", True), ("LSH.NA-001", True), ("không rõ", False), ("ABC", False), ("A1", False)],
)
def test_the_pattern_of_a_growing_area_code_is_asked_not_forced(code: str, usual: bool) -> None:
    assert doubting.usual_code(code) is usual


@pytest.mark.parametrize(
    ("text", "m2"), [("1,5 ha", 15_000), ("3.600 m²", 3600), ("15000", 15_000), ("2 công", 2000), ("", None)]
)
def test_areas_are_read_as_people_write_them(text: str, m2: int | None) -> None:
    assert AreaField().clean(text) == m2
    if m2:
        assert AreaField().clean(AreaField().prepare_value(m2)) == m2


@pytest.mark.parametrize("text", ["3 sào", "7", "5 kg", "rộng lắm", "9" * 40])
def test_an_area_in_doubt_is_asked_about(text: str) -> None:
    with pytest.raises(ValidationError):
        AreaField().clean(text)


@pytest.fixture
def people(db: None) -> None:
    record_places()
    record_catalogue()
    record_people()


def land(**facts: object) -> services.Land:
    given_facts = {"commodity": Commodity.objects.get(), "source": SOURCE, "name": "Đồi sau nhà", **facts}
    return services.Land(**given_facts)  # type: ignore[arg-type]


def test_what_is_doubtful_is_kept_as_questions_and_never_blocks(people: None) -> None:
    officer = person("can-bo", "commune_officer", "20.06172")
    entered = land(
        planted_m2=20_000, bearing_m2=25_000, polygon=outline.read(shape(HECTARE)), growing_code="chưa có",
        answers={"bearing_beyond_planted": "trồng xen"},
    )  # fmt: skip
    one = services.add_growing_area(organisation=org("H1"), land=entered, actor=officer, on=ON)
    assert (one.area_code, one.folded.split()[:3]) == ("20.06172", ["doi", "sau", "nha"])
    assert one.polygon_m2 and 9_900 < one.polygon_m2 < 10_150
    states = dict(Question.objects.values_list("rule", "state"))
    assert states == {
        "bearing_beyond_planted": "answered", "planted_unlike_outline": "open", "growing_code_unusual": "open",
    }  # fmt: skip
    services.change_growing_area(
        pk=one.pk, version=1, answers={}, actor=officer, on=ON,
        seen={"planted_m2": 20_000, "bearing_m2": 25_000, "growing_code": "chưa có"},
        mine={"planted_m2": 10_000, "bearing_m2": 9_000, "growing_code": "VN-LSOR-0012"},
    )  # fmt: skip
    assert set(Question.objects.values_list("state", flat=True)) == {"withdrawn"}
    with pytest.raises(EditedMeanwhile):
        services.change_growing_area(
            pk=one.pk, version=1, answers={}, actor=officer, on=ON, seen={"planted_m2": 20_000},
            mine={"planted_m2": 1},
        )  # fmt: skip


def test_what_cannot_be_is_refused(people: None) -> None:
    services.add_growing_area(organisation=org("H1"), land=land(), actor=None, on=ON)
    for facts, code in (
        ({}, "growing_area_twice"),
        ({"name": "2", "planted_m2": -1}, "registry_area_out_of_range"),
        ({"name": "2", "planted_m2": 10**13}, "registry_area_out_of_range"),
        ({"name": "2", "lat": 21.9}, "registry_point_incomplete"),
        ({"name": "2", "lat": 51.0, "lon": 0.0}, "registry_point_elsewhere"),
        ({"name": "2", "source": ""}, "registry_source_missing"),
    ):  # fmt: skip
        with pytest.raises(DomainError, match=f"^{code}"):
            services.add_growing_area(organisation=org("H1"), land=land(**facts), actor=None, on=ON)
    with pytest.raises(DomainError, match="not_allowed"):
        services.add_growing_area(
            organisation=org("H3"), land=land(), actor=person("can-bo", "commune_officer", "20.06172"), on=ON
        )
    assert GrowingArea.objects.count() == 1
