"""Background work in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Việc nền"), "jobs:index", icon="clock", order=900))
