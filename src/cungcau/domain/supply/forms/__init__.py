"""Forms of supply."""

from cungcau.domain.supply.forms.chat import Offering, PasteForm, ProposalForm
from cungcau.domain.supply.forms.grid import ChooseForm, Grid, SharedForm
from cungcau.domain.supply.forms.lot import LotForm
from cungcau.domain.supply.forms.small import ConfirmForm, WithdrawForm

__all__ = [
    "ChooseForm",
    "ConfirmForm",
    "Grid",
    "LotForm",
    "Offering",
    "PasteForm",
    "ProposalForm",
    "SharedForm",
    "WithdrawForm",
]
