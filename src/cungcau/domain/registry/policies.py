"""Who may do what with organisations and households."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE

RECORD = register("registry.record_organisation", "Ghi tổ chức, hộ", roles=(COORDINATOR, COMMUNE_OFFICER))
SEE_PHONE = register(
    "registry.see_phone", "Xem số điện thoại", roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE)
)
