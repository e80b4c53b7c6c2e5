"""What the pages of organisations ask for."""

from cungcau.domain.registry.forms.land import GrowingAreaForm
from cungcau.domain.registry.forms.organisation import OrganisationForm
from cungcau.domain.registry.forms.papers import CertificateForm, ConsentForm, RevokeForm
from cungcau.domain.registry.forms.ties import AgentForm, EndForm, MemberForm, RepresentativeForm

__all__ = [
    "AgentForm",
    "CertificateForm",
    "ConsentForm",
    "EndForm",
    "GrowingAreaForm",
    "MemberForm",
    "OrganisationForm",
    "RepresentativeForm",
    "RevokeForm",
]
