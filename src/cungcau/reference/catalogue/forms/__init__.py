"""Forms of the catalogue."""

from cungcau.reference.catalogue.forms.goods import (
    CommodityForm,
    GradeForm,
    NameForm,
    NewCommodityForm,
    PackForm,
    ReasonForm,
    ShelfLifeForm,
    SizeForm,
    VarietyForm,
)
from cungcau.reference.catalogue.forms.lists import CertificateForm, ConvertForm, CoveredForm, UnitFactorForm
from cungcau.reference.catalogue.forms.seasons import NewSeasonForm, SeasonForm

__all__ = [
    "CertificateForm",
    "CommodityForm",
    "ConvertForm",
    "CoveredForm",
    "GradeForm",
    "NameForm",
    "NewCommodityForm",
    "NewSeasonForm",
    "PackForm",
    "ReasonForm",
    "SeasonForm",
    "ShelfLifeForm",
    "SizeForm",
    "UnitFactorForm",
    "VarietyForm",
]
