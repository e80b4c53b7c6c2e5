"""Recording organisations, who belongs to whom, papers, land and consent; the only writers of this app."""

from cungcau.domain.registry.services.bulk import (
    record_certificates,
    record_growing_areas,
    record_memberships,
)
from cungcau.domain.registry.services.certificates import (
    Paper,
    add_certificate,
    change_certificate,
    remind_of_certificates,
    revoke_certificate,
)
from cungcau.domain.registry.services.chain import makes_sense
from cungcau.domain.registry.services.consents import record_consent
from cungcau.domain.registry.services.entry import (
    Entry,
    change_organisation,
    code_for,
    create_organisation,
    say_different,
)
from cungcau.domain.registry.services.growing_areas import Land, add_growing_area, change_growing_area
from cungcau.domain.registry.services.merging import CHOICES, follow_merges, merge_organisations, part
from cungcau.domain.registry.services.moving import add_up, follow, leave
from cungcau.domain.registry.services.organisations import (
    OrganisationRow,
    record_organisations,
    refresh_areas,
    reveal_phone,
)
from cungcau.domain.registry.services.ties import (
    Days,
    add_agent,
    add_member,
    end_agent,
    end_member,
    set_representative,
)

__all__ = [
    "CHOICES",
    "Days",
    "Entry",
    "Land",
    "OrganisationRow",
    "Paper",
    "add_agent",
    "add_certificate",
    "add_growing_area",
    "add_member",
    "add_up",
    "change_certificate",
    "change_growing_area",
    "change_organisation",
    "code_for",
    "create_organisation",
    "end_agent",
    "end_member",
    "follow",
    "follow_merges",
    "leave",
    "makes_sense",
    "merge_organisations",
    "part",
    "record_certificates",
    "record_consent",
    "record_growing_areas",
    "record_memberships",
    "record_organisations",
    "refresh_areas",
    "remind_of_certificates",
    "reveal_phone",
    "revoke_certificate",
    "say_different",
    "set_representative",
]
