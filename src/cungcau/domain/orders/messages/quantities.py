"""What is said when a quantity does not fit."""

from cungcau.platform.ui.messages import register

register(
    "quantities_outside_transaction",
    500,
    "Lỗi của hệ thống: khối lượng chưa được ghi nên việc này đã bị từ chối.",
    "System fault: the quantity could not be kept and the deed was refused.",
)
register("quantity_zero", 400, "Khối lượng phải khác 0.", "The quantity must not be 0.")
register(
    "quantity_back_without_reason",
    400,
    "Sửa hoặc bớt khối lượng thì phải nêu lý do.",
    "Correcting or taking back a quantity needs a reason.",
)
register(
    "quantity_in_future",
    400,
    "Giờ ghi ({at}) ở tương lai: hãy xem lại đồng hồ của máy.",
    "The time given ({at}) lies in the future: check the clock of the device.",
)
register(
    "quantity_below_zero",
    409,
    "Chỉ có {there_kg} kg nên không bớt được {kg} kg.",
    "There are only {there_kg} kg, so {kg} kg cannot be taken back.",
)
register(
    "allocated_over_most",
    409,
    "Chia cho các hộ quá đơn {over_kg} kg: đơn chỉ cho nhận đến mức đặt cộng phần được thừa.",
    "Households would get {over_kg} kg more than the order allows (asked plus tolerance).",
)
register(
    "confirmed_over_allocated",
    409,
    "Nhận lời quá phần được chia {over_kg} kg.",
    "The answer exceeds the part allocated by {over_kg} kg.",
)
register(
    "weighed_over_harvested",
    409,
    "Phần nhận và phần loại cộng lại quá lượng đã hái {over_kg} kg.",
    "Received and rejected together exceed what was harvested by {over_kg} kg.",
)
register(
    "loaded_over_received",
    409,
    "Xếp xe quá lượng đã nhận tại điểm {over_kg} kg.",
    "Loaded exceeds what was received at the point by {over_kg} kg.",
)
register(
    "arrived_over_loaded",
    409,
    "Phần giao và phần hao hụt cộng lại quá lượng đã xếp xe {over_kg} kg.",
    "Delivered and lost together exceed what was loaded by {over_kg} kg.",
)
register(
    "accepted_over_delivered",
    409,
    "Bên mua nhận quá lượng đã giao {over_kg} kg.",
    "Accepted exceeds what was delivered by {over_kg} kg.",
)
register(
    "paid_over_received",
    409,
    "Trả tiền quá lượng đã nhận {over_kg} kg: phần này đã trả rồi.",
    "Paid exceeds what was received by {over_kg} kg: that part was paid already.",
)
register(
    "entry_of_another_line",
    400,
    "Phiếu hoặc bút toán này thuộc dòng đơn hàng khác.",
    "This slip or entry belongs to another order line.",
)
