"""What asking for a figure can be refused with."""

from cungcau.platform.ui.messages import register

register(
    "figure_unknown",
    404,
    "Không có phép tính tên “{value}”. Các phép tính đang có: {known}.",
    'There is no figure called "{value}". The figures are: {known}.',
)
register(
    "figure_argument_unknown",
    400,
    "Phép tính “{figure}” không nhận điều kiện “{value}”. Các điều kiện nhận được: {known}.",
    'The figure "{figure}" takes no condition "{value}". It takes: {known}.',
)
register(
    "figure_argument_missing",
    400,
    "Phép tính “{figure}” cần điều kiện “{argument}”.",
    'The figure "{figure}" needs the condition "{argument}".',
)
register(
    "figure_argument_wrong",
    400,
    "Phép tính “{figure}”, điều kiện “{argument}”: không hiểu “{value}”. Giá trị hợp lệ, ví dụ: {expected}.",
    'The figure "{figure}", condition "{argument}": "{value}" is not understood. Expected, for example: {expected}.',
)
register(
    "figure_day_wrong",
    400,
    "Ngày “{value}” không hợp lệ. Hãy ghi như 2021-09-27.",
    'The day "{value}" is not valid. Write it as 2021-09-27.',
)
