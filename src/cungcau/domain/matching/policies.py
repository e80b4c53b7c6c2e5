"""Who may look at plans, compute them and publish them."""

from __future__ import annotations

from cungcau.platform.access import roles
from cungcau.platform.access.permissions import register

VIEW = register(
    "matching.view_plan",
    "Xem kế hoạch",
    roles=(roles.COORDINATOR, roles.COMMUNE_OFFICER, roles.REPRESENTATIVE, roles.VIEWER),
)
RUN = register("matching.run_plan", "Tính kế hoạch và thử phương án", roles=(roles.COORDINATOR,))
PUBLISH = register("matching.publish_plan", "Công bố kế hoạch", roles=(roles.COORDINATOR,))
