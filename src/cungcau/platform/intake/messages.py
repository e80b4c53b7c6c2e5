"""What is said when a table cannot come in, and the words of its audit entries."""

from __future__ import annotations

from cungcau.platform.audit import verbs
from cungcau.platform.intake.states import INTAKE
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register("intake_not_found", 404, "Không có bảng này.", "There is no such table.")
register("door_unknown", 404, "Không có loại bảng “{value}” để nhập.", "There is no kind of table “{value}”.")
register(
    "intake_id_taken",
    409,
    "Mã này đã dùng cho một bảng khác. Hãy mở lại trang nhập rồi gửi lần nữa.",
    "This id belongs to another table. Open the page again and send once more.",
)
register(
    "nothing_sent",
    400,
    "Hãy chọn một tệp, hoặc dán các ô đã chép từ bảng tính.",
    "Choose a file, or paste cells copied from a spreadsheet.",
)
register(
    "source_missing",
    400,
    "Hãy ghi nguồn của bảng: văn bản, cuộc họp, hay ai gửi.",
    "Say where the table comes from: a document, a meeting, or who sent it.",
)
register(
    "text_not_storable",
    400,
    "“{field}” có ký tự không lưu được hoặc dài quá {most} ký tự.",
    "“{field}” holds a character that cannot be kept, or more than {most} characters.",
)
register(
    "columns_missing",
    400,
    "Trang “{sheet}” thiếu cột bắt buộc: {columns}. Hãy ghép các cột này rồi đọc lại.",
    "Sheet “{sheet}” lacks required columns: {columns}.",
)
register(
    "no_sheet_fits",
    400,
    "Tệp “{file}” không có trang nào mang đủ các cột bắt buộc. Hãy chọn trang và ghép cột.",
    "No sheet of “{file}” has all the required columns. Choose a sheet and match its columns.",
)
register(
    "mapping_unknown",
    400,
    "Không ghép được cột “{column}”: {value} không có trong loại bảng này.",
    "Column “{column}” cannot be matched: {value} is unknown here.",
)
register(
    "faults_without_end",
    400,
    "Đã thử {rounds} lần mà các dòng vẫn còn lỗi mới. Hãy sửa các lỗi rõ nhất trong tệp rồi gửi lại.",
    "After {rounds} rounds the rows still showed new faults. Mend the plainest ones and send again.",
)
register(
    "fix_of_nothing",
    400,
    "Không có chỗ nào trong bảng này để sửa như vậy.",
    "There is no such place to mend in this table.",
)
register(
    "nothing_to_write",
    409,
    "Không có dòng đúng nào để ghi. Hãy sửa các lỗi rồi xem trước lại.",
    "There is no good row to write. Mend the faults and preview again.",
)
register(
    "faults_remain",
    409,
    "Bảng còn {faults} ô lỗi ở {rows} dòng, nên chưa ghi gì. Hãy sửa, hoặc chọn ghi các dòng đúng.",
    "The table still has {faults} faults in {rows} rows, so nothing was written.",
)
register(
    "no_faulty_rows",
    404,
    "Bảng này không có dòng lỗi nào để tải về.",
    "This table has no faulty rows to download.",
)

UPLOADED = verbs.register("intake.uploaded", "gửi bảng {thing} ({size} byte) để nhập {door}; nguồn: {source}")
MENDED = verbs.register("intake.mended", "sửa {fixes} chỗ trong bảng {thing}")

register_moves(
    INTAKE,
    {
        "read": "đọc bảng {thing}",
        "preview": "xem trước bảng {thing}: {created} dòng mới, {changed} đổi, {unchanged} không đổi, {faulty} lỗi",
        "stop": "dừng đọc bảng {thing}",
        "apply": "cho ghi bảng {thing}",
        "finish": "ghi bảng {thing}: {created} dòng mới, {changed} đổi, {unchanged} không đổi, trả lại {faulty} dòng",
        "return": "chưa ghi bảng {thing}, trả về bước xem trước",
        "fail": "không đọc được bảng {thing}",
        "discard": "bỏ bảng {thing}",
    },
)
