"""Organisations, who belongs to whom, who acts for whom, their papers and land."""

from cungcau.domain.registry.models.certificate import Certificate
from cungcau.domain.registry.models.consent import Consent
from cungcau.domain.registry.models.growing_area import GrowingArea
from cungcau.domain.registry.models.organisation import CHAIN, PARTNERS, PRODUCERS, Kind, Organisation
from cungcau.domain.registry.models.sameness import KnownDifferent, Merge
from cungcau.domain.registry.models.ties import Agent, Membership, Representation

__all__ = [
    "CHAIN",
    "PARTNERS",
    "PRODUCERS",
    "Agent",
    "Certificate",
    "Consent",
    "GrowingArea",
    "Kind",
    "KnownDifferent",
    "Membership",
    "Merge",
    "Organisation",
    "Representation",
]
