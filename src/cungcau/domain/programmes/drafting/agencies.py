"""Agencies a text names, matched with those that are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cungcau.domain.programmes.drafting.proposals import Known
from cungcau.kernel.vntext import fold

NAMED = re.compile(
    r"^(?:Đề nghị\s+)?(?:Các\s+|các\s+)?(?:Sở|UBND|Ủy ban|Uỷ ban|Ban|Liên minh|Ngân hàng|Chi cục|Trung tâm|Hội|Đài|Báo"
    r"|Phòng|Văn phòng|Tổ công tác|Tỉnh đoàn|Huyện đoàn|Công an|Viễn thông|Cục|Bộ|Đoàn|chủ thể|Chủ thể|huyện|sở"
    r"|hợp tác xã|Hợp tác xã|HTX|doanh nghiệp|Doanh nghiệp|Mặt trận)\b"
)
"""How the name of an agency begins."""
_WITH = re.compile(
    r"phối hợp\s+(?:với\s+)?(?P<who>(?:Sở|UBND|Ủy ban|Ban|Liên minh|Trung tâm|Hội)[^.;:]{3,160})"
)
_STOP = re.compile(
    r"[\s,]+(?:tổ chức|triển khai|thực hiện|xây dựng|lựa chọn|cân đối|tăng cường|trong|để|chỉ đạo|kịp thời|hỗ trợ"
    r"|tham mưu|hướng dẫn|rà soát|tiếp tục|(?:và )?các (?:cơ quan|đơn vị|sở|ngành)|giám sát|liên hệ)\b"
)
_SPLIT = re.compile(r"(?:,\s+|;\s+|\s+và\s+)(?=Sở|UBND|Ủy ban|Ban|Liên minh|Trung tâm|Hội)")
_ABBREVIATED = (
    ("uy ban nhan dan", "ubnd"), ("nong nghiep va phat trien nong thon", "nnptnt"), ("nn&ptnt", "nnptnt"),
    ("hop tac xa", "htx"), ("van hoa, the thao va du lich", "vhttdl"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def same_name(name: str) -> str:
    """A name for comparison: folded, the usual long forms shortened, "tỉnh", "của" and punctuation left out."""
    said = fold(name)
    for long, small in _ABBREVIATED:
        said = said.replace(long, small)
    words = [word for word in re.findall(r"[a-z0-9]+", said) if word not in ("tinh", "cua", "de", "nghi")]
    return " ".join(words)


def match(name: str, known: Sequence[Known]) -> int | None:
    """The key of the one known agency of that name, or of the one whose name begins so; None where not sure."""
    wanted = same_name(name)
    if not wanted:
        return None
    exact = {one.key for one in known if wanted in (same_name(each) for each in one.names)}
    if len(exact) == 1:
        return exact.pop()
    begun = {one.key for one in known if any(same_name(each).startswith(f"{wanted} ") for each in one.names)}
    return begun.pop() if not exact and len(begun) == 1 else None


def lead_of(heading: str) -> str:
    """The agency a numbered heading names ("3. Sở Công Thương: …"), "" where it names none."""
    name = heading.split(":")[0].strip(" .;")
    return name.removeprefix("Đề nghị ").strip() if NAMED.match(name) and len(name) <= 160 else ""


def leads_of(heading: str) -> list[str]:
    """The agencies of a heading, one or several: "Sở Kế hoạch và Đầu tư; Sở Tài chính"."""
    name = lead_of(heading)
    return [part.strip() for part in name.split(";") if part.strip()] if name else []


def helpers_of(text: str) -> list[str]:
    """The agencies named behind "phối hợp với", in their order."""
    found: list[str] = []
    for named in _WITH.finditer(text):
        who = named["who"]
        stop = _STOP.search(f" {who}")
        who = who[: stop.start() - 1 if stop else None]
        for part in _SPLIT.split(who):
            name = part.strip(" ,.")
            if NAMED.match(name) and len(name) <= 120 and name not in found:
                found.append(name)
    return found
