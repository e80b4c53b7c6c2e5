"""The permissions of this app."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR

VIEW = register("notify.view_outbox", "Xem tin gửi đi", roles=(COORDINATOR, COMMUNE_OFFICER))
HANDLE = register(
    "notify.handle_outbox", "Gửi lại, huỷ, ghi là đã báo tay một tin", roles=(COORDINATOR, COMMUNE_OFFICER)
)
SEE_CONTACT = register(
    "notify.see_contact", "Xem số và nội dung của tin gửi đi", roles=(COORDINATOR, COMMUNE_OFFICER)
)
