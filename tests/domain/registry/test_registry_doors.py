"""Tables of organisations, memberships, certificates and growing areas, brought in as people have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cungcau.domain.registry import selectors
from cungcau.domain.registry.kind_words import kind_of
from cungcau.domain.registry.models import Certificate, GrowingArea, Membership, Organisation
from cungcau.domain.survey.models import Question
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.services.direct import Brought, bring_in
from tests.domain.registry.registry_rows import ON, org, record_more
from tests.domain.season_rows import person, record_catalogue, record_people, record_places

pytestmark = pytest.mark.django_db
TABLES = Path(__file__).resolve().parents[3] / "examples" / "source-tables"


@pytest.fixture
def coordinator(db: None) -> User:
    record_places()
    record_catalogue()
    record_people()
    return person("dieu-phoi", "coordinator", "20")


def bring(door: str, text: str, actor: User, **options: str) -> Brought:
    return bring_in(f"registry.{door}", text.encode(), "bang.csv", options, "Sổ xã 9/2021", actor=actor)


def faults(brought: Brought) -> list[tuple[int, str]]:
    return [(one.line, one.column) for one in brought.faults]


@pytest.mark.parametrize(
    ("said", "name", "kind"),
    [
        ("HTX", "", "cooperative"), ("hợp tác xã", "", "cooperative"), ("THT", "", "group"),
        ("Liên hiệp HTX", "", "union"),
        ("Hộ nông dân", "", "household"), ("cong ty", "", "enterprise"), ("wholesale_market", "", "wholesale_market"),
        ("", "HTX nông nghiệp Tây Bình", "cooperative"), ("", "Liên hiệp HTX Thoại Sơn", "union"),
        ("", "Công ty TNHH Hoa Quả", "enterprise"), ("", "Nguyễn Văn An", ""),
        ("vua", "x", "trader"), ("gì đó", "HTX", ""),
    ],
)  # fmt: skip
def test_words_for_kinds(said: str, name: str, kind: str) -> None:
    assert kind_of(said, name) == kind


def test_the_eight_of_an_giang_come_in_as_they_are(coordinator: User) -> None:
    table = TABLES / "06_angiang_8_htx_dang_cong_ket_noi_2021.csv"
    an_giang = person("an-giang", "coordinator", "91")
    first = bring_in(
        "registry.organisations", table, options={"province": "91"}, source="Cổng TTĐT", actor=an_giang
    )
    assert first.written and (first.outcome.created, first.faults) == (8, ())
    union = Organisation.objects.get(name="Liên hiệp HTX Thoại Sơn")
    assert (union.kind, union.code, union.area_code) == ("union", "lien-hiep-htx-thoai-son-91", "91")
    phu_thanh = Organisation.objects.get(folded_name="htx nong nghiep phu thanh")
    assert (phu_thanh.kind, phu_thanh.goods, phu_thanh.source) == (
        "cooperative",
        "dưa lưới",
        "chú thích ảnh; seed 004",
    )
    assert "1.750 hộ" in phu_thanh.note
    again = bring_in(
        "registry.organisations", table, options={"province": "91"}, source="Cổng TTĐT", actor=an_giang
    )
    assert (again.outcome.created, again.outcome.changed, again.outcome.unchanged) == (0, 0, 8)
    assert Organisation.objects.filter(area_code="91").count() == 8


def test_blank_cells_keep_what_is_there_and_others_update(coordinator: User) -> None:
    text = (
        "Mã;Họ và tên;Loại;Xã;SĐT;Đại diện\n"
        "H1;Hộ Nông Thị Đào;;;;\n"
        "H2;Hộ Hoàng Văn Bảy;hộ;Tân Mỹ, Văn Lãng;0987 654 321;Hộ Vi Văn Chín\n"
        ";Hộ Vi Văn Chín;hộ;xã Tân Mỹ, huyện Văn Lãng;0912.345.678;HTX Hồng Tân Mỹ\n"
    )
    done = bring("organisations", text, coordinator)
    assert done.faults == () and (done.outcome.created, done.outcome.changed, done.outcome.unchanged) == (
        1,
        1,
        1,
    )
    assert (org("H1").phone, org("H1").representative, org("H1").unit_id) == (
        "+84912345678",
        org("HTX"),
        org("H2").unit_id,
    )
    new = Organisation.objects.get(name="Hộ Vi Văn Chín")
    assert (org("H2").phone, org("H2").representative, org("H2").version) == ("+84987654321", new, 2)
    # It has the phone of another one: asked about, with the number masked, and nothing blocked.
    question = Question.objects.get(rule="organisation_alike")
    assert done.outcome.questions == 1 and "Hộ Nông Thị Đào" in str(question.facts)
    assert "+8491•••78" in str(question.facts) and "12345678" not in str(question.facts)


def test_every_fault_by_line_and_column_and_nothing_written(coordinator: User) -> None:
    text = (
        "Tên,Loại,Địa bàn,Điện thoại,Đại diện\n"
        "Hộ A,vua chúa,,,\nHộ B,hộ,Xứ Thần Tiên,,\nHộ C,hộ,,12,\nHộ D,hộ,,,HTX Không Có\n"
        "???,hộ,,,\nHộ E,hộ,,,\nHộ E,hộ,,,\n"
    )
    done = bring("organisations", text, person("tinh", "coordinator", ""))
    assert not done.written
    assert faults(done) == [
        (2, "kind"),
        (3, "place"),
        (4, "phone"),
        (5, "representative"),
        (6, "name"),
        (8, "name"),
    ]
    assert not Organisation.objects.filter(folded_name__startswith="ho e").exists()


def test_an_officer_brings_in_the_own_commune_only(coordinator: User) -> None:
    officer = person("can-bo", "commune_officer", "20.06172")
    with pytest.raises(Exception, match="not_allowed"):
        bring("organisations", 'Tên,Loại,Xã\nHộ Xa,hộ,"Hoàng Việt, Văn Lãng"\n', officer)
    with pytest.raises(Exception, match="not_allowed"):  # an own place given to somebody else's household
        bring("organisations", 'Mã,Tên,Loại,Xã\nH3,Hộ Lý Mỹ Yến,hộ,"Tân Mỹ, Văn Lãng"\n', officer)
    assert org("H3").area_code == "20.06124"


def test_memberships(coordinator: User) -> None:
    record_more()
    text = (
        "Họ tên,Hợp tác xã,Vai trò,Từ ngày\n"
        "H1,HTX Hồng Tân Mỹ,thành viên,1/1/2020\nhộ vi văn sáu,THT,tổ trưởng,\nTHT,HTX2,,\n"
    )
    done = bring("memberships", text, coordinator)
    assert done.faults == () and done.outcome.created == 3
    assert Membership.objects.get(member=org("H4")).role == "head"
    again = bring("memberships", text.replace("1/1/2020", "1/2/2020"), coordinator)
    assert (again.outcome.created, again.outcome.changed, again.outcome.unchanged) == (0, 1, 2)
    bad = "Họ tên,Hợp tác xã,Vai trò\nHTX,H1,\nAi Đó,HTX,\nH2,HTX,vua\n"
    assert faults(bring("memberships", bad, coordinator)) == [(2, "member"), (3, "member"), (4, "role")]
    assert {one.code for one in selectors.households_of(org("HTX2"), ON)} == {"THT", "H4"}


def test_certificates(coordinator: User) -> None:
    text = (
        "Đơn vị,Chứng nhận,Số,Ngày cấp,Ngày hết hạn,Nơi cấp\n"
        "HTX Hồng Tân Mỹ,vietgap,VG-01,1/10/2020,30/9/2022,Quacert\nH1,VG,VG-02,,,\n"
    )
    done = bring("certificates", text, coordinator)
    assert done.faults == () and done.outcome.created == 2
    again = bring("certificates", "Đơn vị,Chứng nhận,Số,Ngày hết hạn\nHTX,VG,VG-01,30/9/2023\n", coordinator)
    one = Certificate.objects.get(number="VG-01")
    assert (again.outcome.changed, one.issuer, str(one.expires_on), one.version) == (
        1,
        "Quacert",
        "2023-09-30",
        2,
    )
    bad = "Đơn vị,Chứng nhận,Số,Ngày cấp,Ngày hết hạn\nAi,VG,1,,\nHTX,giấy lạ,2,,\n"
    assert faults(bring("certificates", bad, coordinator)) == [(2, "organisation"), (3, "kind")]
    backward = "Đơn vị,Chứng nhận,Số,Ngày cấp,Ngày hết hạn\nHTX,VG,3,2/1/2021,1/1/2021\n"
    assert faults(bring("certificates", backward, coordinator)) == [(2, "expires_on")]


def test_growing_areas(coordinator: User) -> None:
    text = (
        "Chủ hộ,Cây trồng,Tên vùng,Diện tích (ha),Diện tích thu hoạch (ha),Xã,Vĩ độ,Kinh độ,Mã số vùng trồng\n"
        '"Hộ Nông Thị Đào",hồng vành khuyên,Đồi 1,"1,5","2","Tân Mỹ, Văn Lãng",21.98,106.66,VN-LSOR-0012\n'
        "H2,hong,,0.5,0.5,,,,\n"
    )
    done = bring("growing_areas", text, coordinator)
    assert done.faults == () and (done.outcome.created, done.outcome.questions) == (2, 1)
    one = GrowingArea.objects.get(name="Đồi 1")
    assert (one.planted_m2, one.bearing_m2, one.lat, one.area_code) == (15_000, 20_000, 21.98, "20.06172")
    assert Question.objects.get().rule == "bearing_beyond_planted"
    again = bring(
        "growing_areas", "Chủ hộ,Cây trồng,Tên vùng,Diện tích thu hoạch (ha)\nH1,hong,Đồi 1,1\n", coordinator
    )
    one.refresh_from_db()
    assert (again.outcome.changed, one.planted_m2, one.bearing_m2, one.version) == (1, 15_000, 10_000, 2)
    assert Question.objects.get().state == "withdrawn"
    bad = "Chủ hộ,Cây trồng,Vĩ độ,Kinh độ\nAi,hong,,\nH1,xoài,,\nH1,hong,51,0\nH1,hong,21,\n"
    found = faults(bring("growing_areas", bad, coordinator))
    assert found == [(2, "organisation"), (3, "commodity"), (4, "lat"), (5, "lat")]


def test_a_table_sent_once_with_and_once_without_its_province_is_recognised(coordinator: User) -> None:
    table = TABLES / "06_angiang_8_htx_dang_cong_ket_noi_2021.csv"
    everywhere = person("ca-nuoc", "coordinator", "")

    def send(**options: str) -> tuple[int, int, int]:
        done = bring_in(
            "registry.organisations", table, options=options, source="Cổng TTĐT", actor=everywhere
        )
        assert done.faults == ()
        return done.outcome.created, done.outcome.changed, done.outcome.unchanged

    assert send(province="91") == (8, 0, 0)
    assert send() == (0, 0, 8) and send(province="91") == (0, 0, 8)
    assert Organisation.objects.filter(area_code="91").count() == 8


def test_a_place_said_later_goes_to_the_one_without(coordinator: User) -> None:
    everywhere = person("ca-nuoc", "coordinator", "")
    assert bring("organisations", "Tên,Loại\nHTX Mới Lập,HTX\n", everywhere).outcome.created == 1
    done = bring("organisations", 'Tên,Loại,Xã\nHTX Mới Lập,HTX,"Tân Mỹ, Văn Lãng"\n', everywhere)
    assert (done.outcome.created, done.outcome.changed) == (0, 1)
    assert Organisation.objects.get(name="HTX Mới Lập").area_code == "20.06172"


def test_one_of_several_of_a_name_is_asked_for_and_households_stay_apart(coordinator: User) -> None:
    everywhere = person("ca-nuoc", "coordinator", "")
    text = 'Tên,Loại,Xã\nHTX Đồng Tên,HTX,"Tân Mỹ, Văn Lãng"\nHTX Đồng Tên,HTX,"Hoàng Việt, Văn Lãng"\n'
    assert bring("organisations", text, everywhere).outcome.created == 2
    done = bring("organisations", "Tên,Loại\nHTX Đồng Tên,HTX\n", everywhere)
    (fault,) = done.faults
    assert not done.written and "có 2 nơi tên như vậy" in fault.expected and "Thuộc tỉnh" in fault.expected
    household = bring("organisations", "Tên,Loại\nHộ Nông Thị Đào,hộ\n", everywhere)
    assert household.outcome.created == 1
