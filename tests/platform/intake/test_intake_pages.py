"""The pages: from the list of doors to the rows written, as a person meets them."""

from __future__ import annotations

import json
import re
from html import unescape
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from goods_door import SEASON, codes, table, workbook
from openpyxl import load_workbook
from people import client_of

from cungcau.platform.accounts.models import User
from cungcau.platform.intake import services, states
from cungcau.platform.intake.models import Intake
from cungcau.platform.jobs import runner

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")
ROWS = ("n1,Hồng,1.5,Loại 1,", "n2,Na,2,Loai I,xa", "n3,Hồi,ít,,")


def words(response: HttpResponse) -> str:
    html = response.content.decode()
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]))
    )


def bytes_of(response: object) -> bytes:
    assert isinstance(response, FileResponse | StreamingHttpResponse)
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def send(client: Client, content: bytes, name: str = "hàng.csv", **given: object) -> HttpResponse:
    data = {
        "intake_id": str(uuid4()),
        "file": SimpleUploadedFile(name, content),
        "source": "Báo cáo",
        "season": "2021",
    }
    return client.post("/nhap-bang/loai/test.goods/", {**data, **given})


def work(intake: Intake) -> Intake:
    intake.refresh_from_db()
    assert intake.job_id is not None
    runner.run(intake.job_id)
    intake.refresh_from_db()
    return intake


@pytest.fixture
def client(officer: User) -> Client:
    return client_of(officer)


@pytest.fixture
def previewed(client: Client) -> Intake:
    send(client, table(*ROWS))
    return work(Intake.objects.get())


def test_doors_are_shown_to_those_who_may_use_them(client: Client, stranger: User) -> None:
    page = client.get("/nhap-bang/")
    assert "Nông sản thử" in words(page)
    assert 'href="/nhap-bang/"' in page.content.decode()
    other = client_of(stranger)
    assert "Nông sản thử" not in words(other.get("/nhap-bang/"))
    for path in ("/nhap-bang/loai/test.goods/", "/nhap-bang/loai/test.goods/mau.xlsx"):
        assert other.get(path).status_code == 403
    assert client.get("/nhap-bang/loai/khong.co/").status_code == 404
    assert Client().get("/nhap-bang/").status_code == 302


def test_the_template_has_headers_an_example_and_instructions(client: Client) -> None:
    book = load_workbook(BytesIO(bytes_of(client.get("/nhap-bang/loai/test.goods/mau.xlsx"))))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert (rows[0][:3], rows[1][:3]) == (
        ["Mã nông sản", "Tên nông sản", "Sản lượng (kg)"],
        ["hong", "Hồng", 1500],
    )
    about = {row[0].value: [cell.value for cell in row] for row in book["Hướng dẫn"].iter_rows(min_row=2)}
    assert about["Mã nông sản"][1] == "có"
    assert about["Loại"][5] == "Loại 1, Loại 2"


def test_a_file_is_sent_previewed_mended_and_written(client: Client) -> None:
    answer = send(client, table(*ROWS))
    intake = Intake.objects.get()
    assert answer.headers["Location"] == f"/nhap-bang/{intake.pk}/"
    assert "data-poll-url" in client.get(answer.headers["Location"]).content.decode()
    work(intake)
    page = words(client.get(f"/nhap-bang/{intake.pk}/"))
    for text in (
        "Dòng mới 1",
        "Dòng lỗi 2",
        "Không đọc: Ghi chú",
        "Ghi các dòng đúng, trả lại dòng lỗi",
        "“Loai I”",
        "Loại 1",
    ):
        assert text in page
    fixed = client.post(
        f"/nhap-bang/{intake.pk}/sua",
        {"n": ["1", "2", "3"], "cot-1": "grade", "gia-tri-1": "Loai I", "chon-1": "=Loại 1", "khac-1": "",
         "cot-2": "output_kg", "gia-tri-2": "ít", "khac-2": "300 kg", "cot-3": "grade", "chon-3": "giu"},
    )  # fmt: skip
    assert fixed.status_code == 302
    assert work(intake).faults == 0
    assert "Ghi tất cả" in words(client.get(f"/nhap-bang/{intake.pk}/"))
    client.post(f"/nhap-bang/{intake.pk}/ghi")
    work(intake)
    assert (intake.state, codes()) == (states.APPLIED, {"n1", "n2", "n3"})
    done = words(client.get(f"/nhap-bang/{intake.pk}/"))
    assert "Đã ghi lúc" in done
    assert "Xem những gì đã ghi" in done
    send(client, table(*ROWS))
    again = work(Intake.objects.exclude(pk=intake.pk).get())
    assert "Chính tệp này đã được ghi lúc" in words(client.get(f"/nhap-bang/{again.pk}/"))


def test_accepting_all_single_proposals(client: Client, previewed: Intake) -> None:
    client.post(f"/nhap-bang/{previewed.pk}/sua", {"nhan-het": "1"})
    assert work(previewed).faults == 1
    before = previewed.state
    assert client.post(f"/nhap-bang/{previewed.pk}/sua", {}).status_code == 302
    previewed.refresh_from_db()
    assert previewed.state == before


def test_pasted_cells_come_in(client: Client) -> None:
    pasted = "Mã nông sản\tTên nông sản\tSản lượng (tạ)\nn1\tHồng\t1,5\n"
    send(client, b"", file="", pasted=pasted)
    intake = work(Intake.objects.get())
    assert (intake.file_name, intake.created, intake.faults) == ("bảng dán.tsv", 1, 0)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"file": ""}, "Hãy chọn một tệp"),
        ({"pasted": "a\tb"}, "Chỉ gửi tệp hoặc chỉ dán"),
        ({"source": ""}, "trường này"),
        ({"season": ""}, "trường này"),
        ({"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0" + bytes(99))}, "tệp Excel đời cũ"),
        ({"intake_id": "x"}, "tải lại trang"),
    ],
)
def test_what_cannot_be_sent_is_said_by_its_field(
    client: Client, given: dict[str, object], said: str
) -> None:
    answer = send(client, table(*ROWS), **given)
    assert answer.status_code == 400
    assert said.lower() in unescape(answer.content.decode()).lower()
    assert not Intake.objects.exists()


