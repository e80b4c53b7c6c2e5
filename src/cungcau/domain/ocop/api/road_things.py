"""Requests, samples, visits and tests of a file over the API."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import HttpRequest

from cungcau.domain.ocop.api import road_inputs as given
from cungcau.domain.ocop.api.road import ROAD, done, router
from cungcau.domain.ocop.models import Dossier, Evidence, FieldVisit, ItemRequest, LabTest, Samples
from cungcau.domain.ocop.selectors.evidence import offered
from cungcau.domain.ocop.services import lab_tests, requests, samples, visits
from cungcau.domain.ocop.services.answering import answer_with
from cungcau.domain.ocop.services.requests import Item
from cungcau.kernel.errors import DomainError

_Row = TypeVar("_Row")
_PLACE = "/{int:number}"


def _request(file: Dossier, number: int) -> ItemRequest:
    row = ItemRequest.objects.filter(dossier=file, pk=number).first()
    if row is None:
        raise DomainError("ocop_request_not_found", number=number)
    row.dossier = file
    return row


@router.post(f"{_PLACE}/requests", response=ROAD, summary="Tổ tư vấn yêu cầu bổ sung")
def ask(request: HttpRequest, number: given.Number, wanted: given.OcopAskIn) -> dict[str, Any]:
    """Item by item, each with a last day."""
    items = [Item(one.text, one.due_on, one.criterion) for one in wanted.items]
    return done(
        request, number, "ask", lambda file, user: requests.ask(dossier=file, items=items, actor=user),
        wanted.dict(),
    )  # fmt: skip


@router.post(_PLACE + "/requests/{int:item}/answer", response=ROAD, summary="Chủ thể trả lời một mục")
def answer(
    request: HttpRequest, number: given.Number, item: given.Number, wanted: given.OcopAnswerIn
) -> dict[str, Any]:
    """With evidence the entity has already; upload files first."""

    def deed(file: Dossier, user: Any) -> object:
        pieces = [_piece(file, str(key)) for key in wanted.evidence]
        return answer_with(
            request=_request(file, item), text=wanted.text, links=wanted.links, evidence=pieces, actor=user
        )

    return done(request, number, f"answer.{item}", deed, wanted.dict())


@router.post(_PLACE + "/requests/{int:item}/accept", response=ROAD, summary="Xác nhận một mục đã đủ")
def accept(
    request: HttpRequest, number: given.Number, item: given.Number, wanted: given.OcopNoteIn
) -> dict[str, Any]:
    """By whoever asked."""
    return done(
        request, number, f"accept.{item}",
        lambda file, user: requests.accept(request=_request(file, item), note=wanted.note, actor=user), wanted.note,
    )  # fmt: skip


@router.post(_PLACE + "/requests/{int:item}/ask-again", response=ROAD, summary="Yêu cầu lại một mục")
def ask_again(
    request: HttpRequest, number: given.Number, item: given.Number, wanted: given.OcopAskAgainIn
) -> dict[str, Any]:
    """The advisory team is not content with the answer."""
    return done(
        request, number, f"again.{item}",
        lambda file, user: requests.ask_again(request=_request(file, item), actor=user, **wanted.dict()),
        wanted.dict(),
    )  # fmt: skip


@router.post(_PLACE + "/requests/{int:item}/cancel", response=ROAD, summary="Thôi yêu cầu một mục")
def cancel(
    request: HttpRequest, number: given.Number, item: given.Number, wanted: given.OcopRoadReasonIn
) -> dict[str, Any]:
    """By whoever asked, with the reason."""
    return done(
        request, number, f"cancel.{item}",
        lambda file, user: requests.cancel(request=_request(file, item), reason=wanted.reason, actor=user),
        wanted.reason,
    )  # fmt: skip


@router.post(f"{_PLACE}/samples", response=ROAD, summary="Ghi gửi mẫu")
def send_samples(request: HttpRequest, number: given.Number, wanted: given.OcopSamplesIn) -> dict[str, Any]:
    """From the commune, or from the office to the Ministry."""
    return done(
        request, number, "samples",
        lambda file, user: samples.send(dossier=file, actor=user, **wanted.dict()), wanted.dict(),
    )  # fmt: skip


@router.post(_PLACE + "/samples/{int:item}/receive", response=ROAD, summary="Ghi nhận mẫu")
def receive_samples(
    request: HttpRequest, number: given.Number, item: given.Number, wanted: given.OcopReceiveIn
) -> dict[str, Any]:
    """How many came, in what condition; once."""

    def deed(file: Dossier, user: Any) -> object:
        row = _own(Samples.objects.filter(dossier=file, pk=item).first())
        row.dossier = file
        return samples.receive(samples=row, actor=user, **wanted.dict())

    return done(request, number, f"receive.{item}", deed, wanted.dict())


@router.post(f"{_PLACE}/visits", response=ROAD, summary="Hẹn khảo sát")
def plan_visit(request: HttpRequest, number: given.Number, wanted: given.OcopVisitIn) -> dict[str, Any]:
    """Entity and commune are told."""
    return done(
        request, number, "visit", lambda file, user: visits.plan(dossier=file, actor=user, **wanted.dict()),
        wanted.dict(),
    )  # fmt: skip


@router.post(_PLACE + "/visits/{int:item}/finish", response=ROAD, summary="Ghi kết quả khảo sát")
def finish_visit(
    request: HttpRequest, number: given.Number, item: given.Number, wanted: given.OcopVisitDoneIn
) -> dict[str, Any]:
    """What the team found."""

    def deed(file: Dossier, user: Any) -> object:
        row = _own(FieldVisit.objects.filter(dossier=file, pk=item).first())
        row.dossier = file
        return visits.finish(visit=row, actor=user, **wanted.dict())

    return done(request, number, f"visited.{item}", deed, wanted.dict())


@router.post(_PLACE + "/visits/{int:item}/call-off", response=ROAD, summary="Bỏ buổi khảo sát")
def call_off(
    request: HttpRequest, number: given.Number, item: given.Number, wanted: given.OcopRoadReasonIn
) -> dict[str, Any]:
    """With the reason."""

    def deed(file: Dossier, user: Any) -> object:
        row = _own(FieldVisit.objects.filter(dossier=file, pk=item).first())
        row.dossier = file
        return visits.call_off(visit=row, reason=wanted.reason[:300], actor=user)

    return done(request, number, f"call-off.{item}", deed, wanted.reason)


@router.post(f"{_PLACE}/tests", response=ROAD, summary="Yêu cầu kiểm nghiệm")
def ask_test(request: HttpRequest, number: given.Number, wanted: given.OcopTestIn) -> dict[str, Any]:
    """The entity is told."""
    return done(
        request, number, "test", lambda file, user: lab_tests.ask(dossier=file, actor=user, **wanted.dict()),
        wanted.dict(),
    )  # fmt: skip


@router.post(_PLACE + "/tests/{int:item}/result", response=ROAD, summary="Ghi kết quả kiểm nghiệm")
def finish_test(
    request: HttpRequest, number: given.Number, item: given.Number, wanted: given.OcopTestResultIn
) -> dict[str, Any]:
    """What came out."""

    def deed(file: Dossier, user: Any) -> object:
        row = _own(LabTest.objects.filter(dossier=file, pk=item).first())
        row.dossier = file
        paper = _piece(file, str(wanted.evidence)) if wanted.evidence is not None else None
        facts = wanted.dict() | {"evidence": paper}
        return lab_tests.finish(test=row, actor=user, **facts)

    return done(request, number, f"tested.{item}", deed, wanted.dict())


def _own(row: _Row | None) -> _Row:
    if row is None:
        raise DomainError("not_found")
    return row


def _piece(file: Dossier, key: str) -> Evidence:
    return _own(offered(file.product.entity_id).filter(key=key).first())
