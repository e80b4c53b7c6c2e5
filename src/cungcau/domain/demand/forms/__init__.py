"""Forms of needs and offers."""

from cungcau.domain.demand.forms.need import NeedForm
from cungcau.domain.demand.forms.offer import ConfirmForm, LineForm, OfferForm, ReasonForm

__all__ = ["ConfirmForm", "LineForm", "NeedForm", "OfferForm", "ReasonForm"]
