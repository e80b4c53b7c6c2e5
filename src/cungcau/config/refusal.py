"""One clear sentence for each reason the site cannot start."""

from __future__ import annotations

from cungcau.kernel.errors import DomainError, InputInvalid

SENTENCES = {
    "port_busy": "Cổng {port} trên {host} đang có chương trình khác dùng. Hãy tắt chương trình đó hoặc chạy: "
    "CUNGCAU_PORT={other} make run",
    "disk_full": "Ổ đĩa chứa {folder} chỉ còn {free_mb} MB, cần ít nhất {needed_mb} MB. Hãy dọn bớt rồi chạy lại.",
    "database_not_started": "Không khởi động được PostgreSQL trong {folder}. Xem nhật ký: {log}",
    "database_unreachable": "Không kết nối được cơ sở dữ liệu theo DATABASE_URL ({address}): {why}. "
    "Hãy kiểm tra địa chỉ và máy chủ, hoặc bỏ trống DATABASE_URL để dùng PostgreSQL kèm theo.",
    "database_url_invalid": "DATABASE_URL phải có dạng postgresql://người_dùng:mật_khẩu@máy:cổng/tên, "
    "không phải: {url}",
    "front_not_built": "Chưa dựng giao diện trong {folder}. Hãy chạy: make run (hoặc make front)",
    "prepare_failed": "Không chuẩn bị được cơ sở dữ liệu; thông báo ở ngay trên. Xem thêm {log}",
    "web_died": "Máy chủ web đã dừng ngoài ý muốn (mã {exit_code}). Xem nhật ký: {log}",
}


def sentence(error: DomainError) -> str:
    """The sentence for a start-up refusal; its bare code and facts where none is written."""
    if isinstance(error, InputInvalid):
        return "\n".join(map(str, error.faults))
    text = SENTENCES.get(error.code)
    return text.format(**error.facts) if text else str(error)
