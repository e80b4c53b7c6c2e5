"""What is said when a picture cannot be kept."""

from cungcau.platform.ui.messages import register

register(
    "point_photo_too_large",
    413,
    "Ảnh lớn quá {most_mb} MB. Hãy chụp nhỏ hơn.",
    "The picture exceeds {most_mb} MB.",
)
register("point_photo_unreadable", 400, "Không đọc được ảnh: cần tệp JPEG, PNG hoặc WebP.",
         "The picture could not be read: send JPEG, PNG or WebP.")  # fmt: skip
register("paper_too_large", 413, "Tệp “{name}” lớn quá {most_mb} MB. Hãy quét nhẹ hơn, hoặc tách thành nhiều tệp.",
         "The file “{name}” exceeds {most_mb} MB. Scan it smaller or split it.")  # fmt: skip
register(
    "paper_of_unknown_type",
    400,
    "Tệp “{name}” không phải PDF, JPEG, PNG hay WebP (xét theo nội dung, không theo tên). Hãy in ra PDF hoặc chụp ảnh.",
    "The file “{name}” is no PDF, JPEG, PNG or WebP (by its content, not its name). Print it to PDF or take a picture.",
)
register(
    "paper_has_script",
    400,
    "Tệp “{name}” có mã lệnh (JavaScript) bên trong nên không nhận. Hãy in lại ra PDF thường.",
    "The file “{name}” holds a script (JavaScript), so it is not taken. Print it to a plain PDF.",
)
register(
    "paper_starts_programs",
    400,
    "Tệp “{name}” có lệnh mở chương trình, nội dung động nên không nhận. Hãy in lại ra PDF thường.",
    "The file “{name}” starts programs or moving content, so it is not taken. Print it to a plain PDF.",
)
register(
    "paper_has_files_inside",
    400,
    "Tệp “{name}” kẹp tệp khác bên trong nên không nhận. Hãy tải từng tệp, hoặc in lại ra PDF thường.",
    "The file “{name}” has other files inside, so it is not taken. Upload each, or print it to a plain PDF.",
)
register(
    "paper_sends_itself",
    400,
    "Tệp “{name}” có lệnh gửi dữ liệu hoặc mở tệp khác nên không nhận. Hãy in lại ra PDF thường.",
    "The file “{name}” sends data or opens other files, so it is not taken. Print it to a plain PDF.",
)
register(
    "paper_locked",
    400,
    "Tệp “{name}” bị khoá bằng mật khẩu nên không kiểm tra được. Hãy mở khoá, hoặc in lại ra PDF thường.",
    "The file “{name}” is locked with a password and cannot be checked. Unlock it, or print it to a plain PDF.",
)
register(
    "paper_unreadable",
    400,
    "Không đọc hết được tệp PDF “{name}”: tệp hỏng hoặc tải chưa hết. Hãy in lại ra PDF rồi tải lên lần nữa.",
    "The PDF “{name}” could not be read to its end: damaged or cut off. Print it to PDF again and upload that.",
)
register("paper_too_long", 400, "Tệp “{name}” dài quá {most} trang. Hãy tách thành nhiều tệp.",
         "The file “{name}” has more than {most} pages. Split it.")  # fmt: skip
register("paper_picture_unreadable", 400, "Không đọc được ảnh “{name}”. Hãy chụp lại.",
         "The picture “{name}” could not be read. Take it again.")  # fmt: skip
register("paper_missing", 404, "Không tìm thấy tệp “{name}” trong kho. Hãy báo người quản trị.",
         "The file “{name}” is not in the store. Tell an administrator.")  # fmt: skip
