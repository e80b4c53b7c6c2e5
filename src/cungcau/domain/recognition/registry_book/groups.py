"""The six groups of the programme under the names they have had.

Source: 26/2026/QĐ-TTg, Appendix I (six groups); 1048/QĐ-TTg (2019), which called them "ngành" and named some otherwise.
"""

from __future__ import annotations

from cungcau.reference.search import words

_NAMES = {
    "I": ("thực phẩm",),
    "II": ("đồ uống",),
    "III": ("dược liệu", "thảo dược", "sản phẩm từ dược liệu", "dược liệu và sản phẩm từ dược liệu"),
    "IV": (
        "thủ công mỹ nghệ", "hàng thủ công mỹ nghệ", "thủ công mỹ nghệ, trang trí", "lưu niệm nội thất trang trí",
        "lưu niệm", "nội thất", "trang trí", "vải và may mặc", "vải may mặc", "may mặc",
    ),
    "V": ("sinh vật cảnh",),
    "VI": (
        "du lịch", "dịch vụ du lịch", "du lịch cộng đồng", "du lịch nông thôn", "dịch vụ du lịch nông thôn",
        "dịch vụ du lịch nông thôn và bán hàng",
        "dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch",
    ),
}  # fmt: skip
_BY_NAME = {words(name): code for code, names in _NAMES.items() for name in names}
_LEADS = tuple(words(lead) for lead in ("nhóm sản phẩm", "nhóm ngành", "nhóm", "ngành hàng", "ngành", "hàng"))


def category_of(text: str) -> str:
    """The code of the group a text names ("Nhóm thực phẩm", "II", "Thảo dược"); blank where it names none."""
    said = words(text)
    upper = text.strip().strip(".").upper()
    if upper in _NAMES:
        return upper
    while said:
        if said in _BY_NAME:
            return _BY_NAME[said]
        lead = next((one for one in _LEADS if said.startswith(f"{one} ")), "")
        first, _blank, rest = said.partition(" ")
        if lead:
            said = said.removeprefix(f"{lead} ")
        elif rest and (first.isdigit() or set(first) <= set("ivx")):
            said = rest
        else:
            return ""
    return ""
