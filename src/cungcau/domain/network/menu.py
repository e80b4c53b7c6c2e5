"""The network's places in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.network import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Điểm tập kết"), "network:points", icon="box", order=40, permission=policies.VIEW))
add(MenuEntry(_("Tuyến"), "network:lanes", icon="truck", order=41, permission=policies.VIEW))
