"""A table from upload to written rows: what is counted is true, nothing is half-written, nothing is lost."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import transaction
from goods_door import GOODS, SEASON, codes, table, workbook
from openpyxl import load_workbook

from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.intake import selectors, services, states
from cungcau.platform.intake.models import Intake
from cungcau.platform.intake.services import Brought, Fix
from cungcau.platform.intake.template_book import template_of
from cungcau.platform.jobs import runner
from cungcau.platform.jobs import services as jobs
from cungcau.reference.catalogue.models import Commodity

pytestmark = pytest.mark.django_db

GOOD = ("n1,Hồng,1.5,Loại 1,", "n2,Na,2,Loại 2,ghi thêm", "n3,Hồi,,,")
BAD = ("n4,Thạch,một ít,Loại 1,", "n5,Quýt,1,Loai I,", "n6,Chuối,1,Loai I,", ",Bưởi,1,,")


def sent(officer: User, *rows: str, go_on: bool = True, **given: object) -> Intake:
    facts = {"name": "hàng.csv", "content": table(*rows), "options": SEASON, "source": "Báo cáo thử", **given}
    return services.upload(door_kind="test.goods", actor=officer, go_on=go_on, **facts)  # type: ignore[arg-type]


def worked(intake: Intake) -> Intake:
    """The intake after its job has run."""
    intake.refresh_from_db()
    assert intake.job_id is not None
    runner.run(intake.job_id)
    intake.refresh_from_db()
    return intake


def counts(intake: Intake) -> tuple[int, ...]:
    return (intake.rows, intake.created, intake.changed, intake.unchanged, intake.faulty, intake.faults)


def brought(officer: User, *rows: str, **given: object) -> Brought:
    facts = {"name": "hàng.csv", "options": SEASON, "source": "Báo cáo thử", **given}
    return services.bring_in("test.goods", table(*rows), actor=officer, **facts)  # type: ignore[arg-type]


def test_a_sure_table_is_previewed_at_once_and_nothing_is_written(officer: User) -> None:
    intake = sent(officer, *GOOD)
    assert intake.state == states.READING
    worked(intake)
    assert (intake.state, counts(intake)) == (states.PREVIEWED, (3, 3, 0, 0, 0, 0))
    assert intake.unread == ["Ghi chú"]
    assert codes() == set()


def test_applying_writes_all_rows_once(officer: User) -> None:
    intake = worked(sent(officer, *GOOD))
    services.request_apply(intake=intake, actor=officer, keep_good=False)
    worked(intake)
    assert (intake.state, counts(intake), intake.applied_by) == (states.APPLIED, (3, 3, 0, 0, 0, 0), officer)
    assert codes() == {"n1", "n2", "n3"}
    assert Commodity.objects.get(code="n1").name_vi == "Hồng 1500"


def test_every_fault_is_named_with_what_may_be_meant_and_the_counts_are_of_the_rest(officer: User) -> None:
    intake = worked(sent(officer, *GOOD, *BAD))
    assert (intake.state, counts(intake)) == (states.PREVIEWED, (7, 3, 0, 0, 4, 4))
    seen = [(f.line, f.column, f.header, f.value, f.proposals) for f in selectors.faults_of(intake)]
    assert seen == [
        (5, "output_kg", "Sản lượng (tấn)", "một ít", []),
        (6, "grade", "Loại", "Loai I", ["Loại 1"]),
        (7, "grade", "Loại", "Loai I", ["Loại 1"]),
        (8, "code", "Mã nông sản", "", []),
    ]
    kinds = [selectors.kind_of(row) for row in selectors.fault_kinds(intake)]
    assert [(kind.value, kind.count, kind.first_line) for kind in kinds] == [
        ("Loai I", 2, 6),
        ("một ít", 1, 5),
        ("", 1, 8),
    ]


def test_a_number_with_two_readings_offers_both(officer: User) -> None:
    done = brought(officer, 'n1,Hồng,"5,550",,')
    (fault,) = done.faults
    assert (fault.value, fault.proposals) == ("5,550", ("5,55", "5550"))
    for text, kg in (("5,55", 5550), ("5550", 5_550_000)):
        assert brought(officer, 'n1,Hồng,"5,550",,', fixes=[Fix("output_kg", "5,550", text)]).written
        assert Commodity.objects.get(code="n1").name_vi == f"Hồng {kg}"


def test_with_faults_nothing_is_written_unless_the_good_rows_are_wanted(officer: User) -> None:
    intake = worked(sent(officer, *GOOD, *BAD))
    with pytest.raises(DomainError, match="faults_remain"):
        services.request_apply(intake=intake, actor=officer, keep_good=False)
    services.request_apply(intake=intake, actor=officer, keep_good=True)
    worked(intake)
    assert (intake.state, counts(intake), codes()) == (states.APPLIED, (7, 3, 0, 0, 4, 4), {"n1", "n2", "n3"})


def test_a_table_that_turned_faulty_since_its_preview_goes_back(officer: User) -> None:
    intake = worked(sent(officer, *GOOD))
    services.request_apply(intake=intake, actor=officer, keep_good=False)
    Intake.objects.filter(pk=intake.pk).update(mapping={"grade": {"header": "Ghi chú", "unit": ""}})
    worked(intake)
    assert (intake.state, intake.faulty, codes()) == (states.PREVIEWED, 1, set())


def test_fixes_of_one_kind_mend_all_equal_cells(officer: User) -> None:
    intake = worked(sent(officer, *GOOD, *BAD))
    assert services.accept_only_proposals(intake=intake, actor=officer) == 1
    fixes = [Fix("output_kg", "một ít", "400 kg"), Fix("code", "", "n8", line=8)]
    assert services.mend(intake=intake, fixes=fixes, actor=officer) == 2
    services.request_preview(intake=intake, actor=officer)
    worked(intake)
    assert counts(intake) == (7, 7, 0, 0, 0, 0)
    services.request_apply(intake=intake, actor=officer, keep_good=False)
    worked(intake)
    assert codes() == {"n1", "n2", "n3", "n4", "n5", "n6", "n8"}
    assert Commodity.objects.get(code="n4").name_vi == "Thạch 400"


def test_a_fix_may_be_mended_again(officer: User) -> None:
    intake = worked(sent(officer, *GOOD, *BAD))
    services.mend(intake=intake, fixes=[Fix("grade", "Loai I", "Loại 9")], actor=officer)
    services.request_preview(intake=intake, actor=officer)
    worked(intake)
    assert [f.value for f in selectors.faults_of(intake, column="grade")] == ["Loại 9", "Loại 9"]
    services.mend(intake=intake, fixes=[Fix("grade", "Loại 9", "Loại 2")], actor=officer)
    services.request_preview(intake=intake, actor=officer)
    assert worked(intake).faults == 2


def test_faulty_rows_come_back_with_reasons_and_go_in_again_as_they_are(officer: User) -> None:
    rows = [["Mã nông sản", "Tên nông sản", "SL cả vụ, tấn", "Loại", "Ghi chú"], ["n1", "Hồng", 1.5, "Loại 1", None],
            ["n2", "Na", 2.25, "Loại 3", "vườn xa"], ["n3", "Hồi", "ít", None, None]]  # fmt: skip
    mapping = {"output_kg": {"header": "SL cả vụ, tấn", "unit": ""}}
    done = services.bring_in(
        "test.goods", workbook({"Xã Tân Mỹ": rows}), "hàng.xlsx", SEASON, "Thử", actor=officer, keep_good=True,
        mapping=mapping, fixes=[Fix("output_kg", "ít", "0,4")],
    )  # fmt: skip
    assert (done.written, done.outcome.created, len(done.faults)) == (True, 2, 1)
    back = selectors.returned_of(done.intake)
    sheet = load_workbook(BytesIO(back)).worksheets[0]
    assert (sheet.title, [[cell.value for cell in row] for row in sheet.iter_rows()]) == (
        "Xã Tân Mỹ",
        [
            ["Mã nông sản", "Tên nông sản", "Sản lượng (tấn)", "Loại", "Ghi chú", "Lý do"],
            ["n2", "Na", 2.25, "Loại 3", "vườn xa", "Loại: “Loại 3” – cần Loại 1 hoặc Loại 2"],
        ],
    )
    again = services.bring_in(
        "test.goods", back, "lỗi.xlsx", SEASON, "Thử", actor=officer, fixes=[Fix("grade", "Loại 3", "Loại 2")]
    )
    assert (again.written, again.unread) == (True, ("Ghi chú",))
    assert Commodity.objects.get(code="n2").name_vi == "Na 2250"


def test_bringing_in_again_changes_instead_of_doubling_and_says_so(officer: User) -> None:
    first = brought(officer, *GOOD)
    second = brought(officer, *GOOD)
    assert (second.outcome.created, second.outcome.changed, second.outcome.unchanged) == (0, 0, 3)
    before = selectors.same_file_before(second.intake)
    assert before == first.intake
    third = brought(officer, "n1,Hồng,9,,", "n9,Vải,1,,")
    assert (third.outcome.created, third.outcome.changed) == (1, 1)
    assert selectors.same_file_before(third.intake) is None


def test_the_same_id_twice_is_one_intake(officer: User, administrator: User) -> None:
    pk = uuid4()
    one = sent(officer, *GOOD, intake_id=pk)
    assert sent(officer, *GOOD, intake_id=pk) == one
    assert Intake.objects.count() == 1
    for person, content in ((officer, table("n7,Vải,1,,")), (administrator, table(*GOOD))):
        with pytest.raises(DomainError, match="intake_id_taken"):
            sent(person, content=content, intake_id=pk)


def test_a_header_that_is_only_alike_waits_for_a_persons_word(officer: User) -> None:
    content = table("n1,Hồng,Loại 1", header="Mã nông sản,Tên nong sản phẩm,Loại")
    intake = sent(officer, content=content)
    assert intake.state == states.UPLOADED
    (seen,) = selectors.sheets_of(intake)
    assert dict(seen.matching.proposed) == {"name": 1}
    with pytest.raises(DomainError, match="no_sheet_fits"):
        services.bring_in("test.goods", content, "x.csv", SEASON, "Thử", actor=officer)
    services.request_preview(
        intake=intake, actor=officer, mapping={"name": {"header": "Tên nong sản phẩm", "unit": ""}}
    )
    assert worked(intake).created == 1


def test_several_sheets_are_read_and_another_thing_is_left(officer: User) -> None:
    header = ["Mã nông sản", "Tên nông sản"]
    sheets = {
        "Xã A": [header, ["n1", "Hồng"]],
        "Hướng dẫn": [["Cách điền"]],
        "Xã B": [["BẢNG 2"], header, ["n2", "Na"]],
    }
    done = services.bring_in("test.goods", workbook(sheets), "hai.xlsx", SEASON, "Thử", actor=officer)
    assert (done.outcome.created, done.unread) == (2, ("trang “Hướng dẫn”",))
    one = services.bring_in(
        "test.goods", workbook(sheets), "hai.xlsx", SEASON, "Thử", actor=officer, sheets=["Xã B"]
    )
    assert (one.outcome.unchanged, one.unread) == (1, ("trang “Xã A”", "trang “Hướng dẫn”"))


@pytest.mark.parametrize(
    ("content", "source", "code"),
    [
        (b"", "Thử", "file_unreadable"),
        (table(*GOOD), "  ", "source_missing"),
        (table(*GOOD), "a\x00", "text_not_storable"),
    ],
)
def test_what_is_refused_at_the_door_leaves_nothing(
    officer: User, content: bytes, source: str, code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        sent(officer, content=content, source=source)
    assert not Intake.objects.exists()


def test_without_the_doors_permission_nothing_comes_in(stranger: User) -> None:
    with pytest.raises(DomainError, match="not_allowed"):
        sent(stranger, *GOOD)
    with pytest.raises(DomainError, match="door_unknown"):
        services.bring_in("test.nothing", b"a", actor=stranger)


def test_only_owner_and_administrator_see_it(officer: User, administrator: User, make_user: object) -> None:
    intake = sent(officer, *GOOD)
    other = make_user("dieu.phoi.2", role="coordinator")  # type: ignore[operator]
    assert selectors.intake_for(administrator, intake.pk) == intake
    assert list(selectors.intakes_for(other)) == []
    for work in (
        lambda: selectors.intake_for(other, intake.pk),
        lambda: services.request_preview(intake=intake, actor=other),
        lambda: services.mend(intake=intake, fixes=[], actor=other),
        lambda: services.discard(intake=intake, actor=other),
    ):
        with pytest.raises(DomainError, match="intake_not_found"):
            work()


def test_a_refusal_of_the_whole_door_is_kept_as_a_sentence(officer: User) -> None:
    intake = worked(sent(officer, *GOOD, options={"season": "đóng"}))
    assert intake.state == states.FAILED
    assert "đóng" in intake.problem
    services.request_preview(intake=intake, actor=officer)
    assert intake.state == states.READING


def test_wrong_answers_beside_the_table_are_named(officer: User) -> None:
    with pytest.raises(InputInvalid) as refusal:
        services.bring_in("test.goods", table(*GOOD), "x.csv", {}, "Thử", actor=officer)
    assert [fault.column for fault in refusal.value.faults] == ["Mùa vụ"]


def test_a_stopped_reading_goes_back_and_a_stopped_writing_writes_nothing(officer: User) -> None:
    intake = sent(officer, *GOOD)
    assert intake.job is not None
    jobs.request_cancel(intake.job)
    intake.refresh_from_db()
    assert intake.state == states.UPLOADED
    services.request_preview(intake=intake, actor=officer)
    worked(intake)
    services.request_apply(intake=intake, actor=officer, keep_good=True)
    assert intake.job is not None
    type(intake.job).objects.filter(pk=intake.job_id).update(cancel_requested=True)
    worked(intake)
    assert (intake.state, codes()) == (states.PREVIEWED, set())


def test_each_step_is_in_the_trail(officer: User) -> None:
    intake = worked(sent(officer, *GOOD, *BAD))
    services.accept_only_proposals(intake=intake, actor=officer)
    services.request_preview(intake=intake, actor=officer)
    worked(intake)
    services.request_apply(intake=intake, actor=officer, keep_good=True)
    worked(intake)
    verbs = Entry.objects.filter(object_id=str(intake.pk)).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [
        "intake.uploaded", "intake.read", "intake.preview", "intake.mended", "intake.read", "intake.preview",
        "intake.apply", "intake.finish",
    ]  # fmt: skip
    assert "5 dòng mới" in Entry.objects.get(object_id=str(intake.pk), verb="intake.finish").sentence


def test_a_discarded_table_is_not_written(officer: User) -> None:
    intake = worked(sent(officer, *GOOD))
    services.discard(intake=intake, actor=officer)
    with pytest.raises(DomainError, match="verb_not_allowed"):
        services.request_apply(intake=intake, actor=officer, keep_good=True)


def test_bring_in_joins_the_callers_transaction(officer: User) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert brought(officer, *GOOD).written
        _ = 1 // 0
    assert (codes(), Intake.objects.count()) == (set(), 0)


def test_the_template_goes_in_as_it_is(officer: User) -> None:
    with template_of(GOODS) as file:
        content = file.read()
    done = services.bring_in("test.goods", content, "mẫu.xlsx", SEASON, "Thử", actor=officer)
    assert (done.written, done.outcome.created) == (True, 1)
    names = load_workbook(BytesIO(content)).sheetnames
    assert names == ["Nông sản thử", "Hướng dẫn", "Giá trị cho phép"]
