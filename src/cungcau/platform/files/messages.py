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
