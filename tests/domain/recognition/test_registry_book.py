"""The province's registry workbook as it really comes: everything odd is said by row, nothing is lost or doubled."""

from __future__ import annotations

from datetime import date

import pytest

from cungcau.domain.ocop.models import Certificate, Product
from cungcau.domain.recognition.models import Lack, RegistryLine
from cungcau.domain.recognition.services.known_products import load_known_products
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.models import SentFile
from tests.domain.ocop import ocop_rows as rows
from tests.domain.recognition.number_rows import bring, cells, record_lang_son, told, workbook

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 4)


@pytest.fixture
def office(db: None) -> User:
    record_lang_son()
    return rows.office()


def test_a_plain_line(office: User) -> None:
    """Organisation, product, group, place of today, certificate with its decision and last day."""
    done = bring(
        workbook({"OCOP": [cells("Na dai", expires=date(2027, 9, 4), phone="0912 345 678")]}), office
    )
    assert done.written and (done.outcome.created, done.faults) == (1, ())
    product = Product.objects.select_related("entity", "unit").get()
    assert (product.name, product.category, product.area_code) == ("Na dai", "I", "20.06172")
    assert (product.entity.name, product.entity.kind, product.entity.phone) == (
        "HTX Na Tân Mỹ", "cooperative", "+84912345678",
    )  # fmt: skip
    one = product.certificates.get()
    assert (one.star, one.starts_on, one.expires_on, one.decided_on) == (3, DAY, date(2027, 9, 4), DAY)
    assert (one.decision_no, one.authority, one.instrument.code) == (
        "1787/QĐ-UBND", "UBND tỉnh Lạng Sơn", "QD148_2023",
    )  # fmt: skip
    assert ("OCOP", 5, "nay là Xã Hoàng Văn Thụ") in told(done)


def test_the_same_again_changes_nothing(office: User) -> None:
    content = workbook(
        {
            "OCOP": [
                cells("Na dai", address="Thôn Bản Mẫu", person="Người Mẫu Một", phone="0912 345 678"),
                cells("Na khô", first=(3, None, 2023, "12/QĐ-UBND", None)),
            ]
        }
    )
    assert bring(content, office).outcome.created == 2
    again = bring(content, office)
    assert (again.outcome.created, again.outcome.changed, again.outcome.unchanged) == (0, 0, 2)
    counts = (Product.objects.count(), Certificate.objects.count(), Organisation.objects.count())
    assert counts == (2, 1, 1)


def test_upgrade_keeps_both_certificates(office: User) -> None:
    """The first is replaced by the upgrade, which has the workbook's last day."""
    line = cells(
        "Na dai", star=4, expires=date(2028, 1, 10), upgrade=(4, date(2025, 1, 10), 2025, "20/QĐ-UBND", None)
    )
    bring(workbook({"OCOP": [line]}), office)
    found = Certificate.objects.order_by("starts_on").values_list("star", "kind", "state", "expires_on")
    assert list(found) == [
        (3, "first", "replaced", date(2027, 9, 4)),
        (4, "upgrade", "in_force", date(2028, 1, 10)),
    ]


def test_merged_cells_say_where_they_began(office: User) -> None:
    """A cooperative merged over two products holds for both; so does what stands in the other merged columns."""
    second: list[object] = [None if place in (3, 4, 5) else one for place, one in enumerate(cells("Na khô"))]
    content = workbook({"OCOP": [cells("Na dai"), second]}, {"OCOP": ["D5:D6", "E5:E6", "F5:F6"]})
    done = bring(content, office)
    assert done.outcome.created == 2 and Organisation.objects.count() == 1
    assert [line for _sheet, line, text in told(done) if text == "ô gộp từ dòng 5: lấy giá trị của dòng ấy"] == [
        6, 6, 6,
    ]  # fmt: skip


def test_broken_formulas(office: User) -> None:
    """In a side column they are blank and said; where a row is known by, the row is given back with its raw value."""
    done = bring(
        workbook(
            {
                "OCOP": [
                    cells("Na dai", star="#REF!", address="#N/A"),
                    cells("Na khô", entity="#REF!"),
                    cells("Mứt na"),
                ]
            }
        ),
        office,
    )
    assert done.outcome.created == 2
    assert [(fault.line, fault.header, fault.value) for fault in done.faults] == [(6, "Chủ thể", "#REF!")]
    assert sum("công thức hỏng" in text for _s, line, text in told(done) if line == 5) == 2
    kept = SentFile.objects.get(intake=done.intake)
    assert kept.returned and bytes(kept.content).startswith(b"PK")