def test_columns_are_matched_by_selects(client: Client) -> None:
    rows = [["Mã", "Tên nông sản", "SL"], ["n1", "Hồng", 2]]
    send(
        client, workbook({"Xã A": rows, "Xã B": [["Mã", "Tên nông sản", "SL"], ["n2", "Na", 3]]}), "hàng.xlsx"
    )
    intake = Intake.objects.get()
    assert client.get(f"/nhap-bang/{intake.pk}/").headers["Location"] == f"/nhap-bang/{intake.pk}/ghep-cot"
    page = client.get(f"/nhap-bang/{intake.pk}/ghep-cot")
    assert "Chưa thấy" in words(page)
    assert '<option value="SL">' in page.content.decode()
    data = {"trang": ["Xã A", "Xã B"], "cot-code": "Mã", "cot-name": "Tên nông sản", "cot-output_kg": "SL",
            "season": "2021", "don-vi-output_kg": "tấn", "cot-grade": ""}  # fmt: skip
    assert client.post(f"/nhap-bang/{intake.pk}/ghep-cot", {**data, "season": ""}).status_code == 400
    client.post(f"/nhap-bang/{intake.pk}/ghep-cot", data)
    work(intake)
    assert (intake.state, intake.created) == (states.PREVIEWED, 2)
    client.post(f"/nhap-bang/{intake.pk}/ghi")
    work(intake)
    assert codes() == {"n1", "n2"}
    wrong = client.post(f"/nhap-bang/{intake.pk}/ghep-cot", data)
    assert wrong.status_code == 409


def test_faults_are_listed_filtered_and_taken_away(client: Client, previewed: Intake) -> None:
    path = f"/nhap-bang/{previewed.pk}/loi/"
    assert "dòng 3" in words(client.get(path))
    assert "dòng 3" not in words(client.get(path, {"cot": "output_kg"}))
    assert "dòng 4" in words(client.get(path, {"q": "khối lượng"}))
    assert "Không có ô lỗi nào khớp" in words(client.get(path, {"q": "zzz"}))
    lines = bytes_of(client.get(path, {"cot": "grade", "xuat": "csv"})).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    book = load_workbook(BytesIO(bytes_of(client.get(f"/nhap-bang/{previewed.pk}/dong-loi.xlsx"))))
    assert next(row[-1].value for row in book.worksheets[0].iter_rows()) == "Lý do"
    assert bytes_of(client.get(f"/nhap-bang/{previewed.pk}/tep")) == table(*ROWS)


def test_history_is_searched_filtered_sorted_and_taken_away(
    client: Client, previewed: Intake, stranger: User
) -> None:
    services.bring_in("test.goods", table("n9,Vải,1,,"), "vải thiều.csv", SEASON, "Sở", actor=previewed.owner)
    path = "/nhap-bang/da-gui/"
    assert "vải thiều.csv" in words(client.get(path))
    assert "vải thiều.csv" not in words(client.get(path, {"q": "hang"}))
    assert "hàng.csv" not in words(client.get(path, {"q": "vai thieu", "state": "applied"}))
    assert "Không có bảng nào khớp" in words(client.get(path, {"q": "không có"}))
    assert client.get(path, {"state": "lạ"}).status_code == 400
    names = bytes_of(client.get(path, {"sort": "file_name", "xuat": "csv"})).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in names[1:]] == ["hàng.csv", "vải thiều.csv"]
    assert "Chưa gửi bảng nào" in words(client_of(stranger).get(path))


def test_others_find_nothing(previewed: Intake, stranger: User, administrator: User) -> None:
    paths = [f"/nhap-bang/{previewed.pk}/{rest}" for rest in ("", "loi/", "tep", "dong-loi.xlsx", "ghep-cot")]
    assert {client_of(stranger).get(path).status_code for path in paths} == {404}
    assert {client_of(administrator).get(path).status_code for path in paths} == {200}
    assert client_of(stranger).post(f"/nhap-bang/{previewed.pk}/ghi").status_code == 404


def test_stop_and_discard(client: Client) -> None:
    send(client, table(*ROWS))
    intake = Intake.objects.get()
    client.post(f"/nhap-bang/{intake.pk}/dung")
    intake.refresh_from_db()
    assert intake.state == states.UPLOADED
    client.post(f"/nhap-bang/{intake.pk}/bo")
    intake.refresh_from_db()
    assert intake.state == states.DISCARDED
    assert client.get(f"/nhap-bang/{intake.pk}/").status_code == 200


def test_query_counts_are_known(client: Client, previewed: Intake) -> None:
    for number in range(3):
        services.bring_in(
            "test.goods", table("n9,Vải,1,,"), f"{number}.csv", SEASON, "Sở", actor=previewed.owner
        )
    base = f"/nhap-bang/{previewed.pk}/"
    pages = {"doors": "/nhap-bang/", "send": "/nhap-bang/loai/test.goods/", "show": base, "faults": f"{base}loi/",
             "match": f"{base}ghep-cot", "history": "/nhap-bang/da-gui/"}  # fmt: skip
    counted = {}
    for name, path in pages.items():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        counted[name] = len(seen)
    assert counted == json.loads(COUNTS.read_text(encoding="utf-8"))
