"""Forms of points, turns and tickets."""

from cungcau.domain.collection.forms.points import ApprovalForm, CloseForm, KeeperForm, RulesForm
from cungcau.domain.collection.forms.scale import BroughtForm, CorrectForm, Loads, ReasonForm, SlipLoads
from cungcau.domain.collection.forms.turns import BookForm

__all__ = [
    "ApprovalForm",
    "BookForm",
    "BroughtForm",
    "CloseForm",
    "CorrectForm",
    "KeeperForm",
    "Loads",
    "ReasonForm",
    "RulesForm",
    "SlipLoads",
]
