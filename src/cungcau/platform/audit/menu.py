"""The trail in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.platform.audit import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Nhật ký"), "audit:index", icon="report", order=910, permission=policies.VIEW))
