"""Grades and sizes: "loại 1", "L2", "hàng xô", "loại 1-2", "3 quả/kg", "loại 2 lạng"."""

from __future__ import annotations

from cungcau.kernel.vntext.chat.line import Hit, Line
from cungcau.kernel.vntext.chat.proposal import Grade
from cungcau.kernel.vntext.folding import fold
from cungcau.kernel.vntext.grammar.measures import unit
from cungcau.kernel.vntext.grammar.tokens import Phrases, listed

_KIND: Phrases[None] = listed("loại|hạng|phẩm cấp|hàng loại")
_NAMES: Phrases[str] = Phrases(
    {
        "nhất": "1", "một": "1", "nhì": "2", "hai": "2", "ba": "3", "bốn": "4", "tư": "4", "i": "1", "ii": "2",
        "iii": "3", "a": "A", "b": "B", "c": "C", "d": "D", "đặc biệt": "dac biet", "đb": "dac biet",
        "vip": "vip", "xô": "xo", "thường": "thuong", "đẹp": "dep", "to": "to", "nhỏ": "nho", "vừa": "vua",
        "ngon": "ngon", "dạt": "dat", "xuất khẩu": "xuat khau", "xk": "xuat khau",
    }
)  # fmt: skip
_ALONE: Phrases[str] = Phrases(
    {
        "hàng đặc biệt": "dac biet", "đặc biệt": "dac biet", "hàng xô": "xo", "xô": "xo", "bán xô": "xo",
        "hàng chợ": "cho", "hàng dạt": "dat", "hàng vip": "vip", "vip": "vip", "hàng đẹp": "dep",
        "hàng xuất khẩu": "xuat khau", "hàng a": "A", "hàng b": "B", "hàng c": "C",
    },
    spelled=("xô", "đặc biệt"),
)  # fmt: skip
_SIZE: Phrases[None] = Phrases(dict.fromkeys(("cỡ", "size", "sai", "kích cỡ")), spelled=("cỡ", "sai"))
_PIECE: Phrases[None] = listed("quả|trái|lạng|củ|bắp")
_PER: Phrases[None] = listed("/|một|1|mỗi|trên")
_WHOLE: Phrases[None] = listed("kg|cân|ký|kí|kilo|quả|trái")
_MOST = 5


def grade_at(line: Line, i: int) -> Hit | None:
    """The grade that begins at ``i``; two grades in one word ("loại 1-2") are a question."""
    found = line.at(_KIND, i)
    if found is not None:
        first = _code(line, found[1])
        if first is not None:
            code, j = first
            return _mixed(line, i, j, code) or _hit(line, i, j, code)
    if line.fold(i) == "l" and _figure(line, i + 1) and line.tokens[i + 1].glued:
        return _mixed(line, i, i + 2, line.tokens[i + 1].text) or _hit(
            line, i, i + 2, line.tokens[i + 1].text
        )
    alone = line.at(_ALONE, i)
    return _hit(line, i, alone[1], alone[0]) if alone is not None else None


def size_at(line: Line, i: int) -> Hit | None:
    """The size words that begin at ``i``: "cỡ to", "3-4 quả/kg", "loại 2 lạng"."""
    start = next((end for table in (_KIND, _SIZE) if (end := (line.at(table, i) or (None, 0))[1])), 0)
    j: int | None = _pieces(line, start or i)
    if j is None and start and line.at(_SIZE, i) and start < len(line.tokens):
        j = start + 1 if line.word(start) or line.tokens[start].numeral else None
    if j is None:
        return None
    return Hit("size", line.slot(i, j, line.text(i, j)), i, j)


def _hit(line: Line, i: int, j: int, code: str) -> Hit:
    words = line.text(i, j)
    return Hit("grade", line.slot(i, j, Grade(words, code)), i, j)


def _figure(line: Line, i: int) -> bool:
    token = line.tokens[i] if i < len(line.tokens) else None
    return token is not None and token.whole and len(token.text) == 1 and 1 <= int(token.text) <= _MOST


def _code(line: Line, i: int) -> tuple[str, int] | None:
    """The grade's code at ``i``, unless the figure there counts something ("loại 2 lạng")."""
    if _figure(line, i):
        counts = unit(line.scan, i + 1) and (
            line.at(_PIECE, i + 1) or line.fold(i + 1) in ("kg", "g", "gram")
        )
        return None if counts else (line.tokens[i].text, i + 1)
    found = line.at(_NAMES, i)
    return found if found is not None else None


def _mixed(line: Line, i: int, j: int, code: str) -> Hit | None:
    """Two grades said together: mixed, or each with its own quantity?"""
    if line.fold(j) not in ("-", "+", "&", "/", ",", "va"):
        return None
    k = j + 1
    if line.fold(k) == "l" and k + 1 < len(line.tokens) and line.tokens[k + 1].glued:
        k += 1
    elif (kind := line.at(_KIND, k)) is not None and line.fold(j) not in (",", "va"):
        k = kind[1]
    if not _figure(line, k) or line.tokens[k].text == code or _counting(line, k + 1):
        return None
    readings = (Grade(line.text(i, j), code), Grade(line.text(k, k + 1), line.tokens[k].text))
    words = line.text(i, k + 1)
    asked = f"«{words}»: hai loại để lẫn, hay mỗi loại bao nhiêu kg?"
    return Hit("grade", line.slot(i, k + 1, None, readings=readings, question=asked), i, k + 1)


def _counting(line: Line, i: int) -> bool:
    """Whether what stands at ``i`` makes the figure before it a quantity, a date or a price."""
    if i >= len(line.tokens):
        return False
    token = line.tokens[i]
    return (
        bool(unit(line.scan, i)) or token.text in "-/.,:%" or token.numeral or fold(token.text) in ("k", "tr")
    )


def _pieces(line: Line, i: int) -> int | None:
    """The end of "3-4 quả/kg", "2 lạng", "2 lạng một quả"."""
    if i >= len(line.tokens) or not line.tokens[i].numeral:
        return None
    j = i + 1
    if line.fold(j) == "-" and j + 1 < len(line.tokens) and line.tokens[j + 1].numeral:
        j += 2
    piece = line.at(_PIECE, j)
    if piece is None:
        return None
    per = line.at(_PER, piece[1])
    whole = line.at(_WHOLE, per[1]) if per is not None else None
    return whole[1] if whole is not None else (piece[1] if line.fold(j) == "lang" else None)
