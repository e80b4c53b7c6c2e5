"""What the trail keeps of papers taken from a file."""

from __future__ import annotations

from django.db import transaction

from cungcau.domain.ocop.messages import dossiers as said
from cungcau.domain.ocop.models import Dossier
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record


@transaction.atomic
def note_print(*, dossier: Dossier, form: str, user: User) -> None:
    """Keep that somebody printed a form which shows the entity's phone number."""
    record(actor=user, verb=said.FORM_PRINTED, thing=dossier, form=form)
