"""What is said at the scale."""

from cungcau.platform.ui.messages import register

register("weighed_nothing", 400, "Chưa có kg nào được nhận hay loại.", "No kg were received or rejected.")
register("weighed_for_nobody", 400, "Phiếu cân phải thuộc phiếu hái hoặc dòng đơn.", "Name a slip or a line.")
register(
    "received_over_most",
    409,
    "Đơn này chỉ còn nhận được {room_kg} kg, thừa {over_kg} kg. Hãy cân phần thừa thành phiếu cân hàng ngoài đơn "
    "hoặc vào phiếu hái của đơn khác.",
    "This order takes only {room_kg} kg more, {over_kg} kg too many. Weigh the rest as goods outside the order, "
    "or for a slip of another order.",
)
register(
    "line_takes_nothing",
    409,
    "Đợt giao này đang ở trạng thái “{state}” nên không nhận thêm hàng. Hãy cân là hàng ngoài đơn, hoặc vào đơn khác.",
    "This delivery is “{state}” and takes no more goods. Weigh them outside the order or for another one.",
)
register(
    "slip_takes_nothing",
    409,
    "Phiếu hái {code_of} đang ở trạng thái “{state}” nên không nhận hàng. Hãy cân thành hàng ngoài đơn, hoặc nhờ đại "
    "diện chia phiếu mới cho hộ này.",
    "Harvest slip {code_of} is “{state}” and takes no goods. Weigh them outside the order, or have a new slip made.",
)
