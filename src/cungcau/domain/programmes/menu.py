"""The room's places in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes import policies
from cungcau.platform.ui import slots
from cungcau.platform.ui.menu import MenuEntry, add

GROUP = _("Kế hoạch, báo cáo")

add(
    MenuEntry(
        _("Kế hoạch, chương trình"), "programmes:plans", icon="plan", order=80, permission=policies.VIEW, group=GROUP,
    )
)  # fmt: skip
add(
    MenuEntry(
        _("Nhiệm vụ"), "programmes:tasks", icon="check", order=81, permission=policies.VIEW, group=GROUP,
    )
)  # fmt: skip
add(
    MenuEntry(
        _("Việc của cơ quan tôi"), "programmes:mine", icon="people", order=82, permission=policies.WORK, group=GROUP,
    )
)  # fmt: skip
add(
    MenuEntry(
        _("Cơ quan"), "programmes:agencies", icon="home", order=83, permission=policies.VIEW, group=GROUP,
    )
)  # fmt: skip

slots.add("programmes.plan.tabs", "programmes/parts/checks_tab.html", order=10)
slots.add("programmes.plan.actions", "programmes/parts/paper_links.html", order=10)
slots.add("programmes.plans.new", "programmes/parts/begin_link.html", order=10, permission=policies.WRITE)
slots.add("programmes.plans.actions", "programmes/parts/begin_link.html", order=10, permission=policies.WRITE)
slots.add("programmes.plan.actions", "programmes/parts/again_link.html", order=20, permission=policies.WRITE)
