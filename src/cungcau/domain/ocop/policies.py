"""Who may do what with OCOP rules, products, dossiers and certificates.

Officers act within their area: the commune's in their commune, the province's office in the province. A
representative acts for the organisations they are agent of (the entity). Advisers review what reached the province.
"""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import (
    ADVISER,
    COMMUNE_OFFICER,
    COORDINATOR,
    COUNCILLOR,
    OCOP_OFFICE,
    REPRESENTATIVE,
    VIEWER,
)

_PROVINCE = (OCOP_OFFICE,)
_INSIDE = (OCOP_OFFICE, ADVISER, COMMUNE_OFFICER)

VIEW_RULES = register(
    "ocop.view_rules",
    "Xem bộ tiêu chí OCOP",
    roles=(*_INSIDE, COUNCILLOR, REPRESENTATIVE, COORDINATOR, VIEWER),
)
LOAD_RULES = register("ocop.load_rules", "Nạp, ban hành bộ tiêu chí OCOP", roles=_PROVINCE)
VIEW_PRODUCTS = register(
    "ocop.view_products",
    "Xem sản phẩm OCOP",
    roles=(*_INSIDE, COUNCILLOR, REPRESENTATIVE, COORDINATOR, VIEWER),
)
SEE_ALL_PRODUCTS = register(
    "ocop.see_all_products",
    "Xem mọi sản phẩm OCOP trong địa bàn, kể cả chưa đăng ký",
    roles=(*_INSIDE, COUNCILLOR, COORDINATOR, VIEWER),
)
RECORD_PRODUCTS = register(
    "ocop.record_products", "Ghi sản phẩm OCOP trong địa bàn", roles=(OCOP_OFFICE, COMMUNE_OFFICER)
)
VIEW_DOSSIERS = register("ocop.view_dossiers", "Xem hồ sơ OCOP trong địa bàn", roles=(*_INSIDE, COUNCILLOR))
WRITE_DOSSIERS = register(
    "ocop.write_dossiers", "Lập hồ sơ OCOP thay chủ thể trong địa bàn", roles=(OCOP_OFFICE, COMMUNE_OFFICER)
)
WRITE_OWN = register(
    "ocop.write_own_dossiers", "Lập, nộp hồ sơ OCOP cho tổ chức mình đại diện", roles=(REPRESENTATIVE,)
)
BROWSE_DOSSIERS = register(
    "ocop.browse_dossiers",
    "Mở trang hồ sơ OCOP (của địa bàn, hoặc của tổ chức mình đại diện)",
    roles=(*_INSIDE, COUNCILLOR, REPRESENTATIVE),
)
KEEP_EVIDENCE = register(
    "ocop.keep_evidence",
    "Giữ kho minh chứng OCOP (của địa bàn, hoặc của tổ chức mình đại diện)",
    roles=(OCOP_OFFICE, COMMUNE_OFFICER, REPRESENTATIVE),
)
CHECK = register("ocop.check_dossiers", "Kiểm tra hồ sơ OCOP ở xã", roles=(COMMUNE_OFFICER,))
OFFICE = register("ocop.handle_dossiers", "Nhận, giao, trả hồ sơ OCOP ở tỉnh", roles=_PROVINCE)
REVIEW = register("ocop.review_dossiers", "Xem xét hồ sơ ở tổ tư vấn", roles=(OCOP_OFFICE, ADVISER))
CERTIFY = register("ocop.certify", "Ghi giấy chứng nhận OCOP", roles=_PROVINCE)
EXPORT_PEOPLE = register(
    "ocop.export_representatives", "Xuất danh bạ chủ thể OCOP có người đại diện, điện thoại", roles=_PROVINCE
)
SEE_WAITING = register(
    "ocop.see_waiting", "Xem hồ sơ OCOP đang chờ ai", roles=(*_INSIDE, COUNCILLOR, REPRESENTATIVE)
)
