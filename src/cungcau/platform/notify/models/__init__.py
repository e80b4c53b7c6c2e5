"""What people were told, in the site and beyond it."""

from cungcau.platform.notify.models.incoming import Incoming
from cungcau.platform.notify.models.notices import Notification
from cungcau.platform.notify.models.outgoing import Attempt, Outgoing

__all__ = ["Attempt", "Incoming", "Notification", "Outgoing"]
