"""Writing requests and what is said of them, for the verbs that ask, send back and go on; these judge the right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import road as said
from cungcau.domain.ocop.models import Dossier, Evidence, ItemRequest, RequestTurn, Stage
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.services.road import clean, future, stated
from cungcau.domain.ocop.services.road_telling import short
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

MOST_ITEMS = 60
LIVE = (states.OPEN, states.ANSWERED)
ASKER_MAY = {
    Stage.COMMUNE: policies.CHECK,
    Stage.OFFICE: policies.OFFICE,
    Stage.ADVISORY: policies.REVIEW,
}
"""By which permission whoever asked is known."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to ask: about a criterion (blank: the file as a whole), what, until when."""

    text: str
    due_on: date | None
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """A request whose answer is not enough: what is still missing, until when."""

    request: int
    reason: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Judged:
    """Who does something, by which permission over which area they were let pass."""

    actor: User | None
    permission: str
    area: str


def write(dossier: Dossier, items: Sequence[Item], stage: str, actor: User | None) -> list[ItemRequest]:
    """Write new requests down without telling anybody; raises ``InputInvalid`` with every fault."""
    fine = _checked(dossier, items)
    moment = clock.now()
    made = ItemRequest.objects.bulk_create(
        ItemRequest(
            dossier=dossier, stage=stage, criterion=criterion, text=text, due_on=due, asked_by=actor,
            asked_at=moment, area_code=dossier.area_code,
        )
        for text, due, criterion in fine
    )  # fmt: skip
    for one in made:
        say(one, RequestTurn.Kind.ASK, one.text, actor, due_on=one.due_on)
        record(actor=actor, verb=said.ASKED, thing=dossier, text=short(one.text), due=one.due_on)
    return made


def reopen(
    dossier: Dossier, wanted: Sequence[Again], stage: str, by: Judged, most: int = MOST_ITEMS
) -> list[ItemRequest]:
    """Ask again for what a stage of this file asked before; raises ``ocop_request_not_found``, ``verb_not_allowed``."""
    rows = {
        one.pk: one
        for one in ItemRequest.objects.select_for_update().filter(
            dossier=dossier, stage=stage, pk__in=[one.request for one in wanted[:most]]
        )
    }
    found = []
    for one in wanted[:most]:
        row = rows.get(one.request)
        if row is None:
            raise DomainError("ocop_request_not_found", number=one.request)
        row.dossier = dossier
        why, last = stated(one.reason, most=600), future(one.due_on, "due_on")
        fields: dict[str, object] = {
            "due_on": last, "closed_at": None, "closed_by": None, "close_note": "", "reminded_on": None,
        }  # fmt: skip
        advance(
            row, "reopen", actor=by.actor, permission=by.permission, area=by.area, dossier=str(dossier),
            reason=why, fields=fields,
        )  # fmt: skip
        say(row, RequestTurn.Kind.AGAIN, why, by.actor, due_on=last)
        found.append(row)
    return found


def shut(row: ItemRequest, verb: str, by: Judged, note: str) -> None:
    """Close a request by ``accept`` or ``cancel``."""
    advance(
        row, verb, actor=by.actor, permission=by.permission, area=by.area, dossier=str(row.dossier), reason=note,
        fields={"closed_by": by.actor, "closed_at": clock.now(), "close_note": note},
    )  # fmt: skip
    say(row, RequestTurn.Kind.ACCEPT if verb == "accept" else RequestTurn.Kind.CANCEL, note, by.actor)


def settle(dossier: Dossier, reason: str, by: Judged, *, but: Collection[int] = ()) -> int:
    """Close the live requests of a file that goes on or ends: answered ones as enough, open ones as dropped.

    ``but`` are requests that stay as they are. Returns how many were closed.
    """
    rows = ItemRequest.objects.select_for_update().filter(dossier=dossier, state__in=LIVE)
    found = list(rows.exclude(pk__in=but).order_by("pk"))
    for row in found:
        row.dossier = dossier
        shut(row, "accept" if row.state == states.ANSWERED else "cancel", by, reason)
    return len(found)


def live(dossier: Dossier, *only: str) -> int:
    """How many requests of a file wait (in these states; in both where none is named)."""
    return ItemRequest.objects.filter(dossier=dossier, state__in=only or LIVE).count()


def say(
    row: ItemRequest,
    kind: str,
    text: str,
    actor: User | None,
    *,
    due_on: date | None = None,
    evidence: Sequence[Evidence] = (),
) -> None:
    """Keep one thing said of a request, with the evidence handed in for it."""
    turn = RequestTurn.objects.create(request=row, kind=kind, text=text, due_on=due_on, by=actor)
    if evidence:
        turn.evidence.add(*evidence)


def _checked(dossier: Dossier, items: Sequence[Item]) -> list[tuple[str, date, str]]:
    if len(items) > MOST_ITEMS:
        raise InputInvalid(
            [Fault("ocop", 0, "items", str(len(items)), f"nhiều nhất {MOST_ITEMS} mục một lần")]
        )
    codes = sheet_of(dossier.criteria_set).by_code
    faults: list[Fault] = []
    fine: list[tuple[str, date, str]] = []
    for no, item in enumerate(items, 1):
        text = clean(item.text, 2000)
        if not text:
            faults.append(Fault("ocop", no, "text", "", f"mục {no}: hãy ghi cần bổ sung gì"))
        if item.criterion and item.criterion not in codes:
            faults.append(
                Fault("ocop", no, "criterion", item.criterion[:20], f"mục {no}: bộ này không có tiêu chí đó")
            )
        try:
            fine.append((text, future(item.due_on, "due_on"), item.criterion))
        except InputInvalid as refused:
            faults += [
                Fault("ocop", no, one.column, one.value, f"mục {no}: {one.expected}")
                for one in refused.faults
            ]
    if faults:
        raise InputInvalid(faults)
    return fine
