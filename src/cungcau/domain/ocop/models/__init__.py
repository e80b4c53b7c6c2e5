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
from cungcau.domain.ocop.models.road_settings import MovedDay, StageTerm
from cungcau.domain.ocop.models.rules import CriteriaSet, Instrument, RuleBook
from cungcau.domain.ocop.models.waiting import RequestTurn, Waiting

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
    "MovedDay",
    "Product",
    "ProductAlias",
    "RequestTurn",
    "Round",
    "RuleBook",
    "Samples",
    "Stage",
    "StageTerm",
    "Step",
    "Waiting",
]