def test_a_year_is_no_day(office: User) -> None:
    """The product is written, its certificate is not: the year stays with its line until somebody gives the day."""
    done = bring(
        workbook(
            {
                "OCOP": [
                    cells("Na dai", first=(3, None, 2020, "1787/QĐ-UBND", None)),
                    cells("Na khô", first=(3, 2021, None, "1788/QĐ-UBND ngày 04/9/2024", None)),
                    cells("Mứt na", first=(4, date(1905, 7, 14), None, None, None)),
                    cells("Rượu na", first=(3, DAY, 2023, None, None)),
                ]
            }
        ),
        office,
    )
    assert done.outcome.created == 4 and done.faults == ()
    assert set(Certificate.objects.values_list("product__name", "starts_on")) == {
        ("Na khô", DAY),
        ("Rượu na", DAY),
    }
    lines = {one.product.name: one for one in RegistryLine.objects.select_related("product")}
    assert lines["Na dai"].lacks == [Lack.FIRST_DAY] and lines["Na dai"].said["first_year"] == "2020"
    assert lines["Mứt na"].lacks == [Lack.FIRST_DAY]
    said = {line: text for _sheet, line, text in told(done)}
    texts = " | ".join(text for _sheet, _line, text in told(done))
    assert "ngày 04/9/2024 lấy từ cột số quyết định" in texts
    assert "năm 2022 bị định dạng thành ngày 14/7/1905" in texts
    assert "năm 2023 khác ngày 04/9/2024: lấy theo ngày" in texts and said


def test_headings_sums_and_districts_that_are_gone(office: User) -> None:
    """Headings give their rows the district; sums are no products; a sheet may bear a district's name."""
    blank = [None] * 20
    done = bring(
        workbook(
            {
                "Tổng hợp": [
                    ["I", "Huyện Văn Lãng", *blank],
                    cells("Na dai", commune="Tân Mỹ"),
                    ["II", "Huyện Chi Lăng", *blank],
                    cells("Na khô", entity="HTX Na Chi Lăng", commune="xã Chi Lăng"),
                    [None, "Tổng cộng: 2 sản phẩm", *blank],
                ],
                "Huyện Lộc Bình": [cells("Phở khô", entity="Hộ kinh doanh Mẫu", form="Hộ KD", commune=None)],
            }
        ),
        office,
    )
    assert done.outcome.created == 3 and done.faults == ()
    places = {one.name: (one.area_code, one.unit.title) for one in Product.objects.all() if one.unit}
    assert places == {
        "Na dai": ("20.06172", "Xã Hoàng Văn Thụ"),
        "Na khô": ("20.06463", "Xã Chi Lăng"),
        "Phở khô": ("20", "Huyện Lộc Bình"),
    }
    texts = [text for _sheet, _line, text in told(done)]
    assert sum("dòng tiêu đề" in text for text in texts) == 2
    assert sum("dòng cộng" in text for text in texts) == 1
    assert any("chỉ biết Huyện Lộc Bình (cũ), chưa rõ xã" in text for text in texts)


def test_names_twice(office: User) -> None:
    """Twice alike counts once, also across sheets; twice otherwise is asked; namesakes of two entities are two."""
    done = bring(
        workbook(
            {
                "Một": [cells("Mật ong"), cells("mật  ong")],
                "Hai": [
                    cells("Mật ong", first=(4, DAY, 2024, None, None)),
                    cells("Mật ong", entity="HTX Ong Na Sầm", commune="Na Sầm"),
                ],
            }
        ),
        office,
    )
    assert (done.outcome.created, done.outcome.unchanged) == (2, 1)
    assert [(fault.sheet, fault.line) for fault in done.faults] == [("Hai", 5)]
    texts = [text for _sheet, _line, text in told(done)]
    assert "trùng dòng 5 (trang Một): chỉ ghi một lần" in texts
    assert any("nhưng khác chủ thể: là hai sản phẩm" in text for text in texts)


