"""Who may do what with organisations and households."""

from cungcau.domain.registry.models import PARTNERS
from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import (
    BUYER,
    COMMUNE_OFFICER,
    COORDINATOR,
    OCOP_OFFICE,
    REPRESENTATIVE,
    VIEWER,
)
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.access.services import allows, require

VIEW = register(
    "registry.view_organisation",
    "Xem tổ chức, hộ",
    roles=(COORDINATOR, COMMUNE_OFFICER, OCOP_OFFICE, REPRESENTATIVE, BUYER, VIEWER),
)
BROWSE = register(
    "registry.browse_area",
    "Xem mọi tổ chức, hộ trong địa bàn",
    roles=(COORDINATOR, COMMUNE_OFFICER, OCOP_OFFICE, VIEWER),
)
RECORD = register(
    "registry.record_organisation", "Ghi tổ chức, hộ", roles=(COORDINATOR, COMMUNE_OFFICER, OCOP_OFFICE)
)
RECORD_PARTNER = register(
    "registry.record_partner", "Ghi bên mua, đơn vị vận tải, cơ quan ở bất cứ đâu", roles=(COORDINATOR,)
)
EDIT_OWN = register(
    "registry.edit_own",
    "Sửa tổ chức mình thay mặt và thành viên của tổ chức đó",
    roles=(REPRESENTATIVE, BUYER),
)
MERGE = register("registry.merge_organisations", "Gộp hai tổ chức, hộ trùng nhau", roles=(COORDINATOR,))
GRANT_AGENT = register("registry.grant_agent", "Cử người thay mặt một tổ chức", roles=(COORDINATOR,))
SEE_PHONE = register(
    "registry.see_phone",
    "Xem số điện thoại",
    roles=(COORDINATOR, COMMUNE_OFFICER, OCOP_OFFICE, REPRESENTATIVE),
)


def may_record(user: Somebody, *, kind: str, area: str) -> bool:
    """May they write an organisation of this kind there, as an officer?"""
    return allows(user, RECORD, area) or (kind in PARTNERS and allows(user, RECORD_PARTNER))


def require_record(user: Somebody, *, kind: str, area: str) -> None:
    """The same, raising ``not_allowed`` or ``not_signed_in``."""
    if not may_record(user, kind=kind, area=area):
        require(user, RECORD, area)
