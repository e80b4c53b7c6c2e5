"""The made-up entities and products of a site on show, each marked as such."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cungcau.domain.ocop.models import Product
from cungcau.domain.ocop.services.products import record_product
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.domain.registry.services import OrganisationRow, record_organisations

SHOWN = "minh hoạ"
OWN = "OCOP-MH01"
"""The entity whose representative has an account on a site on show."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: its code, name, kind and commune (code of the statistics office)."""

    code: str
    name: str
    kind: str
    commune: str


@dataclass(frozen=True, slots=True)
class Made:
    """One product: its key here, whose it is, its name and set, and how far the entity would go (points of 100)."""

    key: str
    entity: str
    name: str
    set_code: str
    points: int = 78


ENTITIES = (
    Entity(OWN, "HTX nông sản Bản Mẫu (minh hoạ)", Kind.COOPERATIVE, "06124"),
    Entity("OCOP-MH02", "Tổ hợp tác nuôi ong Nà Mẫu (minh hoạ)", Kind.GROUP, "06148"),
    Entity("OCOP-MH03", "Hộ nấu rượu Khuổi Mẫu (minh hoạ)", Kind.HOUSEHOLD, "06172"),
    Entity("OCOP-MH04", "HTX bún miến Kéo Mẫu (minh hoạ)", Kind.COOPERATIVE, "06112"),
    Entity("OCOP-MH05", "Công ty chế biến Đèo Mẫu (minh hoạ)", Kind.ENTERPRISE, "06040"),
    Entity("OCOP-MH06", "HTX du lịch cộng đồng Pác Mẫu (minh hoạ)", Kind.COOPERATIVE, "06079"),
)

PRODUCTS = (
    Made("draft", OWN, "Hồng vành khuyên sấy dẻo (minh hoạ)", "QD26-07", 66),
    Made("reviewing", OWN, "Hồng vành khuyên tươi (minh hoạ)", "QD26-01"),
    Made("returned", OWN, "Thạch đen đóng hộp (minh hoạ)", "QD26-07", 71),
    Made("submitted", "OCOP-MH02", "Mật ong hoa rừng (minh hoạ)", "QD26-04"),
    Made("forwarded", "OCOP-MH03", "Rượu men lá (minh hoạ)", "QD26-14", 64),
    Made("ready", "OCOP-MH06", "Du lịch cộng đồng Pác Mẫu (minh hoạ)", "QD26-26", 82),
    Made("session-1", "OCOP-MH04", "Bún ngô khô (minh hoạ)", "QD26-06", 73),
    Made("session-2", "OCOP-MH05", "Vịt quay lá mác mật (minh hoạ)", "QD26-08", 80),
    Made("session-3", "OCOP-MH05", "Tinh dầu hồi (minh hoạ)", "QD26-20", 62),
    Made("recognised", "OCOP-MH04", "Miến dong (minh hoạ)", "QD26-06", 84),
    Made("ministry", "OCOP-MH05", "Hoa hồi khô (minh hoạ)", "QD26-10", 96),
    Made("refused", "OCOP-MH05", "Khau nhục (minh hoạ)", "QD26-08", 44),
    Made("closing", OWN, "Gạo nếp cái hoa vàng (minh hoạ)", "QD26-03"),
    Made("opening", "OCOP-MH02", "Phấn hoa (minh hoạ)", "QD26-04"),
    Made("inspected", "OCOP-MH06", "Chè dưới tán rừng (minh hoạ)", "QD26-11"),
    Made("revoked", "OCOP-MH03", "Rượu ngâm quả rừng (minh hoạ)", "QD26-14"),
)


def record_entities(*, on: date) -> dict[str, Organisation]:
    """The entities by code, recorded where they are not there yet; places as they stand ``on`` that day."""
    rows = [
        OrganisationRow(one.code, one.name, one.kind, SHOWN, one.commune, is_demo=True) for one in ENTITIES
    ]
    record_organisations(rows=rows, on=on, actor=None)
    return by_code([one.code for one in ENTITIES])


def record_products(entities: dict[str, Organisation]) -> dict[str, Product]:
    """The products by their key here."""
    return {
        one.key: record_product(
            entity=entities[one.entity],
            facts={"name": one.name, "set_code": one.set_code},
            actor=None,
            source=SHOWN,
            is_demo=True,
        )
        for one in PRODUCTS
    }
