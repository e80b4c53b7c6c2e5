"""The permissions of this app."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE

VIEW = register("notify.view_outbox", "Xem tin gửi đi", roles=(COORDINATOR, COMMUNE_OFFICER))
HANDLE = register(
    "notify.handle_outbox", "Gửi lại, huỷ, ghi là đã báo tay một tin", roles=(COORDINATOR, COMMUNE_OFFICER)
)
SEE_CONTACT = register(
    "notify.see_contact", "Xem số và nội dung của tin gửi đi", roles=(COORDINATOR, COMMUNE_OFFICER)
)
VIEW_INCOMING = register(
    "notify.view_incoming", "Xem tin nhắn đến", roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE)
)
HANDLE_INCOMING = register(
    "notify.handle_incoming", "Xử lý tin nhắn đến của địa bàn", roles=(COORDINATOR, COMMUNE_OFFICER)
)
HANDLE_UNKNOWN = register(
    "notify.handle_unknown", "Xử lý tin nhắn đến của số máy không biết", roles=(COORDINATOR,)
)
