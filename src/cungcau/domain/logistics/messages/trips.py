"""What is said of vehicles, drivers and trips."""

from cungcau.domain.logistics import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register("vehicle_not_found", 404, "Không có xe, tàu này.", "There is no such vehicle.")
register("driver_not_found", 404, "Không có lái xe này.", "There is no such driver.")
register(
    "trip_not_found",
    404,
    "Không có chuyến số {number}, hoặc chuyến này không thuộc phần việc của bạn.",
    "There is no trip number {number}, or it is not yours to see.",
)
register("day_plan_not_found", 404, "Không có lần xếp chuyến này.", "There is no such planning.")
register("trip_load_not_found", 404, "Chuyến không có phần hàng này.", "The trip has no such load.")
register(
    "trip_not_editable",
    409,
    "Chuyến {trip} đã rời điểm, đã xong hoặc đã huỷ nên không sửa được nữa.",
    "Trip {trip} has left, ended or been cancelled and cannot be changed any more.",
)
register("trip_reason_missing", 400, "Hãy nêu lý do.", "Please give a reason.")
register(
    "trip_has_loaded",
    409,
    "Chuyến {trip} đã xếp {kg} kg lên xe: hãy ghi dỡ xuống trước khi huỷ.",
    "Trip {trip} has {kg} kg aboard: record their unloading before cancelling.",
)
register(
    "trip_nothing_loaded",
    409,
    "Chuyến {trip} chưa xếp hàng nào nên chưa rời điểm được.",
    "Trip {trip} has nothing aboard and cannot leave.",
)
register(
    "trip_carries_onward",
    409,
    "Hàng của chuyến này được chuyến {trip} chở tiếp: hãy sửa hoặc huỷ chuyến ấy trước.",
    "Trip {trip} takes goods of this trip onward: change or cancel that one first.",
)
register(
    "load_over_line",
    409,
    "Các chuyến cộng lại chở quá {over_kg} kg so với dòng đơn {line} (còn {left_kg} kg chưa có chuyến).",
    "Trips together take {over_kg} kg more than line {line} has ({left_kg} kg have no trip yet).",
)
register(
    "load_over_capacity",
    409,
    "Xe {plate} chở được {capacity_kg} kg; xếp thêm thì thành {kg} kg.",
    "Vehicle {plate} carries {capacity_kg} kg; with this it would carry {kg} kg.",
)
register(
    "load_kg_invalid",
    400,
    "Khối lượng phải là số nguyên từ 1 đến {most_kg} kg.",
    "The weight must be a whole number from 1 to {most_kg} kg.",
)
register(
    "load_below_loaded",
    409,
    "Phần hàng này đã xếp {loaded_kg} kg, không bớt xuống dưới mức đó được.",
    "{loaded_kg} kg of this load are aboard; it cannot become less than that.",
)
register(
    "load_onward_over_first",
    409,
    "Chuyến chở tiếp lấy quá {over_kg} kg so với chuyến trước mang tới.",
    "The onward trip takes {over_kg} kg more than the trip before brings.",
)
register(
    "load_waits_for_first",
    409,
    "Hàng chưa tới điểm trung chuyển: chuyến {trip} chưa ghi hàng đến.",
    "The goods are not at the transfer point yet: trip {trip} has not recorded their arrival.",
)
register(
    "load_put_off_already",
    409,
    "Phần hàng này không trung chuyển, hoặc đã ghi xuống điểm trung chuyển rồi.",
    "This load does not change vehicles, or was recorded at the transfer point already.",
)
register("trip_not_under_way", 409, "Chuyến {trip} không đang chạy.", "Trip {trip} is not under way.")
register(
    "stops_out_of_order",
    400,
    "Nơi lấy hàng phải đứng trước nơi trả hàng, mỗi điểm dừng một số thứ tự.",
    "A pick-up must come before its drop, and each stop needs a number of its own.",
)
register(
    "stop_places_unknown",
    400,
    "Điểm dừng cần một điểm tập kết, một thị trường, hoặc tên nơi kèm toạ độ.",
    "A stop needs a collection point, a market, or a named place with coordinates.",
)
register(
    "trip_moved_meanwhile",
    409,
    "Chuyến {trip} vừa được người khác sửa. Hãy xem lại rồi làm lại.",
    "Somebody else has just changed trip {trip}. Look again, then repeat.",
)
register(
    "trips_not_of_one_day",
    409,
    "Chỉ chuyển hàng giữa các chuyến cùng mùa vụ, cùng ngày.",
    "Goods move only between trips of one season and day.",
)
register(
    "driver_of_another_carrier",
    409,
    "Lái xe này không thuộc đơn vị của xe.",
    "This driver does not belong to the vehicle's carrier.",
)
register("vehicle_out_of_use", 409, "Xe {plate} đã ngừng dùng.", "Vehicle {plate} is no longer in use.")
register(
    "nothing_to_carry",
    409,
    "Ngày {day} không có hàng nào cần chở.",
    "There is nothing to carry on {day}.",
)
register(
    "no_vehicle_free",
    409,
    "Ngày {day} không có xe, tàu nào rảnh và còn hạn đăng kiểm. Hãy ghi xe trước.",
    "No vehicle is free and inspected on {day}. Record vehicles first.",
)
register(
    "day_being_planned",
    409,
    "Ngày {day} đang được xếp chuyến. Hãy chờ lần đó xong.",
    "Trips of {day} are being planned already. Wait for that to end.",
)
register(
    "roads_unreachable",
    409,
    "Dịch vụ đường đi không trả lời: {why}",
    "The routing service did not answer: {why}",
)
register(
    "driver_phone_missing", 404, "Chưa ghi điện thoại của lái xe này.", "No phone of this driver is recorded."
)
register(
    "driver_link_invalid",
    404,
    "Liên kết này không đúng. Hãy hỏi người điều phối để nhận liên kết khác.",
    "This link is not right. Ask the coordinator for another one.",
)
register(
    "driver_link_over",
    410,
    "Liên kết này đã hết dùng: chuyến đã xong, đã đổi người, hoặc đã có liên kết mới.",
    "This link is over: the trip has ended, changed hands, or a newer link was made.",
)

