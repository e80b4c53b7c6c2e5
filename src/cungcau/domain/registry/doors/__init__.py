"""The tables that come in through this app: organisations, memberships, certificates, growing areas."""

from cungcau.domain.registry.doors.land import GROWING_AREAS
from cungcau.domain.registry.doors.organisations import ORGANISATIONS
from cungcau.domain.registry.doors.papers import CERTIFICATES
from cungcau.domain.registry.doors.ties import MEMBERSHIPS
from cungcau.platform.intake.doors import open_door

for _door in (ORGANISATIONS, MEMBERSHIPS, CERTIFICATES, GROWING_AREAS):
    open_door(_door)

__all__ = ["CERTIFICATES", "GROWING_AREAS", "MEMBERSHIPS", "ORGANISATIONS"]
