"""A plan's text read in; what is confirmed of it becomes a draft plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from cungcau.domain.programmes import policies
from cungcau.domain.programmes.drafting import MOST_BOXES, Known, boxes_of, lines_of, recognise
from cungcau.domain.programmes.drafting.agencies import match
from cungcau.domain.programmes.messages import checks as said
from cungcau.domain.programmes.models import Agency, Manuscript, Plan
from cungcau.domain.programmes.selectors.drafting import known_agencies
from cungcau.domain.programmes.services.agencies import record_agency
from cungcau.domain.programmes.services.whole import GivenTask, Whole, write_whole
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import fold
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock


@transaction.atomic
def read_manuscript(*, name: str, content: bytes, actor: User) -> Manuscript:
    """Read a text in and keep what it proposes; no plan is written.

    Raises ``programme_text_unreadable``, ``not_allowed``.
    """
    access.require(actor, policies.WRITE)
    lines = lines_of(name, content)
    proposals = recognise(lines, known_agencies(actor))
    if boxes_of(proposals) > MOST_BOXES:
        why = f"có {len(proposals)} đề xuất, quá nhiều cho một lần xác nhận; hãy chia văn bản làm nhiều phần"
        raise DomainError("programme_text_unreadable", name=name[:100], why=why)
    row = Manuscript.objects.create(
        owner=actor, name=" ".join(name.replace("\x00", "").split())[:200] or "văn bản", lines=lines,
        proposals=[one.plain() for one in proposals],
    )  # fmt: skip
    record(actor=actor, verb=said.MANUSCRIPT_READ, thing=row, area="", name=row.name, lines=len(lines),
           proposals=len(proposals))  # fmt: skip
    return row


@dataclass(frozen=True, slots=True)
class Taken:
    """A proposal as confirmed: its facts, perhaps corrected, and the names of agencies that help with a task."""

    kind: str
    facts: Mapping[str, Any]
    helper_names: tuple[str, ...] = ()


@transaction.atomic
def confirm_manuscript(
    *, manuscript: Manuscript, head: Mapping[str, Any], taken: Sequence[Taken], actor: User
) -> Plan:
    """Write what somebody confirmed as a draft plan, once; agencies taken are recorded first.

    A name no agency bears leaves the task without a lead, which the checks then say. Raises
    ``programme_manuscript_finished``, ``not_allowed`` and what ``write_whole`` raises.
    """
    row = _held(manuscript, actor)
    area = (
        str(Agency.objects.only("area_code").get(pk=head["issuer_id"]).area_code)
        if head.get("issuer_id")
        else ""
    )
    for one in taken:
        if one.kind == "agency":
            facts = {
                "code": f"{slugify(fold(one.facts['name']))[:30]}-{row.pk}", "name": one.facts["name"],
                "kind": _kind_of(one.facts["name"]), "area_code": area, "source": f"Văn bản {row.name}"[:300],
            }  # fmt: skip
            record_agency(facts=facts, actor=actor)
    known = known_agencies(actor)
    found = [_resolved(one, known) for one in taken if one.kind == "task"]
    bodies = Agency.objects.in_bulk({key for lead, helpers in found for key in (lead, *helpers) if key})
    tasks = [one for one in taken if one.kind == "task"]
    whole = Whole(
        head=head,
        passages=[one.facts for one in taken if one.kind == "passage"],
        indicators=[
            {**one.facts, "due_on": one.facts.get("due_on") or head.get("ends_on")}
            for one in taken if one.kind == "indicator"
        ],
        tasks=[
            GivenTask(
                {name: value for name, value in one.facts.items() if name != "lead_name"} | {"lead": bodies.get(lead)},
                [bodies[key] for key in helpers if key in bodies],
            )
            for one, (lead, helpers) in zip(tasks, found, strict=True)
        ],
        lines=[one.facts for one in taken if one.kind == "line"],
    )  # fmt: skip
    plan = write_whole(whole=whole, origin=f"văn bản {row.name}", actor=actor)
    row.state, row.plan, row.finished_at = Manuscript.State.CONFIRMED, plan, clock.now()
    row.save(update_fields=["state", "plan", "finished_at"])
    return plan


def _resolved(one: Taken, known: Sequence[Known]) -> tuple[int, list[int]]:
    """The keys of the agency that leads (0: none) and of those that help, by their names."""
    lead = match(str(one.facts.get("lead_name") or ""), known)
    helpers = [match(name, known) for name in one.helper_names]
    return lead or 0, [key for key in helpers if key is not None]


def _kind_of(name: str) -> str:
    """What an agency is, as its name begins."""
    said = fold(name)
    kinds = (
        ("committee", ("ubnd", "uy ban nhan dan")), ("bank", ("ngan hang",)),
        ("task_force", ("to cong tac", "ban chi dao")),
        ("union", ("lien minh", "hoi ", "doan", "mat tran", "tinh doan", "uy ban mat tran")),
        ("department", ("so ", "chi cuc", "trung tam", "phong ", "van phong")),
        ("entity", ("hop tac xa", "htx", "doanh nghiep", "cac chu the", "cong ty")),
    )  # fmt: skip
    return next((kind for kind, begins in kinds if said.startswith(begins)), "other")


@transaction.atomic
def drop_manuscript(*, manuscript: Manuscript, actor: User) -> None:
    """Forget a text: its lines and proposals go, that it was read stays. Raises ``programme_manuscript_finished``."""
    row = _held(manuscript, actor)
    row.state, row.finished_at, row.lines, row.proposals = Manuscript.State.DROPPED, clock.now(), [], []
    row.save(update_fields=["state", "finished_at", "lines", "proposals"])
    record(actor=actor, verb=said.MANUSCRIPT_DROPPED, thing=row, area="", name=row.name)


def _held(manuscript: Manuscript, actor: User) -> Manuscript:
    row = Manuscript.objects.select_for_update(of=("self",)).filter(pk=manuscript.pk, owner=actor).first()
    if row is None:
        raise DomainError("not_found")
    if row.state != Manuscript.State.OPEN:
        raise DomainError("programme_manuscript_finished", name=row.name)
    return row
