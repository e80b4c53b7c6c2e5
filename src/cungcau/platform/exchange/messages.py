"""What is said when a file cannot be read or written."""

from cungcau.platform.ui.messages import register

register(
    "format_unknown",
    400,
    "Không có định dạng “{value}”; hãy chọn csv hoặc xlsx.",
    "No format “{value}”; choose csv or xlsx.",
)
register(
    "file_unreadable",
    400,
    "Không đọc được tệp “{file}”: {why}",
    "Cannot read the file “{file}”: {why}",
)
register(
    "file_too_large",
    413,
    "Tệp “{file}” lớn quá: {size_mb} MB, nhiều nhất {most_mb} MB. Hãy chia thành nhiều tệp.",
    "The file “{file}” is too large: {size_mb} MB, at most {most_mb} MB.",
)
register(
    "too_many_rows",
    413,
    "Tệp “{file}” có hơn {most} dòng. Hãy chia thành nhiều tệp.",
    "The file “{file}” has more than {most} rows. Split it.",
)
