"""The outbox in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.platform.notify import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Tin gửi đi"), "notify:outbox", icon="phone", order=62, permission=policies.VIEW))
add(
    MenuEntry(_("Tin nhắn đến"), "notify:incoming", icon="phone", order=63, permission=policies.VIEW_INCOMING)
)