VEHICLES_RECORDED = verbs.register("logistics.vehicles_recorded", "ghi {created} xe, tàu mới, sửa {changed}")
VEHICLE_ENTERED = verbs.register("logistics.vehicle_entered", "ghi xe {thing}")
VEHICLE_CHANGED = verbs.register("logistics.vehicle_changed", "sửa xe {thing}")
DRIVERS_RECORDED = verbs.register("logistics.drivers_recorded", "ghi {created} lái xe mới, sửa {changed}")
DRIVER_ENTERED = verbs.register("logistics.driver_entered", "ghi lái xe {thing}")
DRIVER_CHANGED = verbs.register("logistics.driver_changed", "sửa lái xe {thing}")
DRIVER_REVEALED = verbs.register("logistics.driver_revealed", "xem họ tên, điện thoại lái xe {thing}")
DAY_PLANNED = verbs.register(
    "logistics.day_planned", "xếp {trips} chuyến ngày {day}: {kg} kg, còn {left_kg} kg chưa có chuyến"
)
PLANNING_ASKED = verbs.register("logistics.planning_asked", "yêu cầu xếp chuyến ngày {day}")
TRIP_ADDED = verbs.register("logistics.trip_added", "lập chuyến {thing}: {kg} kg")
TRIP_CHANGED = verbs.register("logistics.trip_changed", "sửa chuyến {thing}")
LOAD_MOVED = verbs.register("logistics.load_moved", "chuyển {kg} kg từ chuyến {thing} sang chuyến {other}")
LOADED = verbs.register("logistics.loaded", "xếp {kg} kg lên chuyến {thing}")
LOADED_CORRECTED = verbs.register(
    "logistics.loaded_corrected", "sửa phần đã xếp của chuyến {thing} thành {kg} kg: {reason}"
)
PUT_OFF = verbs.register("logistics.put_off", "ghi {kg} kg của chuyến {thing} xuống điểm trung chuyển")
CHANGED_OVER = verbs.register(
    "logistics.changed_over", "cho {kg} kg của chuyến {thing} trung chuyển tại {point}"
)
LINK_RENEWED = verbs.register("logistics.link_renewed", "đổi liên kết lái xe của chuyến {thing}")

register_moves(
    states.TRIP,
    {
        "confirm": "nhận chuyến {thing}",
        "withdraw": "trả lại chuyến {thing}: {reason}",
        "load": "bắt đầu xếp hàng chuyến {thing}",
        "depart": "cho chuyến {thing} rời điểm với {kg} kg",
        "arrive": "ghi chuyến {thing} đã tới nơi",
        "close": "đóng chuyến {thing}",
        "cancel": "huỷ chuyến {thing}: {reason}",
    },
)
register("trip_day_invalid", 400, "“{value}” không phải một ngày.", "“{value}” is no day.")
