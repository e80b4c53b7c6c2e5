"""The permissions of this app."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COORDINATOR

VIEW = register("audit.view", "Xem nhật ký", roles=(COORDINATOR,))
