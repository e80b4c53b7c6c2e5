"""Who and where: "nhà chị Lan", "anh Hùng Tân Mỹ", "em có", "HTX Văn Lãng", "ở thôn Nà Mò"."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.kernel.vntext.chat.line import FILLERS, Hit, Line, words
from cungcau.kernel.vntext.chat.proposal import Lexicon, Person, Slot
from cungcau.kernel.vntext.folding import fold
from cungcau.kernel.vntext.grammar.measures import unit
from cungcau.kernel.vntext.grammar.tokens import Phrases, listed

_TITLE: Phrases[str] = Phrases(
    {
        word: word.removeprefix("nhà ").removeprefix("hộ ").removeprefix("gia đình ") if " " in word else word
        for base in (
            ["chị", "anh", "bác", "cô", "chú", "ông", "bà", "cậu", "dì", "thím", "mợ", "cụ", "mế", "già", "bạn", "o"]
        )
        for word in (base, f"nhà {base}", f"hộ {base}", f"gia đình {base}")
        if word != "o"
    }
    | {"nhà": "nhà", "hộ": "hộ", "gia đình": "hộ", "hộ nhà": "hộ"}
)  # fmt: skip
_GROUP: Phrases[str] = Phrases(
    {
        "htx": "HTX", "hợp tác xã": "HTX", "tổ hợp tác": "tổ hợp tác", "tht": "tổ hợp tác", "công ty": "công ty",
        "cty": "công ty", "doanh nghiệp": "doanh nghiệp", "nhóm hộ": "nhóm hộ", "vườn": "vườn",
    }
)  # fmt: skip
OWN: Phrases[str] = Phrases(
    {
        word: word.removeprefix("nhà ")
        for base in (
            "em",
            "e",
            "mình",
            "tôi",
            "tớ",
            "cháu",
            "con",
            "tui",
            "bọn em",
            "chúng em",
            "bên em",
            "chúng tôi",
        )
        for word in (base, f"nhà {base}")
    }
)
_SELF_NAMED = frozenset({"em", "cháu", "con", "bạn"})
_CALL: Phrases[None] = listed("ơi|oi|à|ạ|nhé|nha|nhá|êi|ới|cả nhà")
_ADDRESS: Phrases[None] = listed(
    "anh em|chị em|anh chị|anh chị em|bà con|ông bà|các anh|các chị|các bác|các cô|cô bác|cả nhà|mọi người|"
    "chị ơi|anh ơi|bác ơi|cô ơi|chú ơi|em ơi|ông ơi|bà ơi|cho anh|cho chị|cho em|cho bác"
)
_INITIALS = {"a": "anh", "c": "chị", "b": "bác"}
_MARKER: Phrases[None] = listed(
    "ở|tại|xã|thôn|bản|xóm|khu|phường|huyện|tỉnh|khối|tổ dân phố|thị trấn|đội|ấp|ở thôn|ở xã|ở bản|ở xóm|tại xã|"
    "tại thôn|bên xã|bên|dưới|trên"
)
_NEEDS_NAME = frozenset({"ban", "khu", "doi", "o", "ben", "duoi", "tren", "tai", "ap", "khoi", "tinh"})
_SURNAMES = words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý nông lương hứa vi lộc "
    "triệu mông chu đàm hà đinh trương đoàn mai tô lâm trịnh cao lưu phùng tạ đào thái hầu ma bế "
    "hoàn liễu lăng chung bàn lò quàng sùng giàng nguyen tran pham hoang phan dang bui ngo duong "
    "nong luong hua trieu dam dinh truong doan"
)
_LONGEST_NAME = 6


def addressed_at(line: Line, i: int) -> int | None:
    """The end of words that only call somebody: "chị ơi", "cả nhà"; None where there are none."""
    found = line.at(_ADDRESS, i)
    return found[1] if found is not None else None


def person_at(line: Line, i: int, *, named: bool, known: Lexicon) -> list[Hit]:
    """The person that begins at ``i``, with the place that may stand in their name; ``named``: there is one already."""
    group = line.at(_GROUP, i)
    if group is not None:
        return _called(line, i, group[1], group[0], known, group=True)
    found = line.at(_TITLE, i)
    if (
        found is None
        and line.fold(i) in _INITIALS
        and line.capital(i + 1)
        and not line.tokens[i].text.isupper()
    ):
        found = _INITIALS[line.fold(i)], i + 1 + (line.fold(i + 1) == ".")
    if found is not None:
        return _titled(line, i, found[0], found[1], named, known)
    nameless = None if known.place(_words(line, i)) else _untitled(line, i, named)
    if nameless is not None:
        return [nameless]
    own = line.at(OWN, i)
    if own is None or named or _is_call(line, own[1]):
        return []
    if own[0] in _SELF_NAMED and line.capital(own[1]) and not line.at(FILLERS, own[1]):
        return _called(line, i, own[1], own[0], known)
    return [Hit("who", line.slot(i, own[1], Person(own[0], "", myself=True)), i, own[1])]


def _words(line: Line, i: int) -> str:
    return " ".join(line.tokens[k].text for k in _run(line, i))


def _untitled(line: Line, i: int, named: bool) -> Hit | None:
    """A full name without a title: sure with Văn or Thị in it, else it may be a place ("Hoàng Việt")."""
    if named or not line.capital(i) or not _is_surname(line.tokens[i].text):
        return None
    run = _run(line, i)
    if not 2 <= len(run) <= 4:
        return None
    words, end = [line.tokens[k].text for k in run], run[-1] + 1
    person = Person("", " ".join(words))
    if len(run) > 2 and fold(words[1]) in ("van", "thi"):
        return Hit("who", line.slot(i, end, person), i, end)
    asked = f"«{person.name}» là tên người hay tên nơi?"
    return Hit("who", line.slot(i, end, None, readings=(person,), question=asked), i, end)


def _titled(line: Line, i: int, title: str, j: int, named: bool, known: Lexicon) -> list[Hit]:
    bare = all(token.bare for token in line.tokens[i:j])
    short = bare and j == i + 1 and line.fold(i) in ("co", "ba", "chu", "ong", "bac", "gia", "ban", "o")
    if _is_call(line, j) or (short and (named or not line.capital(j))):
        return []
    if line.fold(i) in ("nha", "ho", "vuon") and j == i + 1 and (named or not line.capital(j)):
        return []
    if named and not line.capital(j):
        return []
    run = _run(line, j)
    if not run:
        if named:
            return []
        asked = f"«{line.text(i, j)}» là ai?"
        readings = (Person(title, "", myself=True),)
        return [Hit("who", line.slot(i, j, None, readings=readings, question=asked), i, j)]
    return _called(line, i, j, title, known)


def _is_call(line: Line, j: int) -> bool:
    return line.at(_CALL, j) is not None


def _called(line: Line, i: int, j: int, title: str, known: Lexicon, *, group: bool = False) -> list[Hit]:
    """The name after a title: how many of the words are the name, how many a place or a commodity?"""
    run = _run(line, j)
    if not run:
        return [Hit("who", line.slot(i, j, Person(title, "")), i, j)] if group else []
    words = [line.tokens[k].text for k in run]
    cut, sure = _cut(line, run, words, known, group)
    end = run[-1] + 1
    if sure:
        stop = run[cut - 1] + 1
        hits = [Hit("who", line.slot(i, stop, Person(title, " ".join(words[:cut]))), i, stop)]
        if stop < end and known.place(" ".join(words[cut:])):
            hits.append(Hit("place", line.slot(stop, end, " ".join(words[cut:])), stop, end))
        return hits
    if words[0][0].islower() and len(words) == 2:
        two = (Person(title, words[0]), Person(title, " ".join(words)))
        asked = f"«{' '.join(words)}»: tên người là «{words[0]}» hay «{' '.join(words)}»?"
        stop = run[0] + 1
        return [Hit("who", line.slot(i, stop, None, readings=two, question=asked), i, stop)]
    cuts = [k for k in _cuts(len(words), _is_surname(words[0])) if k < len(words)]
    people = tuple(Person(title, " ".join(words[:k])) for k in (*cuts, len(words)))
    places = tuple(" ".join(words[k:]) for k in cuts)
    names = " hay ".join(f"«{person.name}»" for person in people)
    asked = f"«{' '.join(words)}»: tên người là {names}?"
    stop = run[cuts[0] - 1] + 1
    place: Slot[object] = line.slot(stop, end, None, readings=places, question=asked)
    who: Slot[object] = line.slot(i, stop, None, readings=people, question=asked)
    return [Hit("who", who, i, stop), Hit("place", place, stop, end)]


def _cuts(length: int, surname: bool) -> tuple[int, ...]:
    """After how many words the name may end, the likeliest first."""
    return tuple(k for k in ((3, 2, 4) if surname else (1, 2)) if length - k >= 2) or (1,)


def _cut(line: Line, run: list[int], words: list[str], known: Lexicon, group: bool) -> tuple[int, bool]:
    """How many words are the name, and whether that is sure."""
    count = len(words)
    for k in range(1, count):
        rest = " ".join(words[k:])
        if (
            known.place(rest)
            or known.commodity(rest)
            or known.commodity(rest + _lower_after(line, run[-1] + 1))
        ):
            return k, True
    if count == 1 or group:
        return count, True
    if words[0][0].islower():
        return (count, True) if count == 1 else (1, False)
    if _is_surname(words[0]):
        middle = len(words) > 1 and fold(words[1]) in ("van", "thi")
        return count, count <= 3 or (count == 4 and middle)
    return count, count == 2


def _is_surname(word: str) -> bool:
    return word.lower() in _SURNAMES


def _lower_after(line: Line, i: int) -> str:
    """The next one or two words, for a commodity begun with a capital ("Hồng vành khuyên")."""
    words: list[str] = []
    while line.word(i) and not line.capital(i) and len(words) < 2:
        words.append(line.tokens[i].text)
        i += 1
    return "".join(f" {word}" for word in words)


def _run(line: Line, j: int) -> list[int]:
    """The tokens that may belong to a name: words with capitals, or all in small letters up to something else."""
    if not line.word(j) or _stops(line, j):
        return []
    found = [j]
    capital = line.capital(j)
    while len(found) < _LONGEST_NAME:
        k = found[-1] + 1
        if not line.word(k) or line.capital(k) != capital or _stops(line, k):
            break
        found.append(k)
    return found


def _stops(line: Line, k: int) -> bool:
    """Whether the word at ``k`` begins something else than a name."""
    if line.capital(k) and k > 0 and not line.tokens[k].text.isupper():
        return False
    scan = line.scan
    stop = line.at(FILLERS, k) or line.at(_MARKER, k) or line.at(_STOP, k)
    return bool(stop) or (bool(unit(scan, k)) and k > 0 and line.tokens[k - 1].numeral)


_STOP: Phrases[None] = listed(
    "loại|hạng|size|hàng|giữa|cuối|hôm|tuần|tháng|ngày|mai|mốt|vài|mấy|hơn|gần|trên|dưới|đặc biệt|hai|ba|bốn|năm|"
    "sáu|bảy|tám|chín|mười|một|nửa|trăm|nghìn|ngàn|chục|đầu tháng|đầu tuần|sắp|chưa|đã|báo|nhà"
)


def places_at(line: Line, i: int) -> Iterator[Hit]:
    """Words behind "ở", "xã", "thôn" …, several in a row as one place: "thôn Nà Mò xã Tân Mỹ"."""
    end = _place_end(line, i)
    if end is None:
        return
    while (more := _place_end(line, end + (line.fold(end) in (",", "-")))) is not None:
        end = more
    words = line.text(i, end)
    first = line.fold(i)
    bare = words.split(" ", 1)[1] if first in ("o", "tai", "ben", "tren", "duoi") and " " in words else words
    yield Hit("place", line.slot(i, end, bare), i, end)


def _place_end(line: Line, i: int) -> int | None:
    marker = line.at(_MARKER, i)
    if marker is None:
        return None
    run = _run(line, marker[1])
    if not run:
        return None
    if not line.capital(run[0]):
        if line.fold(i) in _NEEDS_NAME and line.tokens[i].text.lower() not in ("ở", "tại"):
            return None
        run = run[:3]
    return run[-1] + 1
