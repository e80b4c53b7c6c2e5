"""The room's places in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import policies as ocop_policies
from cungcau.domain.recognition import policies
from cungcau.platform.ui import slots
from cungcau.platform.ui.menu import MenuEntry, add

GROUP = _("OCOP")

add(
    MenuEntry(
        _("Giấy chứng nhận"),
        "recognition:certificates",
        icon="report",
        order=77,
        permission=policies.VIEW,
        group=GROUP,
    )
)
add(
    MenuEntry(
        _("Hạn đánh giá lại"),
        "recognition:renewals",
        icon="clock",
        order=78,
        permission=policies.VIEW,
        group=GROUP,
    )
)
add(
    MenuEntry(
        _("Kiểm tra, thu hồi"),
        "recognition:inspections",
        icon="search",
        order=79,
        permission=policies.VIEW,
        group=GROUP,
        prefix="/ocop/cong-nhan/thu-hoi/",
    )
)

slots.add(
    "ocop.product.certificates", "recognition/parts/product_certificates.html", permission=policies.VIEW
)
slots.add(
    "ocop.product.certificates", "recognition/parts/record_certificate.html", order=110,
    permission=ocop_policies.CERTIFY,
)  # fmt: skip
add(
    MenuEntry(
        _("Số liệu OCOP"),
        "recognition:figures",
        icon="chart",
        order=79,
        permission=policies.FIGURES,
        group=GROUP,
    )
)
