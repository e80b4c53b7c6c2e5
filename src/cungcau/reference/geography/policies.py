"""Who may do what with places."""

from cungcau.platform.access.permissions import register

RECORD = register("geography.record_unit", "Nạp và sửa danh mục đơn vị hành chính")
