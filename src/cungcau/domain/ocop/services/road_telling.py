"""Telling the people concerned what happened to a file: each once, whoever did it left out."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.messages import road_notices as said
from cungcau.domain.ocop.models import Dossier, FieldVisit, ItemRequest, LabTest, Stage, Step
from cungcau.domain.ocop.selectors.people import but, entity_people, holders, officers
from cungcau.kernel.vntext import show_date
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.services import tell

_SHORT = 160


def arrived(dossier: Dossier, step: Step, actor: User | None) -> None:
    """Tell the new holder that a file is theirs now."""
    due = f"Hạn {show_date(step.due_on)} ({step.due_why})." if step.due_on else "Chặng này chưa đặt thời hạn."
    tell(
        but(holders(dossier, step.stage), actor), said.ARRIVED, link=_link(dossier), due=due,
        stage=str(Stage(step.stage).label), **_facts(dossier),
    )  # fmt: skip


def returned(dossier: Dossier, asked: list[ItemRequest], reason: str, actor: User | None) -> None:
    """Tell the entity what is missing; where the province sent it back, the commune too."""
    people = entity_people(dossier)
    by = Stage(asked[0].stage)
    if by != Stage.COMMUNE:
        people += holders(dossier, Stage.COMMUNE)
    tell(
        but(people, actor), said.RETURNED, link=_items_link(dossier), count=len(asked), who=str(by.label),
        reason=ended(reason), due=show_date(min(one.due_on for one in asked)), **_facts(dossier),
    )  # fmt: skip


def asked(dossier: Dossier, requests: list[ItemRequest], actor: User | None) -> None:
    """Tell the entity what is asked, all of it in one notice."""
    first = requests[0]
    tell(
        but(entity_people(dossier), actor), said.ASKED, link=_items_link(dossier), count=len(requests),
        who=str(Stage(first.stage).label), text=ended(short(first.text)),
        due=show_date(min(one.due_on for one in requests)), **_facts(dossier),
    )  # fmt: skip


def answered(request: ItemRequest, actor: User | None) -> None:
    """Tell whoever asked; where they are gone, the people of their desk."""
    dossier = request.dossier
    asker = request.asked_by
    people = [asker] if asker is not None and asker.is_active else holders(dossier, request.stage)
    tell(
        but(people, actor), said.ANSWERED, link=_link(dossier), text=short(request.answer), **_facts(dossier)
    )


def closed(request: ItemRequest, outcome: str, actor: User | None) -> None:
    """Tell the entity that it need not do more about a request."""
    dossier = request.dossier
    tell(
        but(entity_people(dossier), actor), said.CLOSED, link=_items_link(dossier), text=short(request.text),
        outcome=outcome, **_facts(dossier),
    )  # fmt: skip


def moved(dossier: Dossier, what: str, actor: User | None, *, note: str = "", office: bool = False) -> None:
    """Tell the entity and its commune what became of a file, and the provincial office where it did not do it."""
    people = entity_people(dossier) + holders(dossier, Stage.COMMUNE)
    if office:
        people += officers(policies.OFFICE, dossier.area_code)
    tell(but(people, actor), said.MOVED, link=_link(dossier), what=what, note=ended(note), **_facts(dossier))


def withdrawn(dossier: Dossier, stage: str, reason: str, actor: User | None) -> None:
    """Tell whoever had the file, and its entity, that it is withdrawn."""
    people = entity_people(dossier) + (holders(dossier, stage) if stage else [])
    tell(
        but(people, actor),
        said.MOVED,
        link=_link(dossier),
        what="đã rút",
        note=ended(reason),
        **_facts(dossier),
    )


def visit_planned(visit: FieldVisit, actor: User | None) -> None:
    """Tell the entity and the commune who comes when."""
    dossier = visit.dossier
    people = entity_people(dossier) + holders(dossier, Stage.COMMUNE)
    tell(
        but(people, actor), said.VISIT, link=_link(dossier), day=show_date(visit.planned_on), team=visit.team,
        **_facts(dossier),
    )  # fmt: skip


def visit_off(visit: FieldVisit, actor: User | None) -> None:
    """Tell the same people that nobody comes."""
    dossier = visit.dossier
    people = entity_people(dossier) + holders(dossier, Stage.COMMUNE)
    tell(
        but(people, actor), said.VISIT_OFF, link=_link(dossier), day=show_date(visit.planned_on),
        reason=ended(visit.cancelled_why), **_facts(dossier),
    )  # fmt: skip


def test_asked(test: LabTest, actor: User | None) -> None:
    """Tell the entity what to have tested."""
    dossier = test.dossier
    due = f"Cần kết quả trước ngày {show_date(test.due_on)}." if test.due_on else ""
    tell(
        but(entity_people(dossier), actor), said.TEST, link=_link(dossier), indicators=short(test.indicators),
        due=due, **_facts(dossier),
    )  # fmt: skip


def file_due(dossier: Dossier, step: Step, when: str, people: Iterable[User]) -> None:
    """Remind whoever has a file."""
    assert step.due_on is not None
    tell(
        people, said.FILE_DUE, link=_link(dossier), stage=str(Stage(step.stage).label), when=when,
        due=show_date(step.due_on), **_facts(dossier),
    )  # fmt: skip


def items_due(dossier: Dossier, requests: list[ItemRequest], when: str) -> None:
    """Remind the entity of what it has not answered."""
    due = min(one.due_on for one in requests)
    tell(
        entity_people(dossier), said.ITEMS_DUE, link=_items_link(dossier), count=len(requests), when=when,
        due=show_date(due), **_facts(dossier),
    )  # fmt: skip


def short(text: str) -> str:
    """The first words of a longer text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rsplit(' ', 1)[0]}…"


def ended(text: str) -> str:
    """A sentence with its full stop; nothing stays nothing."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _facts(dossier: Dossier) -> dict[str, str]:
    return {
        "dossier": str(dossier), "product": dossier.product.name, "entity": dossier.product.entity.name
    }  # fmt: skip


def _link(dossier: Dossier) -> str:
    return reverse("ocop:dossier", args=[dossier.pk])


def _items_link(dossier: Dossier) -> str:
    return reverse("ocop:items", args=[dossier.pk])
