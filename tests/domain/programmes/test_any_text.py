"""Whatever text is read in: it is recognised and checked, or refused in words; nothing else happens."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.domain.programmes.checking import check, wording
from cungcau.domain.programmes.drafting import lines_of, recognise, sheet_of_text
from cungcau.kernel.errors import DomainError
from tests.domain.programmes.sheet_rows import PLACES, around

PIECES = st.sampled_from(
    [
        "KẾ HOẠCH", "I. MỤC TIÊU", "II. NHIỆM VỤ", "3.6 Xúc tiến", "IV. KINH PHÍ", "V. TỔ CHỨC THỰC HIỆN", "Nơi nhận:",
        "- Lưu: VT.", "TM. ỦY BAN", "CHỦ TỊCH", "1. Sở Công Thương: chủ trì, phối hợp với Sở Y tế",
        "- thêm từ 50 sản phẩm",
        "60-70 tổ chức", "trước ngày 30/10/2022", "chậm nhất 31/4/2021", "giai đoạn 2025 - 2021", "năm 2023",
        "Thời gian thực hiện: từ tháng 12 đến tháng 2/2021",
        "tổng kinh phí 115.350 triệu đồng, trong đó: 1 triệu đồng; 2 tỷ",
        "xã Tân Mỹ, Hoàng Việt và huyện Văn Lãng", "Số: 129/KH-UBND", "Lạng Sơn, ngày 31 tháng 2 năm 2021",
        "(", ")", ";",
        "**", "99999999999999999999 tấn", "0 sản phẩm", "5,5 - 1 tấn", "trước ngày 00/00/0000", "|",
        "\x00", "ß", "²³ xã",
    ]
)  # fmt: skip


@settings(max_examples=250)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), min_size=1, max_size=25), st.booleans())
def test_any_text_is_read_or_refused(pieces: list[str], broken: bool) -> None:
    text = ("\n" if broken else " \n").join(pieces)
    try:
        proposals = recognise(lines_of("bất kỳ.txt", text.encode("utf-8", "ignore")))
        sheet = sheet_of_text("bất kỳ.txt", proposals, year=2021)
    except DomainError as refused:
        assert refused.code == "programme_text_unreadable"
        return
    for one in check(sheet, around(today=date(2026, 1, 1), places=PLACES)):
        assert wording.sentence(one) and wording.where(one.row)
        assert all(wording.offer(mend) for mend in one.mends)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"%PDF"):
        try:
            assert lines_of("tệp", start + content)
        except DomainError as refused:
            assert refused.code == "programme_text_unreadable"
