"""What a finding says, and what to do about it, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.domain.matching.selectors.readiness.items import Item

SAID = {
    "no_lots": (_("Chưa có lô hàng nào để lập kế hoạch."), _("Nhập nguồn cung, hoặc nạp bảng tính.")),
    "no_needs": (
        _("Chưa có nhu cầu mua nào: kế hoạch sẽ không bán được gì."),
        _("Nhập nhu cầu của các bên mua."),
    ),
    "lots_expired": (_("Lô đã hết hạn chào bán, không tính vào kế hoạch."), _("Gọi hộ xác nhận lại.")),
    "lots_withdrawn": (_("Lô đã rút, không tính vào kế hoạch."), ""),
    "lots_stale": (
        _("Lô lâu chưa được xác nhận: số liệu có thể đã khác."),
        _("Gọi theo danh sách cần nhắc."),
    ),
    "lots_past": (_("Lô đã qua ngày thu hoạch cuối."), _("Xác nhận còn hàng hay không, hoặc rút lô.")),
    "places_waiting": (
        _("Lô ở nơi chỉ tới được điểm tập kết chưa thống nhất: không bán được."),
        _("Thống nhất điểm tập kết ấy, hoặc mở đường tới điểm khác."),
    ),
    "places_cut_off": (
        _("Lô ở nơi chưa tới được điểm tập kết nào: không bán được."),
        _("Ghi đường gom hàng từ nơi ấy tới một điểm tập kết."),
    ),
    "points_not_agreed": (
        _("Điểm tập kết chưa thống nhất, không được dùng (kg là sức nhận mỗi ngày)."),
        _("Hoàn tất văn bản thống nhất của các ngành."),
    ),
    "needs_without_lane": (
        _("Nhu cầu ở thị trường chưa có tuyến từ điểm tập kết nào."),
        _("Mở tuyến tới thị trường ấy."),
    ),
    "needs_expired": (_("Nhu cầu đã hết hiệu lực, không tính vào kế hoạch."), _("Hỏi lại bên mua.")),
    "needs_no_market": (
        _("Nhu cầu chưa rõ giao về thị trường nào, không tính vào kế hoạch."),
        _("Chọn thị trường cho nhu cầu ấy."),
    ),
    "needs_no_window": (
        _("Nhu cầu chưa nêu nhận từ ngày nào đến ngày nào: mới tính một lần giao."),
        _("Hỏi bên mua khoảng ngày nhận."),
    ),
    "needs_unconfirmed": (_("Nhu cầu chưa ai xác nhận với bên mua."), _("Gọi bên mua xác nhận.")),
    "goods_unwanted": (_("Nông sản chưa ai hỏi mua."), _("Tìm bên mua trước khi công bố.")),
    "goods_missing": (_("Nông sản có người hỏi mua mà chưa ai chào bán."), _("Hỏi các xã còn nguồn không.")),
    "more_offered": (_("Chào bán nhiều hơn hỏi mua."), _("Tìm thêm bên mua.")),
    "floor_above_prices": (
        _("Lô đòi giá cao hơn mọi giá mua: không bán được."),
        _("Hỏi lại hộ, hoặc tìm bên mua trả giá hơn."),
    ),
    "needs_without_price": (_("Nhu cầu chưa nêu giá: mọi lô đều coi là hợp giá."), _("Hỏi giá bên mua.")),
    "grade_nobody_has": (
        _("Nhu cầu đòi loại cao hơn mọi lô đang có."),
        _("Tuyển chọn lại, hoặc thương lượng loại."),
    ),
    "closures_ahead": (_("Đợt đóng, thu hẹp sắp tới đã được tính đến."), ""),
    "lots_doubled": (
        _("Lô trùng nhau cả hộ, loại, ngày và số kg: có thể một lô bị nhập hai lần."),
        _("Xem và rút lô thừa."),
    ),
    "questions_open": (_("Câu hỏi về số liệu chưa trả lời."), _("Trả lời ở mục Câu hỏi.")),
}


def sentence(item: Item) -> str:
    """What was found; its code where nothing else is known."""
    return str(SAID.get(item.code, (item.code, ""))[0])


def remedy(item: Item) -> str:
    """What to do about it, or nothing."""
    return str(SAID.get(item.code, ("", ""))[1])
