"""What is said when a draft cannot be kept or a form was sent already."""

from cungcau.platform.ui.messages import register

register(
    "edited_meanwhile",
    409,
    "Có người khác đã lưu thay đổi trong lúc bạn đang sửa. Hãy chọn giữ giá trị nào rồi lưu lại.",
    "Somebody else saved changes while you were editing. Choose which values to keep, then save again.",
)
register(
    "form_token_invalid",
    400,
    "Biểu mẫu đã bị thay đổi ngoài trang này nên không dùng được. Hãy mở lại trang rồi nhập lại.",
    "The form was altered outside this page. Open the page again.",
)
register(
    "draft_invalid",
    400,
    "Bản nháp gửi lên không đúng dạng: {what}.",
    "The draft sent is not in the expected shape: {what}.",
)
register(
    "draft_too_large",
    413,
    "Bản nháp lớn hơn {most} kB nên chỉ giữ được trong máy này. Hãy lưu bớt hoặc nhập bằng bảng tính.",
    "The draft is larger than {most} kB and stays in this browser only.",
)
register(
    "drafts_full",
    409,
    "Bạn đang có {most} bản nháp chưa xong. Hãy mở “Bản nháp của tôi” và bỏ bớt.",
    "You have {most} unfinished drafts. Open “My drafts” and discard some.",
)
register(
    "already_sent",
    409,
    "Biểu mẫu này đã được lưu trước đó; lần này nội dung khác nên chưa được lưu. "
    "Nếu đây đúng là một bản khác, hãy bấm lưu lần nữa.",
    "This form was saved before; this time its content differs, so it was not saved. "
    "If it really is another one, press save again.",
)
register(
    "submission_token_invalid",
    400,
    "Mã chống gửi trùng không hợp lệ. Hãy mở lại trang rồi gửi lại.",
    "The token against double sending is not valid. Open the page again.",
)
register(
    "message_too_long",
    413,
    "Tin nhắn dài quá {most} ký tự. Hãy dán từng phần.",
    "The message is longer than {most} characters. Paste it in parts.",
)
