"""What is said of who may drive what, of room in the box, and of the times at stops."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register(
    "driver_may_not_drive",
    409,
    "Lái xe {driver} có giấy phép hạng {classes}, lái được {can_vi}; xe {plate} {what_vi}. Hãy chọn lái xe khác hoặc xe"
    " khác; nếu hạng ghi sai, sửa ở trang của lái xe. ({source})",
    "Driver {driver} holds class {classes}, for {can_en}; vehicle {plate} {what_en}. Choose another driver or vehicle,"
    " or correct the class on the driver's page if it is recorded wrongly. ({source})",
)
register(
    "driver_licence_over",
    409,
    "Giấy phép của lái xe {driver} hết hạn ngày {until}, trước ngày chạy {day}. Hãy chọn lái xe khác, hoặc ghi hạn"
    " mới ở trang của lái xe.",
    "The licence of driver {driver} ended on {until}, before the trip on {day}. Choose another driver, or record the"
    " new last day on the driver's page.",
)
register(
    "driver_out_of_use",
    409,
    "Lái xe {driver} đã nghỉ. Hãy chọn lái xe khác.",
    "Driver {driver} no longer works. Choose another one.",
)
register(
    "vehicle_inspection_over",
    409,
    "Xe {plate} hết hạn đăng kiểm ngày {until}, trước ngày chạy {day}. Hãy chọn xe khác, hoặc ghi hạn mới ở trang"
    " của xe.",
    "The inspection of vehicle {plate} ended on {until}, before the trip on {day}. Choose another vehicle, or record"
    " the new last day on the vehicle's page.",
)
register(
    "no_vehicle_driven",
    409,
    "Ngày {day} có xe rảnh, nhưng giấy phép của mọi lái xe đã ghi đều không lái được những xe ấy. Hãy xem lại hạng"
    " giấy phép ở trang lái xe.",
    "Vehicles are free on {day}, but no recorded driver's licence drives them. Look at the classes on the drivers'"
    " pages.",
)
register(
    "trip_over_capacity",
    409,
    "Rời {stop}, xe {plate} chở {kg} kg, quá sức chở {capacity_kg} kg là {over_kg} kg. Hãy bớt hàng, tách sang"
    " chuyến khác, hoặc chọn xe lớn hơn.",
    "Leaving {stop}, vehicle {plate} would carry {kg} kg, {over_kg} kg above its {capacity_kg} kg. Take goods off,"
    " split them to another trip, or choose a larger vehicle.",
)
register(
    "trip_over_volume",
    409,
    "Rời {stop}, {crates} sọt, thùng chiếm {volume_l} lít, quá thùng xe {plate} ({capacity_l} lít). Hãy bớt hàng,"
    " tách sang chuyến khác, hoặc chọn xe có thùng lớn hơn.",
    "Leaving {stop}, {crates} crates take {volume_l} litres, more than the box of vehicle {plate} ({capacity_l}"
    " litres). Take goods off, split them to another trip, or choose a vehicle with a larger box.",
)
register(
    "stop_visited",
    409,
    "Xe đã đến hoặc đã rời {stop}: không bỏ điểm dừng này khỏi chuyến {trip} được. Nếu giờ ghi nhầm, hãy bỏ giờ ấy"
    " trước.",
    "The vehicle has come to or left {stop}: this stop cannot be taken out of trip {trip}. If a time was recorded by"
    " mistake, take it back first.",
)
register("trip_stop_not_found", 404, "Chuyến không có điểm dừng này.", "The trip has no such stop.")
register(
    "stop_time_reason_missing",
    400,
    "{stop} đã có giờ ghi trước: muốn sửa hãy nêu lý do.",
    "{stop} has a time already: give a reason to change it.",
)
register(
    "stop_time_nothing_there",
    409,
    "{stop} chưa có giờ nào để bỏ.",
    "{stop} has no time to take back.",
)
register(
    "stop_time_in_future",
    400,
    "Giờ {at} ở {stop} chưa tới. Hãy xem lại ngày và giờ.",
    "The time {at} at {stop} lies in the future. Look at the day and the hour.",
)
register(
    "stop_time_before_trip",
    400,
    "Giờ {at} ở {stop} quá sớm so với ngày chạy {day}. Hãy xem lại ngày và giờ.",
    "The time {at} at {stop} lies too long before the trip's day {day}. Look at the day and the hour.",
)
register(
    "stop_times_out_of_order",
    409,
    "Giờ {what_vi} {stop} ({at}) không khớp với giờ {other_what_vi} {other} đã ghi ({other_at}): xe đến rồi mới rời,"
    " và đi đúng thứ tự các điểm dừng. Hãy xem lại, hoặc sửa giờ kia trước.",
    "{at} for {what_en} {stop} does not go with {other_at} recorded for {other_what_en} {other}: a vehicle arrives"
    " before it leaves, and calls at the stops in their order. Look again, or correct the other time first.",
)
register(
    "stop_time_trip_over",
    409,
    "Chuyến {trip} đã huỷ hoặc đã đóng nên không ghi giờ được nữa.",
    "Trip {trip} was cancelled or closed; times cannot be recorded any more.",
)
register("stowage_not_found", 404, "Không có cỡ sọt, thùng này.", "There is no such crate size.")

STOP_TIME_RECORDED = verbs.register(
    "logistics.stop_time_recorded", "ghi chuyến {thing} {what} {stop} lúc {at}{heard}"
)
STOP_TIME_CORRECTED = verbs.register(
    "logistics.stop_time_corrected", "sửa giờ chuyến {thing} {what} {stop} thành {at}{heard}: {reason}"
)
STOP_TIME_TAKEN_BACK = verbs.register(
    "logistics.stop_time_taken_back", "bỏ giờ chuyến {thing} {what} {stop}{heard}: {reason}"
)
STOWAGE_ENTERED = verbs.register("logistics.stowage_entered", "ghi cỡ sọt, thùng {thing}")
STOWAGE_CHANGED = verbs.register("logistics.stowage_changed", "sửa cỡ sọt, thùng {thing}")