def test_faults_are_named_and_can_be_mended(office: User) -> None:
    """Each fault stands at its cell with a proposal where there is one; a fix writes the row."""
    content = workbook(
        {
            "OCOP": [
                cells("Na dai", first=("hai sao rưỡi", DAY, None, None, None)),
                cells("Na khô", commune="Tân Mĩ"),
                cells("Mứt na", commune="Xã Không Có"),
                cells("Rượu na", first=(3, "44078", None, None, None)),
                cells("Na sấy", first=(2, DAY, None, None, None)),
                cells("Na tươi", first=(3, date(2030, 1, 1), None, None, None)),
                cells("Kẹo na", form="lạ", entity="Nhà Mẫu", commune="Na Sầm"),
            ]
        }
    )
    done = bring(content, office)
    at = {fault.line: (fault.column, fault.proposals) for fault in done.faults}
    assert at == {
        5: ("first_star", ()),
        7: ("commune", ()),
        8: ("first_day", ("04/9/2020",)),
        9: ("first_star", ()),
        10: ("first_day", ()),
        11: ("legal_form", ()),
    }
    assert done.outcome.created == 1


def test_certificates_before_the_programme_are_refused_by_row(office: User) -> None:
    done = bring(workbook({"OCOP": [cells("Na dai", first=(3, date(2019, 5, 1), None, None, None))]}), office)
    assert not done.written and "01/5/2019" in done.faults[0].expected
    assert done.faults[0].column == "first_day" and not Product.objects.exists()


def test_known_products_find_their_entity(office: User) -> None:
    """A product known from an announcement is the workbook's, where name, place and recognition agree."""
    load_known_products(actor=None)
    before = Product.objects.count()
    line = cells(
        "Rượu Hội Hoan", entity="HTX Rượu Hội Hoan", group="Đồ uống",
        first=(3, date(2020, 9, 4), 2020, "1787/QĐ-UBND", None), star=3,
    )  # fmt: skip
    done = bring(workbook({"OCOP": [line]}), office)
    assert (done.outcome.created, done.outcome.changed) == (0, 1) and Product.objects.count() == before
    wine = Product.objects.select_related("entity").get(name="Rượu Hội Hoan")
    assert (wine.entity.name, wine.entity_unknown, wine.area_code) == ("HTX Rượu Hội Hoan", False, "20.06172")
    assert wine.certificates.count() == 1 and wine.category == "II"
    assert bring(workbook({"OCOP": [line]}), office).outcome.unchanged == 1


def test_organisations_are_recognised(office: User) -> None:
    """Under either form of their name, by code, and never a household of another commune."""
    rows.organisation("HTX-NA", "Hợp tác xã Na Tân Mỹ")
    rows.organisation("H1", "Hộ Mẫu Một", kind="household", place=rows.OTHER_COMMUNE)
    done = bring(
        workbook(
            {
                "OCOP": [
                    cells("Na dai"),
                    cells("Na khô", entity="HTX-NA", form=None),
                    cells("Mật ong", entity="Hộ Mẫu Một", form="Hộ"),
                ]
            }
        ),
        office,
    )
    assert done.outcome.created == 3
    names = dict(Product.objects.values_list("name", "entity__code"))
    assert names["Na dai"] == names["Na khô"] == "HTX-NA" and names["Mật ong"] != "H1"


def test_people_stay_apart_and_masked_values_say_nothing(office: User) -> None:
    """Names and phones are not in the kept cells; a masked export brought in again wipes nothing."""
    bring(workbook({"OCOP": [cells("Na dai", person="Người Mẫu Một", phone="0912 345 678")]}), office)
    line = RegistryLine.objects.get()
    assert (line.representative, line.phone) == ("Người Mẫu Một", "0912 345 678")
    assert "Mẫu Một" not in str(line.said) and "345" not in str(line.said)
    again = bring(workbook({"OCOP": [cells("Na dai", person="•••", phone="+8491•••78")]}), office)
    line.refresh_from_db()
    assert again.outcome.unchanged == 1 and line.representative == "Người Mẫu Một"


def test_only_the_office_brings_the_registry_in(office: User) -> None:
    with pytest.raises(DomainError, match="not_allowed"):
        bring(workbook({"OCOP": [cells("Na dai")]}), rows.officer())
