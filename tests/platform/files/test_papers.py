"""Papers people send: taken by what they are, refused when they act, kept whole."""

from __future__ import annotations

import hashlib
import io
import time
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.pdf_files import packed, pdf, stream

from cungcau.kernel.errors import DomainError
from cungcau.platform.documents.services import Paper, Paragraph, Signature, to_pdf
from cungcau.platform.files import papers, pdf_check
from cungcau.platform.ui.messages import answer


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def picture(kind: str = "PNG", side: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "green").save(out, kind)
    return out.getvalue()


def test_a_plain_pdf_is_kept_as_it_is(tmp_path: Path) -> None:
    content = pdf(pages=3)
    kept = papers.keep(content, "giay.pdf")
    assert (kept.mime, kept.pages, kept.bytes) == (papers.PDF, 3, len(content))
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert papers.path_of(kept.sha256, kept.mime).read_bytes() == content
    assert papers.keep(content, "ten-khac.pdf") == kept
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1


def test_our_own_papers_pass() -> None:
    paper = Paper(
        organisation="HTX", subject="Thử", place="Lạng Sơn", day=date(2026, 6, 1),
        body=(Paragraph("Chữ"),), signature=Signature(("A",)),
    )  # fmt: skip
    assert pdf_check.check(to_pdf(paper)) == pdf_check.Checked("", 1)


def test_a_scanned_picture_in_a_pdf_passes() -> None:
    out = io.BytesIO()
    Image.effect_noise((600, 800), 90).save(out, "PDF")
    assert papers.keep(out.getvalue(), "quet.pdf").pages == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew(kind: str) -> None:
    hidden = picture(kind) + b"<script>alert(1)</script>"
    kept = papers.keep(hidden, "anh.pdf")
    assert (kept.mime, kept.pages) == (papers.JPEG, None)
    assert b"script" not in papers.path_of(kept.sha256, kept.mime).read_bytes()


ACTION = b"<< /S /JavaScript /JS (app.alert(1)) >>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(ACTION), "paper_has_script"),
        (pdf(catalog=b"/OpenAction << /S /J#61vaScript /#4AS 4 0 R >>"), "paper_has_script"),
        (pdf(packed(b"5 0 " + ACTION)), "paper_has_script"),
        (pdf(packed(b"5 0 " + ACTION, name=b"/#54ype /#4FbjStm")), "paper_has_script"),
        (pdf(packed(b"5 0 " + ACTION, name=b"")), "paper_has_script"),
        (pdf(packed(b"5 0 " + ACTION, head=b"/X (1 0 obj) /Y (endobj obj)")), "paper_has_script"),
        (pdf(b"(an upstream\n)", packed(b"5 0 " + ACTION)), "paper_has_script"),
        (pdf(stream(b"", b"9 0 obj " + ACTION + b" endobj")), "paper_has_script"),
        (pdf(packed(b"5 0 << /S /Launch /F (a.exe) >>")), "paper_starts_programs"),
        (pdf(b"<< /S /Launch /F (cmd.exe) >>"), "paper_starts_programs"),
        (pdf(b"<< /Type /Filespec /EF << /F 9 0 R >> >>"), "paper_has_files_inside"),
        (pdf(catalog=b"/Names << /EmbeddedFiles 9 0 R >>"), "paper_has_files_inside"),
        (pdf(b"<< /S /SubmitForm /F (http://x) >>"), "paper_sends_itself"),
        (pdf(tail=b"trailer << /Encrypt 9 0 R >>\n"), "paper_locked"),
        (pdf()[:-8], "paper_unreadable"),
        (b"%PDF-1.7\nnothing\n%%EOF", "paper_unreadable"),
        (pdf(stream(b"/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode", b"abc")), "paper_unreadable"),
        (pdf(packed(b"5 0 <<>>", head=b"/DecodeParms << /Predictor 12 >>")), "paper_unreadable"),
        (pdf(b"<< /Length 5 >>\nstream\nabc"), "paper_unreadable"),
        (pdf(pages=501), "paper_too_long"),
        (b"PK\x03\x04rest of a docx", "paper_of_unknown_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "paper_of_unknown_type"),
        (b" %PDF-1.7", "paper_of_unknown_type"),
        (b"\x89PNG\r\n\x1a\nbroken", "paper_picture_unreadable"),
    ],
)
def test_what_acts_or_cannot_be_looked_through_is_refused_with_the_reason(content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        papers.keep(content, "hop-dong.pdf")
    assert refused.value.code == code
    assert "hop-dong.pdf" in answer(refused.value).vi
    assert "mã lỗi" not in answer(refused.value).vi


def test_a_picture_whose_bytes_look_like_a_name_is_no_script() -> None:
    body = b"\xff\xd8" + b"/JS /JavaScript /Launch" * 50
    assert papers.keep(pdf(stream(b"/Filter /DCTDecode /Subtype /Image", body)), "a.pdf").pages == 1


def test_files_that_would_unpack_to_very_much_are_refused_soon() -> None:
    bomb = zlib.compress(b"\0" * 200_000_000, 9)
    content = pdf(stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", bomb))
    many = pdf(tail=b"stream\n" * 500_000 + b"endstream\n")
    for one in (content, many):
        began = time.perf_counter()
        assert pdf_check.check(one).found == pdf_check.BROKEN
        assert time.perf_counter() - began < 20


def test_too_large_a_file_is_refused_by_the_set_limit(settings: Any) -> None:
    settings.PAPER_MOST_MB = 1
    with pytest.raises(DomainError, match="paper_too_large"):
        papers.keep(pdf(tail=b"%" + b"x" * 1_100_000 + b"\n"), "to.pdf")


def test_a_kept_file_is_answered_unable_to_act() -> None:
    kept = papers.keep(pdf(), "a.pdf")
    response = papers.shown(kept.sha256, kept.mime, "Giấy\r\nchứng nhận")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "\n" not in response["Content-Disposition"]
    response._resource_closers[-1]()
    with pytest.raises(DomainError, match="paper_missing"):
        papers.shown("0" * 64, kept.mime, "Giấy")
