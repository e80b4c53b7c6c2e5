"""What is said of registry workbooks, announced lists and exports."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register(
    "registry_nothing_lacking",
    409,
    "Sản phẩm “{product}” không thiếu gì để bổ sung.",
    "Nothing is lacking of “{product}”.",
)
register(
    "registry_nothing_given",
    400,
    "Chưa ghi gì. Hãy ghi ít nhất một điều còn thiếu.",
    "Nothing was given. Fill in at least one of the things lacking.",
)
register(
    "registry_day_not_of_year",
    400,
    "Bảng ghi năm {year}, ngày vừa ghi là {on}. Hãy xem lại, hoặc ghi vì sao khác.",
    "The list says {year}, the day given is {on}. Check it, or say why it differs.",
)
register(
    "registry_star_missing",
    400,
    "Hãy ghi hạng sao của lần công nhận này: danh bạ không ghi.",
    "Give the star of this recognition: the list does not say it.",
)
register(
    "registry_file_not_there",
    404,
    "Không có tệp {file}.",
    "There is no file {file}.",
)

ANNOUNCED = verbs.register(
    "recognition.announced", "ghi danh sách công bố OCOP: {created} dòng mới, {unchanged} dòng đã có"
)
BROUGHT_IN = verbs.register(
    "recognition.registry_brought_in",
    "nhập danh bạ OCOP: {created} sản phẩm mới, {changed} đổi, {unchanged} không đổi",
)
EXPORTED = verbs.register("recognition.registry_exported", "xuất danh bạ OCOP ({rows} sản phẩm), {people}")
COMPLETED = verbs.register("recognition.registry_completed", "bổ sung cho sản phẩm {thing}: {what}")
