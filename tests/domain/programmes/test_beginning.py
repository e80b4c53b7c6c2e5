"""Plans begun from a template, from last year's, from a text: through services and pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cungcau.domain.programmes.models import Agency, Manuscript, Plan, PlanKind, Reading, Spending
from cungcau.domain.programmes.selectors.findings import checked
from cungcau.domain.programmes.services import indicators, money, tasks
from cungcau.domain.programmes.services.drafting import Begun, draft_from_last, draft_from_template, templates
from cungcau.domain.programmes.services.manuscripts import (
    Taken,
    confirm_manuscript,
    drop_manuscript,
    read_manuscript,
)
from cungcau.kernel.errors import DomainError
from tests.at_once import at_once
from tests.domain.programmes import programme_rows as rows
from tests.domain.programmes.test_drafting import PROVINCE, YOUTH, word
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


def refused(code: str) -> pytest.RaisesExc[DomainError]:
    return pytest.RaisesExc(DomainError, check=lambda error: error.code == code)


def begun(**facts: object) -> Begun:
    said = {
        "title": "",
        "issuer": rows.committee(),
        "starts_on": date(2022, 1, 1),
        "ends_on": date(2022, 12, 31),
        **facts,
    }
    return Begun(**said)  # type: ignore[arg-type]


def test_there_is_a_template_for_every_kind_of_the_source_papers() -> None:
    assert set(templates()) == set(PlanKind.values) - {"other"}


@pytest.mark.parametrize("kind", ["harvest", "ocop", "youth", "alliance", "conference"])
def test_a_template_makes_a_draft_that_only_wants_targets_and_leads(kind: str) -> None:
    plan = draft_from_template(kind=kind, begun=begun(), actor=person("viet-mau", "coordinator", "20"))
    assert plan.title.endswith("năm 2022") and plan.kind == kind and "{" not in plan.title
    assert (
        plan.indicators.exists() and plan.tasks.exists() and plan.passages.filter(part="reporting").exists()
    )
    assert not plan.passages.filter(text__contains="{").exists()
    assert all(plan.starts_on <= task.due_on <= plan.ends_on for task in plan.tasks.all())
    said = {one.finding.rule for one in checked(plan, rows.TODAY).standing}
    assert said <= {"indicator_no_target", "task_no_lead"}


def test_an_unknown_template_is_refused() -> None:
    with refused("programme_template_unknown"):
        draft_from_template(kind="không", begun=begun(), actor=None)


def test_last_years_plan_comes_along_without_what_was_done() -> None:
    last = rows.whole(title="Chương trình OCOP năm 2021")
    indicators.record_reading(
        indicator=last.indicator, as_of=date(2021, 9, 20), value=Decimal(31), provenance="báo cáo", actor=None
    )
    money.spend(line=last.line, spent_on=date(2021, 9, 1), amount_vnd=5, paper="PC 1", actor=None)
    tasks.finish_task(task=last.task, done_on=date(2021, 9, 20), evidence="biên bản", actor=None)
    plan = draft_from_last(last=last.plan, begun=begun(), actor=None)
    assert (plan.title, plan.continues, plan.state, plan.number) == (
        "Chương trình OCOP năm 2022",
        last.plan,
        "draft",
        "",
    )
    one = plan.indicators.get()
    assert (one.baseline, one.baseline_on, one.due_on) == (31, date(2021, 9, 20), date(2022, 12, 31))
    task = plan.tasks.get()
    assert (task.state, task.due_on, task.evidence) == ("open", date(2022, 9, 30), "")
    assert plan.budget.get().year == 2022
    assert Reading.objects.count() == 1 and Spending.objects.count() == 1
    assert plan.scenarios.get().rows.count() == 2
    assert plan.passages.count() == 2
    assert "baseline_differs" not in {one.finding.rule for one in checked(plan, rows.TODAY).standing}


def test_a_text_is_written_only_as_confirmed_and_once() -> None:
    officer = person("doc-van-ban", "coordinator", "20")
    row = read_manuscript(name="kh.txt", content=PROVINCE.encode(), actor=officer)
    assert not Plan.objects.exists() and not Agency.objects.exists()
    issuer = rows.committee()
    head = {
        "kind": "ocop",
        "title": "OCOP",
        "issuer_id": issuer.pk,
        "starts_on": date(2021, 1, 1),
        "ends_on": date(2025, 12, 31),
    }
    taken = [
        Taken("agency", {"name": "Sở Công Thương"}),
        Taken("task", {"text": "Mở điểm bán", "heading": "", "lead_name": "Sở Công Thương", "due_on": None}),
        Taken("indicator", {"name": "Mới", "unit": "sản phẩm", "direction": "at_least", "target": Decimal(50),
                            "target_high": None, "due_on": None}),
        Taken("line", {"name": "Trung ương", "fund": "central", "amount_vnd": 52_150_000_000}),
    ]  # fmt: skip
    plan = confirm_manuscript(manuscript=row, head=head, taken=taken, actor=officer)
    lead = plan.tasks.get().lead
    assert lead is not None and (lead.name, lead.kind) == ("Sở Công Thương", "department")
    assert plan.indicators.get().due_on == date(2025, 12, 31)
    assert plan.passages.count() == 0
    with refused("programme_manuscript_finished"):
        confirm_manuscript(manuscript=row, head=head, taken=taken, actor=officer)
    with refused("programme_manuscript_finished"):
        drop_manuscript(manuscript=row, actor=officer)


def test_a_dropped_text_is_forgotten() -> None:
    officer = person("doc-van-ban", "coordinator", "20")
    row = read_manuscript(name="kh.txt", content=YOUTH.encode(), actor=officer)
    drop_manuscript(manuscript=row, actor=officer)
    row.refresh_from_db()
    assert (row.state, row.lines, row.proposals) == ("dropped", [], [])


@pytest.mark.django_db(transaction=True)
def test_two_confirm_the_same_text_at_once() -> None:
    officer = person("doc-van-ban", "coordinator", "20")
    row = read_manuscript(name="kh.txt", content=YOUTH.encode(), actor=officer)
    head = {"kind": "youth", "title": "Đoàn", "issuer_id": rows.committee().pk, "starts_on": date(2023, 2, 1),
            "ends_on": date(2023, 12, 31)}  # fmt: skip

    def confirm() -> Plan:
        return confirm_manuscript(manuscript=row, head=head, taken=[], actor=officer)

    met = at_once(confirm, confirm)
    assert sum(isinstance(one, Plan) for one in met) == 1 == Plan.objects.count()
    assert [one.code for one in met if isinstance(one, DomainError)] == ["programme_manuscript_finished"]


def test_the_pages_from_a_word_file_to_a_draft(client: Client) -> None:
    officer, issuer = person("doc-van-ban", "coordinator", "20"), rows.committee()
    client.force_login(officer)
    assert client.get(reverse("programmes:begin")).status_code == 200
    assert client.post(reverse("programmes:from-text"), {}).status_code == 400
    file = SimpleUploadedFile("kế hoạch.docx", word(*(line for line in PROVINCE.splitlines() if line)))
    sent = client.post(reverse("programmes:from-text"), {"x-file": file})
    row = Manuscript.objects.get()
    assert sent.status_code == 302 and sent["Location"].endswith(
        reverse("programmes:manuscript", args=[row.pk])
    )
    page = client.get(sent["Location"])
    html = page.content.decode()
    assert page.status_code == 200 and "Giữ 30 sản phẩm" in html and "115.350.000.000" in html
    form = page.context["head"]
    data = {name: form[name].value() or "" for name in form.fields if name not in ("seen", "version")}
    data |= {"issuer": issuer.pk, "is_public": ""}
    for one in page.context["asked"].forms:
        for name in one.fields:
            value = one[name].value()
            if value not in (None, False, ""):
                data[one.add_prefix(name)] = one.fields[name].prepare_value(value)
    wrong = client.post(sent["Location"], {**data, "p9999-x": "1", "title": ""})
    assert wrong.status_code == 400 and not Plan.objects.exists()
    done = client.post(sent["Location"], data)
    assert done.status_code == 302, done.content.decode()[:4000]
    plan = Plan.objects.get()
    assert plan.number == "77" and plan.indicators.count() == 5 and plan.budget.count() == 3
    assert plan.stated_total_vnd == 115_350_000_000
    assert client.get(done["Location"]).status_code == 200
    assert client.get(sent["Location"])["Location"] == reverse("programmes:plan", args=[plan.pk])


def test_a_text_too_long_for_one_page_is_refused_in_words(client: Client) -> None:
    client.force_login(person("doc-van-ban", "coordinator", "20"))
    tasks = "\n".join(f"- Kết nối chợ đầu mối số {place}." for place in range(300))
    sent = client.post(reverse("programmes:from-text"), {"x-text": f"KẾ HOẠCH\nBán na\nI. NHIỆM VỤ\n{tasks}"})
    assert sent.status_code == 400 and "hãy chia văn bản" in sent.content.decode()
    assert not Manuscript.objects.exists()


def test_a_text_is_its_readers_own(client: Client) -> None:
    row = read_manuscript(
        name="kh.txt", content=YOUTH.encode(), actor=person("doc-van-ban", "coordinator", "20")
    )
    client.force_login(person("nguoi-khac", "coordinator", "20"))
    assert client.get(reverse("programmes:manuscript", args=[row.pk])).status_code == 404
    client.force_login(person("nguoi-xem", "viewer", "20"))
    assert client.get(reverse("programmes:begin")).status_code == 403


def test_template_and_last_year_by_their_pages(client: Client) -> None:
    issuer = rows.committee()
    client.force_login(person("viet-mau", "coordinator", "20"))
    days = {"starts_on": "2022-01-01", "ends_on": "2022-12-31", "issuer": issuer.pk}
    once = {"once_token": "7f1c1f0e-5d7c-4a44-9e0a-6c8f6a3b2d11"}
    form = {f"t-{k}": v for k, v in {**days, "kind": "ocop"}.items()} | once
    sent = client.post(reverse("programmes:from-template"), form)
    assert client.post(reverse("programmes:from-template"), form)["Location"] == sent["Location"]
    plan = Plan.objects.get()
    assert sent["Location"] == reverse("programmes:checks", args=[plan.pk])
    last = {**days, "last": plan.pk, "starts_on": "2023-01-01", "ends_on": "2023-12-31"}
    assert (
        client.post(reverse("programmes:from-last"), {f"l-{k}": v for k, v in last.items()}).status_code
        == 302
    )
    assert Plan.objects.get(continues=plan).title.endswith("năm 2023")
    bad = client.post(
        reverse("programmes:from-template"),
        {f"t-{k}": v for k, v in {**days, "ends_on": "2021-01-01"}.items()},
    )
    assert bad.status_code == 400 and Plan.objects.count() == 2


def test_the_checks_page(client: Client) -> None:
    plan = rows.plan(starts_on=date(2023, 2, 1), ends_on=date(2023, 12, 31), title="Kết nối năm 2023")
    rows.task(plan, "Báo cáo trước ngày 30/10/2022 để tổng hợp", due_on=date(2023, 12, 31))
    client.force_login(person("dieu-phoi", "coordinator", "20"))
    address = reverse("programmes:checks", args=[plan.pk])
    page = client.get(address)
    html = page.content.decode()
    assert "Hạn ghi “30/10/2022” trước thời gian thực hiện" in html and "30/10/2023" in html
    key = next(one.finding.key for one in page.context["page"] if one.finding.rule == "text_before_period")
    assert (
        "30/10/2022" not in client.get(f"{address}?tim=khong-co-gi").content.decode().split("<ul class")[-1]
    )
    sheet = client.get(f"{address}?xuat=csv")
    assert sheet.status_code == 200 and "Hạn ghi" in b"".join(
        sheet.streaming_content if sheet.streaming else [sheet.content]
    ).decode("utf-8-sig")
    aside = client.post(
        reverse("programmes:check-dismiss", args=[plan.pk, key]), {"reason": "kỳ trước"}, follow=True
    )
    assert "Đã bỏ qua" in aside.content.decode()
    dismissal = plan.dismissals.get()
    client.post(reverse("programmes:check-withdraw", args=[plan.pk, dismissal.pk]))
    client.post(reverse("programmes:check-mend", args=[plan.pk, key, 0]))
    assert "30/10/2023" in plan.tasks.get().text
    client.force_login(person("noi-khac", "coordinator", "91"))
    assert client.get(address).status_code == 404
    assert client.post(reverse("programmes:check-mend", args=[plan.pk, key, 0])).status_code == 404
