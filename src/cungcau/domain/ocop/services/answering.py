"""An entity's answer with what it hands in: files, addresses, pieces it has already; all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.models import Evidence, ItemRequest
from cungcau.domain.ocop.services.evidence import add_file, add_link
from cungcau.domain.ocop.services.requests import MOST_EVIDENCE, answer
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.services.road_telling import short
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.accounts.models import User


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


@transaction.atomic
def answer_with(
    *,
    request: ItemRequest,
    text: str,
    actor: User | None,
    uploads: Sequence[Upload] = (),
    links: Iterable[str] = (),
    evidence: Iterable[Evidence] = (),
) -> ItemRequest:
    """Answer a request; new files and addresses join the entity's evidence first, each kept once.

    Raises as :func:`answer` and as :func:`cungcau.domain.ocop.services.evidence.add_file`; nothing is written then.
    """
    dossier = request.dossier
    require_dossier(actor, dossier, policies.WRITE_DOSSIERS)
    entity = dossier.product.entity
    wanted = [address for address in links if address.strip()]
    if len(uploads) + len(wanted) > MOST_EVIDENCE:
        hint = f"nhiều nhất {MOST_EVIDENCE} tệp một lần"
        raise InputInvalid([Fault("ocop", 0, "attachments", str(len(uploads)), hint)])
    handed = list(evidence)
    for no, one in enumerate(uploads, 1):
        facts = {"title": _title(request, no if len(uploads) > 1 else 0)}
        added = add_file(organisation=entity, content=one.content, name=one.name, actor=actor, facts=facts)
        handed.append(added.evidence)
    handed += [add_link(organisation=entity, url=one, actor=actor).evidence for one in wanted]
    once = {one.pk: one for one in handed}
    return answer(request=request, text=text, evidence=once.values(), actor=actor)


def _title(request: ItemRequest, no: int) -> str:
    """What a new file is called: what it was asked for; names that telephones give say nothing."""
    about = f"{request.criterion} {request.text}".strip()
    return f"{short(about)[:180]} ({no})" if no else short(about)[:190]
