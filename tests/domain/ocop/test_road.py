"""A file's road through commune and province: who may move it, its clock, what is refused, who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import (
    CommuneReport,
    Dossier,
    ItemRequest,
    Round,
    RuleBook,
    Samples,
    Stage,
    Step,
)
from cungcau.domain.ocop.services import requests, road, road_commune, road_office, samples
from cungcau.domain.ocop.services.report import save_report
from cungcau.domain.ocop.services.requests import Again, Item
from cungcau.domain.ocop.services.road_commune import Letter, forward, resubmit, send_back, withdraw
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.ocop import ocop_rows as rows
from tests.domain.ocop import road_rows as here
from tests.domain.ocop.road_rows import FINDINGS, LETTER, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def entity(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


@pytest.fixture
def who(entity: rows.Entity) -> People:
    return here.people(entity)


@pytest.fixture
def sent(entity: rows.Entity, who: People) -> Dossier:
    """A file the entity has just sent, its clock started by the room itself."""
    file = rows.submitted(entity)
    Step.objects.filter(dossier=file).delete()
    road.begin(file, who.entity)
    return file


def refused(code: str, deed: object, /, **given: object) -> DomainError:
    with pytest.raises(DomainError) as error:
        deed(**given)  # type: ignore[operator]
    assert error.value.code == code
    return error.value


def test_the_commune_s_clock_starts_when_the_file_is_sent(sent: Dossier) -> None:
    step = here.open_step(sent)
    assert (step.stage, step.due_on) == (Stage.COMMUNE, date(2026, 6, 22))
    assert step.due_why == "15 ngày làm việc kể từ 01/6/2026"
    assert here.told("file_arrived") == {"can-bo-xa": 1}
    assert road.begin(sent, None) == step and Step.objects.count() == 1


def test_the_commune_reports_and_carries_the_file_up(sent: Dossier, who: People) -> None:
    refused("ocop_report_missing", forward, dossier=sent, letter=LETTER, actor=who.commune, samples=5)
    here.complete(sent)
    save_report(dossier=sent, findings=FINDINGS, actor=who.commune)
    refused("ocop_samples_too_few", forward, dossier=sent, letter=LETTER, actor=who.commune, samples=4)
    assert not Samples.objects.exists() and CommuneReport.objects.get().letter_no == ""
    moved = forward(dossier=sent, letter=LETTER, actor=who.commune, samples=5)
    assert (moved.state, moved.forwarded_at) == (states.FORWARDED, Dossier.objects.get().forwarded_at)
    report = CommuneReport.objects.get()
    assert (report.no, report.letter_no, report.letter_on, report.identity_ok) == (
        1,
        "125/UBND",
        rows.DAY,
        False,
    )
    first, second = Step.objects.order_by("pk")
    assert (first.stage, first.ended_by, second.stage, second.due_on) == (
        Stage.COMMUNE, who.commune, Stage.OFFICE, None,
    )  # fmt: skip
    assert first.note.startswith("Công văn 125/UBND ngày 01/06/2026. Đề nghị tỉnh đánh giá.")
    assert here.told("file_arrived") == {"can-bo-xa": 1, "vp-ocop": 1}
    assert here.told("file_moved") == {"dai-dien-htx-na": 1}
    assert Entry.objects.filter(verb="dossier.forward", actor=who.commune).count() == 1


@pytest.mark.parametrize("name", ["entity", "other_commune", "adviser", "stranger", "office"])
def test_only_its_own_commune_checks_a_file(sent: Dossier, who: People, name: str) -> None:
    here.reported(sent)
    actor = getattr(who, name)
    hidden = name in ("other_commune", "adviser", "stranger")
    code = "not_found" if hidden else "not_allowed"
    refused(code, save_report, dossier=sent, findings=FINDINGS, actor=actor)
    refused(code, forward, dossier=sent, letter=LETTER, actor=actor, samples=5)
    refused(code, send_back, dossier=sent, items=[here.item()], reason="thiếu", actor=actor)
    assert Dossier.objects.get().state == states.SUBMITTED and not ItemRequest.objects.exists()


def test_a_report_says_something_of_each_point(sent: Dossier, who: People) -> None:
    empty = FINDINGS.__class__(
        **{name: getattr(FINDINGS, name) for name in FINDINGS.__slots__} | {"labour": " ", "idea": ""}
    )
    with pytest.raises(InputInvalid) as error:
        save_report(dossier=sent, findings=empty, actor=who.commune)
    assert [fault.column for fault in error.value.faults] == ["labour", "idea"]
    assert not CommuneReport.objects.exists()


def test_a_file_with_gaps_goes_up_only_with_a_reason(sent: Dossier, who: People) -> None:
    silent = FINDINGS.__class__(
        **{name: getattr(FINDINGS, name) for name in FINDINGS.__slots__} | {"opinion": ""}
    )
    save_report(dossier=sent, findings=silent, actor=who.commune)
    error = refused(
        "ocop_report_gaps_unexplained", forward, dossier=sent, letter=LETTER, actor=who.commune, samples=5
    )
    assert error.facts["first"] == "Mẫu 01: phiếu đăng ký ghi đủ"
    unfit = FINDINGS.__class__(
        **{name: getattr(FINDINGS, name) for name in FINDINGS.__slots__} | {"complete": False}
    )
    save_report(dossier=sent, findings=unfit, actor=who.commune)
    refused("ocop_report_incomplete", forward, dossier=sent, letter=LETTER, actor=who.commune, samples=5)
    save_report(dossier=sent, findings=FINDINGS, actor=who.commune)
    assert CommuneReport.objects.count() == 1
    forward(dossier=sent, letter=LETTER, actor=who.commune, samples_later=True)
    assert not Samples.objects.exists()
    samples.send(dossier=sent, count=5, sent_on=rows.DAY, actor=who.commune)
    samples.receive(
        samples=Samples.objects.get(),
        count=4,
        received_on=rows.DAY,
        condition="một hộp dập",
        actor=who.office,
    )
    refused(
        "ocop_samples_received_already", samples.receive, samples=Samples.objects.get(), count=5,
        received_on=rows.DAY, condition="", actor=who.office,
    )  # fmt: skip
    assert Samples.objects.get().received_count == 4


def test_tourism_hands_in_no_samples(book: RuleBook) -> None:
    entity = rows.entity_with_product("HTX-DL", "Du lịch Quỳnh Sơn", set_code="QD26-26", category="VI")
    who = here.people(entity)
    file = here.reported(rows.submitted(entity, set_code="QD26-26"))
    refused(
        "ocop_samples_none_needed", samples.send, dossier=file, count=1, sent_on=rows.DAY, actor=who.commune
    )
    assert forward(dossier=file, letter=LETTER, actor=who.commune).state == states.FORWARDED


def test_sent_back_item_by_item_answered_and_sent_again(sent: Dossier, who: People) -> None:
    here.complete(sent)
    with pytest.raises(InputInvalid):
        send_back(dossier=sent, items=[], reason="thiếu", actor=who.commune)
    with pytest.raises(InputInvalid) as error:
        faulty = [Item("", here.later(3)), Item("x", here.later(-1), "99.9")]
        send_back(dossier=sent, items=faulty, reason="thiếu", actor=who.commune)
    assert [(fault.line, fault.column) for fault in error.value.faults] == [
        (1, "text"), (2, "criterion"), (2, "due_on"),
    ]  # fmt: skip
    assert Dossier.objects.get().state == states.SUBMITTED
    items = [here.item(), here.item("Ghi rõ tỷ lệ nguyên liệu", 3, "1.1")]
    send_back(dossier=sent, items=items, reason="Thiếu hai giấy", actor=who.commune)
    file = Dossier.objects.get()
    assert (file.state, file.returned_by) == (states.RETURNED, "commune")
    step = here.open_step(file)
    assert (step.stage, step.due_on) == (Stage.ENTITY, here.later(3))
    assert here.told("file_returned") == {"dai-dien-htx-na": 1}
    first, second = here.asked(file)
    refused("ocop_requests_open", resubmit, dossier=file, actor=who.entity)
    proof = rows.link_of(file.product.entity, "Phiếu kiểm nghiệm")
    requests.answer(request=second, text="80 % na của xã", actor=who.entity)
    assert here.open_step(file).due_on == here.later(7)
    requests.answer(request=first, text="Gửi phiếu", evidence=[proof], actor=who.entity)
    assert file.citations.get(evidence=proof).request == first
    assert here.told("item_answered") == {"can-bo-xa": 2}
    resubmit(dossier=file, actor=who.entity)
    file.refresh_from_db()
    assert file.state == states.SUBMITTED and here.open_step(file).due_on == date(2026, 6, 22)
    again = [Again(first.pk, "Phiếu quá cũ", here.later(5))]
    send_back(dossier=file, items=[], again=again, reason="Còn một mục", actor=who.commune)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.answer, second.state) == (states.OPEN, "Gửi phiếu", states.ACCEPTED)
    assert [turn.kind for turn in first.turns.all()] == ["ask", "answer", "again"]
    assert first.turns.all()[1].evidence.get() == proof


def test_from_the_province_it_comes_back_to_the_province(sent: Dossier, who: People) -> None:
    forward(dossier=here.reported(sent), letter=LETTER, actor=who.commune, samples=5)
    refused("verb_not_allowed", save_report, dossier=sent, findings=FINDINGS, actor=who.commune)
    send_back(dossier=sent, items=[here.item()], reason="Thiếu", actor=who.office)
    assert Dossier.objects.get().returned_by == "office"
    assert here.told("file_returned") == {"dai-dien-htx-na": 1, "can-bo-xa": 1}
    requests.answer(request=here.asked(sent)[0], text="Đã thêm", actor=who.entity)
    with clock.living(date(2026, 6, 10)):
        resubmit(dossier=sent, actor=who.entity)
    file = Dossier.objects.get()
    assert file.state == states.FORWARDED and file.forwarded_at is not None
    assert file.forwarded_at.date() == date(2026, 6, 10)
    road_office.take_up(dossier=file, actor=who.office)
    assert here.asked(file)[0].state == states.ACCEPTED


def test_the_review_ends_when_nothing_is_open_or_with_a_reason(
    book: RuleBook, entity: rows.Entity, who: People
) -> None:
    file = rows.forwarded(entity)
    road_office.take_up(dossier=file, actor=who.office)
    assert here.told("file_arrived") == {"tu-van": 1}
    requests.ask(dossier=file, items=[here.item(), here.item("Ảnh nhãn")], actor=who.adviser)
    assert here.told("item_asked") == {"dai-dien-htx-na": 1}
    refused(
        "ocop_requests_live", road_office.finish_review, dossier=file, conclusion="Được", actor=who.adviser
    )
    first, second = here.asked(file)
    requests.answer(request=first, text="Đây", actor=who.entity)
    refused("verb_not_allowed", requests.answer, request=first, text="Nữa", actor=who.entity)
    requests.ask_again(request=first, reason="Mờ quá", due_on=here.later(9), actor=who.adviser)
    requests.answer(request=first, text="Ảnh rõ hơn", actor=who.entity)
    requests.accept(request=first, actor=who.adviser)
    refused(
        "ocop_requests_live", road_office.finish_review, dossier=file, conclusion="Được", actor=who.adviser
    )
    road_office.finish_review(
        dossier=file,
        conclusion="Đủ điều kiện, dự kiến 4 sao",
        reason="Ảnh nhãn xem tại chỗ",
        actor=who.adviser,
    )
    second.refresh_from_db()
    assert (second.state, second.close_note, second.closed_by) == (
        states.CANCELLED, "Ảnh nhãn xem tại chỗ", who.adviser,
    )  # fmt: skip
    last = Step.objects.filter(dossier=file, stage=Stage.ADVISORY).get()
    assert last.note == "Đủ điều kiện, dự kiến 4 sao" and Dossier.objects.get().state == states.READY
    road_office.reopen_review(dossier=file, reason="Có đơn thư", actor=who.office)
    assert here.open_step(file).stage == Stage.ADVISORY


def test_withdrawn_and_rejected_files_leave_nobody_waiting(entity: rows.Entity, who: People) -> None:
    file = rows.forwarded(entity)
    send_back(dossier=file, items=[here.item()], reason="Thiếu", actor=who.office)
    withdraw(dossier=file, reason="Để sang năm", actor=who.entity)
    assert Dossier.objects.get().state == states.WITHDRAWN
    assert not Step.objects.filter(ended_at=None).exists()
    assert here.asked(file)[0].state == states.CANCELLED
    other = rows.reviewing(entity)
    with pytest.raises(InputInvalid):
        road_office.reject(dossier=other, grounds=[], reason="Giả", actor=who.office)
    with pytest.raises(InputInvalid):
        road_office.reject(dossier=other, grounds=["NO_SUCH"], reason="Giả", actor=who.office)
    refused(
        "not_allowed", road_office.reject, dossier=other, grounds=["FORGED"], reason="x", actor=who.adviser
    )
    road_office.reject(dossier=other, grounds=["FORGED"], reason="Hợp đồng giả chữ ký", actor=who.office)
    other.refresh_from_db()
    assert (other.state, other.reject_grounds) == (states.REJECTED, ["FORGED"])
    assert other.end_reason == "Giả mạo hồ sơ: Hợp đồng giả chữ ký"
    assert here.told("file_moved")["dai-dien-htx-na"] == 1


def test_rounds_are_those_of_the_province(entity: rows.Entity, who: People) -> None:
    file = rows.forwarded(entity)
    elsewhere = Round.objects.create(
        area_code="91",
        level="province",
        year=2026,
        no=1,
        request_before="2026-04-30",
        finish_before="2026-06-30",
    )
    refused("ocop_round_elsewhere", road_office.assign_round, dossier=file, round=elsewhere, actor=who.office)
    own = Round.objects.create(
        area_code="20",
        level="province",
        year=2026,
        no=1,
        request_before="2026-04-30",
        finish_before="2026-06-30",
    )
    road_office.assign_round(dossier=file, round=own, actor=who.office)
    road_office.take_up(dossier=file, actor=who.office)
    road_office.finish_review(dossier=file, conclusion="Được", actor=who.adviser)
    step = here.open_step(file)
    assert (step.stage, step.due_on) == (Stage.COUNCIL, date(2026, 6, 29))
    assert step.due_why == "đợt 1/2026: xong trước ngày 30/6/2026"


@pytest.mark.django_db(transaction=True)
def test_two_officers_forward_at_once(sent: Dossier, who: People) -> None:
    here.reported(sent)
    second = rows.officer("can-bo-hai")
    with clock.living(rows.DAY):
        found = at_once(*(_forwarding(sent, actor) for actor in (who.commune, second)))
    codes = [one.code for one in found if isinstance(one, DomainError)]
    assert codes == ["verb_not_allowed"], found
    assert Samples.objects.count() == 1 and Step.objects.filter(dossier=sent).count() == 2
    assert CommuneReport.objects.get().letter_no in ("125/UBND",)


@pytest.mark.django_db(transaction=True)
def test_one_request_answered_twice_at_once(entity: rows.Entity, who: People) -> None:
    file = rows.reviewing(entity)
    requests.ask(dossier=file, items=[here.item()], actor=who.adviser)
    request = here.asked(file)[0]

    def answering(text: str) -> object:
        with clock.living(rows.DAY):
            return requests.answer(
                request=ItemRequest.objects.get(pk=request.pk), text=text, actor=who.entity
            )

    found = at_once(lambda: answering("một"), lambda: answering("hai"))
    assert [one.code for one in found if isinstance(one, DomainError)] == ["verb_not_allowed"], found
    request.refresh_from_db()
    assert [turn.text for turn in request.turns.all()][1:] == [request.answer]


def _forwarding(file: Dossier, actor: User) -> Callable[[], object]:
    def go() -> object:
        with clock.living(rows.DAY):
            return road_commune.forward(
                dossier=Dossier.objects.get(pk=file.pk),
                letter=Letter("125/UBND", rows.DAY),
                actor=actor,
                samples=5,
            )

    return go
