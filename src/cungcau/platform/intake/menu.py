"""The place of tables in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.platform.intake import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Nhập bảng tính"), "intake:doors", icon="upload", order=90, permission=policies.USE))
