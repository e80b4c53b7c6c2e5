"""One's drafts in the main menu, and the script that keeps them on every page."""

from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui.menu import MenuEntry, add, add_script

add(MenuEntry(_("Bản nháp của tôi"), "editing:index", icon="pencil", order=890))
add_script("editing/drafts.js")
