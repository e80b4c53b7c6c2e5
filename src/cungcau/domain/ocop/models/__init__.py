"""Tables of the OCOP room: rules, products and certificates, dossiers with evidence, their road."""

from cungcau.domain.ocop.models.certificate import Certificate, CertificateKind
from cungcau.domain.ocop.models.dossier import Choice, Citation, Dossier, DossierKind, Evidence, EvidenceKind
from cungcau.domain.ocop.models.product import Product, ProductAlias
from cungcau.domain.ocop.models.road import (
    CommuneReport,
    FieldVisit,
    ItemRequest,
    LabTest,
    Round,
    Samples,
    Stage,
    Step,
)
from cungcau.domain.ocop.models.rules import CriteriaSet, Instrument, RuleBook

__all__ = [
    "Certificate",
    "CertificateKind",
    "Choice",
    "Citation",
    "CommuneReport",
    "CriteriaSet",
    "Dossier",
    "DossierKind",
    "Evidence",
    "EvidenceKind",
    "FieldVisit",
    "Instrument",
    "ItemRequest",
    "LabTest",
    "Product",
    "ProductAlias",
    "Round",
    "RuleBook",
    "Samples",
    "Stage",
    "Step",
]
